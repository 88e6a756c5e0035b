/** Many values of a statistic, made share by share and put together in order. */
import { type NfoldError, isNfoldError } from '../core/index.js';
import type { Pool } from '../pool/index.js';
import { type ParallelOptions, type PartTask, answers } from '../parts/index.js';
import type { Share } from './resample-tasks.js';
import type { Statistic } from './statistic.js';

/** Resamples in a block, at most: its stream costs as much as some thousand draws. */
const LARGEST_BLOCK = 64;
/** Draws in a block: their indices fit the second-level cache. */
const BLOCK_DRAWS = 65_536;
/** Draws in a share, at least, where a draw's cost is known: a message costs as much as some thousand. */
const SHARE_DRAWS = 262_144;
/** Values at most: 8 GB of doubles. */
export const MOST_VALUES = 1e9;
/** Shares of a long run: enough for every worker and for progress. */
const MOST_SHARES = 64;

/** How many resamples draw from one stream, of so many draws each. */
export function blockFor(cost: number): number {
  return Math.max(1, Math.min(LARGEST_BLOCK, Math.floor(BLOCK_DRAWS / cost)));
}

/** A run of `total` values. */
export interface Run {
  readonly total: number;
  /** Values in a block; shares hold whole blocks. */
  readonly block: number;
  /** Draws that a value costs; undefined where it takes a call of the user's function, which may cost anything. */
  readonly cost?: number;
}

/** A task of resample-tasks.js. */
export type ShareTask<D> = PartTask<[Statistic, D], Share, Float64Array>;

export interface ShareOptions extends ParallelOptions {
  /** Works on its workers; the results have the same bits without. */
  readonly pool?: Pick<Pool, 'mapTyped' | 'imap' | 'sharesMemory'>;
  /** Hears how many of the values are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** A task of the module that workers load. */
export function shareTask<D>(
  name: 'resampleShare' | 'permuteShare' | 'jackknifeShare',
  run: (statistic: Statistic, data: D, share: Share) => Float64Array,
): ShareTask<D> {
  return { module: new URL('./resample-tasks.js', import.meta.url), name, run };
}

/** The values of a run, in order: all of them, or those before it was cancelled. */
export interface Shares {
  readonly values: Float64Array;
  readonly cancelled: NfoldError | undefined;
}

/** The values of the run, in order, by the workers of a pool or in this thread, until the signal aborts. */
export async function sharesUntilCancelled<D>(
  task: ShareTask<D>,
  statistic: Statistic,
  data: D,
  run: Run,
  options: ShareOptions,
): Promise<Shares> {
  const values = new Float64Array(run.total);
  const { pool, signal } = options;
  const work = { total: run.total, of: ({ count }: Share) => count };
  let done = 0;
  try {
    for await (const part of answers(task, [statistic, data], sharesOf(run), { pool, signal, work })) {
      values.set(part, done);
      done += part.length;
      options.onProgress?.(done, run.total);
    }
  } catch (error) {
    if (!isNfoldError(error, 'ERR_CANCELLED')) throw error;
    return { values: values.subarray(0, done), cancelled: error };
  }
  return { values, cancelled: undefined };
}

/** All values of the run. */
export async function inShares<D>(
  task: ShareTask<D>,
  statistic: Statistic,
  data: D,
  run: Run,
  options: ShareOptions,
): Promise<Float64Array> {
  const { values, cancelled } = await sharesUntilCancelled(task, statistic, data, run, options);
  if (cancelled !== undefined) throw cancelled;
  return values;
}

function* sharesOf({ total, block, cost }: Run): Generator<Share> {
  const blocks = Math.ceil(total / block);
  const least = cost === undefined ? 1 : Math.ceil(SHARE_DRAWS / (cost * block));
  const size = block * Math.max(Math.ceil(blocks / MOST_SHARES), least);
  for (let from = 0; from < total; from += size) yield { from, count: Math.min(size, total - from) };
}
