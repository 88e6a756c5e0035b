import { type ErrorCode, isNfoldError } from '../core/index.js';
import type { ImapOptions } from './options.js';

/** What became of one call: its value or its error, with the place of its item in the source, from 0. */
export type SettledCall<R> =
  | { readonly index: number; readonly status: 'fulfilled'; readonly value: R }
  | { readonly index: number; readonly status: 'rejected'; readonly reason: unknown };

/** What `imap` yields under these options. */
export type ImapValue<R, O extends ImapOptions> = O extends { readonly settle: true }
  ? SettledCall<Awaited<R>>
  : Awaited<R>;

/** Errors that every further call would fail with as well. */
const OF_ALL: readonly ErrorCode[] = [
  'ERR_POOL_CLOSED',
  'ERR_WORKER_START',
  'ERR_TASK_NOT_FOUND',
  'ERR_TASK_NOT_PORTABLE',
];

/** Whether an error is not that of one call but ends the whole run, settled or not. */
export function endsRun(error: unknown): boolean {
  return OF_ALL.some((code) => isNfoldError(error, code));
}
