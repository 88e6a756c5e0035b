import { type Sweep, type SweepJob, sweep } from '../../bench/index.js';
import { now } from '../../core/index.js';
import { Pool } from '../../pool/index.js';
import type { Context } from '../context.js';
import { type LoadedJob, firstDifference, remote } from './variants.js';

export interface SpreadOptions {
  readonly args: readonly unknown[];
  /** The function is called with i = 0, 1, … items - 1 before its other arguments. */
  readonly items: number;
  readonly workers: readonly number[];
  readonly repeats: number | undefined;
  readonly budget: number;
  /** Whether all runs must have the same results. */
  readonly compare: boolean;
}

const MOST_REPEATS = 20;
const LEAST_REPEATS = 3;
/** An independent copy makes this share of the calls: the capacity is a ratio of such copies' times. */
const COPY_SHARE = 0.25;

/** Times the calls of one function in this thread and by each number of workers; pools stay warm from run to run. */
export async function timeSpread(
  job: LoadedJob,
  options: SpreadOptions,
  { signal, processors, progress }: Context,
): Promise<Sweep> {
  const pools = new Map<number, Pool>();
  const poolOf = (workers: number): Pool => {
    const pool = pools.get(workers) ?? new Pool({ workers });
    pools.set(workers, pool);
    return pool;
  };
  try {
    const repeats = options.repeats ?? (await repeatsFor(job, options));
    return await sweep(spreadJob(job, options, poolOf, signal), {
      workers: [0, ...options.workers],
      repeats,
      processors: processors.available,
      signal,
      onRun: ({ done, total }) => {
        if (done === 1) progress.begin('timing', total);
        progress.update(done);
      },
    });
  } finally {
    await Promise.all([...pools.values()].map((pool) => pool.terminate()));
  }
}

/** As many rounds as fit into the budget. */
async function repeatsFor(job: LoadedJob, { items, args, budget, workers }: SpreadOptions): Promise<number> {
  const start = now();
  try {
    for (let i = 0; i < items && now() - start < budget; i++) await job.call(i, ...args);
  } catch {
    // The sweep meets the same error, and says in which run.
    return 1;
  }
  const rounds = Math.floor(budget / ((now() - start) * (workers.length + 1)));
  return Math.min(MOST_REPEATS, Math.max(LEAST_REPEATS, rounds));
}

function spreadJob(
  job: LoadedJob,
  { items, args, compare }: SpreadOptions,
  poolOf: (workers: number) => Pool,
  signal: AbortSignal,
): SweepJob<unknown[]> {
  const elsewhere = remote(job);
  const calls = (count: number, from = 0): unknown[][] =>
    Array.from({ length: count }, (_, i) => [from + i, ...args]);
  const all = calls(items);
  const inCopy = Math.max(1, Math.ceil(COPY_SHARE * items));
  return {
    name: job.label,
    async run(workers) {
      if (workers > 0) return poolOf(workers).starmap(elsewhere, all, { signal });
      const results: unknown[] = [];
      for (const one of all) {
        const result = job.call(...one);
        results.push(result instanceof Promise ? await result : result);
      }
      return results;
    },
    ...(compare && { equal: firstDifference }),
    // A chunk for each worker, and the same calls in each.
    async copies(n) {
      const same = Array.from({ length: n }, () => calls(inCopy)).flat();
      await poolOf(n).starmap(elsewhere, same, { signal, chunkSize: inCopy });
    },
  };
}
