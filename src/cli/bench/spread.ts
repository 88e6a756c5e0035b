import { type Sweep, type SweepJob, sweep } from '../../bench/index.js';
import { now, yieldToEventLoop } from '../../core/index.js';
import type { Pool, WorkerShares } from '../../pool/index.js';
import type { Context } from '../context.js';
import { BASELINE_ROUNDS, BUDGET, type TimingInput } from './timing.js';
import { type LoadedJob, Pools, firstDifference, inOrder, remote } from './variants.js';

export interface SpreadOptions extends TimingInput {
  readonly args: readonly unknown[];
  /** The function is called with i = 0, 1, … items - 1 before its other arguments. */
  readonly items: number;
  readonly workers: readonly number[];
  /** Whether all runs must have the same results. */
  readonly compare: boolean;
}

const MOST_REPEATS = 20;
const LEAST_REPEATS = 3;
/** Seconds after which Ctrl-C is listened for. */
const LOOK = 0.05;
/** An independent copy makes this share of the calls: the capacity is a ratio of such copies' times. */
const COPY_SHARE = 0.25;

/** Times the calls of one function in this thread and by each number of workers; pools stay warm from run to run. */
export async function timeSpread(
  job: LoadedJob,
  options: SpreadOptions,
  { signal, processors, progress }: Context,
): Promise<Sweep> {
  const pools = new Pools();
  try {
    const repeats = options.rounds ?? (await repeatsFor(job, options, signal));
    return await sweep(spreadJob(job, options, pools, signal), {
      workers: [0, ...options.workers],
      repeats,
      warmup: options.warmup,
      processors: processors.available,
      signal,
      onRun: ({ done, total }) => {
        if (done === 1) progress.begin('timing', total);
        progress.update(done);
      },
    });
  } finally {
    progress.end();
    await pools.end();
  }
}

/** As many rounds as fit into the budget. */
async function repeatsFor(job: LoadedJob, options: SpreadOptions, signal: AbortSignal): Promise<number> {
  const { items, args, budget = BUDGET, workers } = options;
  const start = now();
  let looked = start;
  try {
    for (let i = 0; i < items && now() - start < budget && !signal.aborted; i++) {
      await job.call(i, ...args);
      if (now() - looked < LOOK) continue;
      await yieldToEventLoop();
      looked = now();
    }
  } catch {
    // The sweep meets the same error, and says in which run.
    return 1;
  }
  const least = options.baseline === undefined ? LEAST_REPEATS : BASELINE_ROUNDS;
  const rounds = Math.floor(budget / ((now() - start) * (workers.length + 1)));
  return Math.max(least, Math.min(MOST_REPEATS, rounds));
}

/** The results of one run, and where the time of its workers went. */
interface SpreadRun {
  readonly results: unknown[];
  readonly shares?: WorkerShares;
}

function spreadJob(
  job: LoadedJob,
  { items, args, compare }: SpreadOptions,
  pools: Pools,
  signal: AbortSignal,
): SweepJob<SpreadRun> {
  const elsewhere = remote(job);
  const calls = (count: number): unknown[][] => Array.from({ length: count }, (_, i) => [i, ...args]);
  const all = calls(items);
  const inCopy = Math.max(1, Math.ceil(COPY_SHARE * items));
  const by = async (pool: Pool): Promise<SpreadRun> => {
    const call = pool.starmap(elsewhere, all, { signal });
    const results = await call;
    return { results, shares: call.statistics?.shares };
  };
  return {
    name: job.label,
    run: async (workers) => (workers > 0 ? by(pools.warm(workers)) : { results: await inOrder(job, all) }),
    cold: (workers) => by(pools.cold(workers)),
    cool: () => pools.cool(),
    shares: (run) => run.shares,
    ...(compare && { equal: (expected, actual) => firstDifference(expected.results, actual.results) }),
    // A chunk for each worker, and the same calls in each.
    async copies(n) {
      const same = Array.from({ length: n }, () => calls(inCopy)).flat();
      await pools.warm(n).starmap(elsewhere, same, { signal, chunkSize: inCopy });
    },
  };
}
