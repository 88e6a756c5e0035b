import type { MessagePort } from 'node:worker_threads';
import type { TaskFunction, TaskInfo, Values, WireError } from '../executor/index.js';
import type { CheckedPoolOptions } from './options.js';

/** What the thread behind `mapSync` is given when it starts. */
export interface SyncData {
  readonly port: MessagePort;
  readonly cells: Int32Array;
  readonly options: CheckedPoolOptions;
}

export interface SyncRequest {
  readonly task: TaskFunction;
  readonly items: Values;
  readonly chunkSize: number | 'auto';
  readonly seed: number | bigint;
}

export type SyncReply = { readonly values: Values } | { readonly error: WireError; readonly info: TaskInfo };

/** The places of {@link SyncData.cells}: counters that only grow. */
export const SYNC_CELLS = {
  /** Grows with each of the others: what the blocked thread waits on. */
  bell: 0,
  replies: 1,
  /** Grows about once a second while the thread lives. */
  beats: 2,
  /** Not 0 once the thread is ending. */
  ended: 3,
  length: 4,
} as const;
