import type { Pool } from '../pool/index.js';
import { checkInteger } from '../core/index.js';
import type { MedianEstimate } from '../stats/index.js';
import { bench } from './bench.js';
import type { BenchOptions, Comparison } from './bench-types.js';
import { workersLabel } from './findings.js';
import { formatSeconds } from './units.js';

export interface TaskCostOptions extends Pick<
  BenchOptions<unknown>,
  'rounds' | 'budget' | 'precision' | 'seed' | 'signal' | 'clock' | 'probe'
> {
  /** Tasks that are sent together; default 1000. */
  readonly tasks?: number;
}

/** What a task costs besides its work, and how long it must work for workers to pay. Plain data. */
export interface TaskCost {
  readonly workers: number;
  /** Seconds a task among many calls of `apply` that are made together, a promise each. */
  readonly applied: MedianEstimate;
  /** Seconds a task among many of one `map`. */
  readonly mapped: MedianEstimate;
  /** Seconds from one call, made alone, to its result: a message there and one back. */
  readonly alone: MedianEstimate;
  /**
   * Seconds of work from which a task is done sooner by the workers than by this thread: one among many of `apply` or
   * `map`, or one of as many as there are workers, each in a message of its own. Infinity for one worker.
   */
  readonly breakEven: { readonly applied: number; readonly mapped: number; readonly alone: number };
  readonly comparison: Comparison;
}

const TASKS = 1000;

/** A task that does nothing. */
function identity(x: number): number {
  return x;
}

/**
 * Measures what tasks that do nothing cost on a pool, warm, and from which duration of a task on its workers pay.
 *
 * Sending and receiving is work of the calling thread: among many tasks each costs it c seconds, and n workers do the work
 * of d seconds beside that in c + d / n at worst, against d serially, so that they pay from d = c n / (n - 1) on. A call
 * made alone takes r seconds longer than its work; n of them at once take r + d against n d: d = r / (n - 1).
 * `ERR_INVALID_ARGUMENT` for options that break their rules; what the pool throws.
 */
export async function taskCost(
  pool: Pick<Pool, 'apply' | 'map' | 'workers'>,
  { tasks = TASKS, ...options }: TaskCostOptions = {},
): Promise<TaskCost> {
  checkInteger('tasks', tasks, 1);
  const { workers } = pool;
  const inputs = Array.from({ length: tasks }, (_, i) => i);
  const comparison = await bench<unknown>(
    {
      applied: () => Promise.all(inputs.map((x) => pool.apply(identity, [x]))),
      mapped: () => pool.map(identity, inputs),
      alone: () => pool.apply(identity, [0]),
    },
    { warmup: 3, ...options },
  );
  const [applied, mapped, alone] = comparison.measurements.map(({ time }) => time);
  const perTask = ({ median, low, high, coverage }: MedianEstimate): MedianEstimate => ({
    median: median / tasks,
    low: low / tasks,
    high: high / tasks,
    coverage,
  });
  const costs = { applied: perTask(applied), mapped: perTask(mapped), alone };
  return { workers, ...costs, breakEven: breakEvenOf(costs, workers), comparison };
}

function breakEvenOf(
  costs: Pick<TaskCost, 'applied' | 'mapped' | 'alone'>,
  n: number,
): TaskCost['breakEven'] {
  if (n < 2) return { applied: Infinity, mapped: Infinity, alone: Infinity };
  const share = n / (n - 1);
  return {
    applied: costs.applied.median * share,
    mapped: costs.mapped.median * share,
    alone: costs.alone.median / (n - 1),
  };
}

/** What a task costs here and how long it must be, one sentence each. */
export function taskCostFindings({ workers, applied, mapped, alone, breakEven }: TaskCost): string[] {
  if (Number.isNaN(applied.median)) return ['Nothing was timed.'];
  const who = workersLabel(workers);
  const costs = `A task costs ${formatSeconds(applied.median)} among many of apply, ${formatSeconds(mapped.median)} among many of map, and ${formatSeconds(alone.median)} alone.`;
  if (workers < 2) return [costs, `${who} never pays: it does one task at a time, as this thread does.`];
  return [
    costs,
    `${who} pay from tasks of ${formatSeconds(breakEven.applied)} on (apply), ${formatSeconds(breakEven.mapped)} (map), and ${formatSeconds(breakEven.alone)} when ${workers} are sent at once; shorter ones belong together in one task.`,
  ];
}
