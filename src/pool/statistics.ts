import { adviseOn } from './statistics-advice.js';
import { duration, nameOf } from './statistics-text.js';

/** How one worker spent the time of a call: shares of it, which add up to 1. */
export interface WorkerShares {
  /** Starting the worker. */
  readonly startUp: number;
  /** Without work of this call: before it, after it, or busy with other calls. */
  readonly waiting: number;
  /** Holding work without doing it: messages on their way, copied and read. */
  readonly transport: number;
  /** Running tasks. */
  readonly working: number;
}

export interface WorkerStatistics extends WorkerShares {
  /** Which worker, from 0. */
  readonly worker: number;
  /** Tasks that it ran. */
  readonly tasks: number;
}

/**
 * A stretch of work without a reply: one task, or several that were not told apart. Workers reply after about 20 ms, so
 * a stretch that took much longer did so because of its last task.
 */
export interface LongTask {
  /** Index of the first task. */
  readonly index: number;
  /** How many tasks were measured together. */
  readonly tasks: number;
  /** Seconds, of all of them together. */
  readonly seconds: number;
  readonly worker: number;
}

/** Where the time of a call went. */
export interface CallStatistics {
  /** Seconds from the call to its result. */
  readonly seconds: number;
  /** Tasks of the call. */
  readonly tasks: number;
  /** Messages in which they were sent. */
  readonly messages: number;
  /** Every worker of the pool, whether it took part or not. */
  readonly workers: readonly WorkerStatistics[];
  /** The mean over the workers. */
  readonly shares: WorkerShares;
  /** The stretches of work that took longest, at most five, the longest first. */
  readonly longest: readonly LongTask[];
  /** What to change, one sentence each; empty when nothing stands out. */
  readonly advice: readonly string[];
  /** All of this in a few lines. */
  toString(): string;
}

const SHARES = ['startUp', 'waiting', 'transport', 'working'] as const;

type Facts = Pick<CallStatistics, 'seconds' | 'tasks' | 'messages' | 'workers' | 'longest'>;

/** Statistics from what was measured. */
export function statisticsOf(facts: Facts): CallStatistics {
  const { workers } = facts;
  const mean = (share: keyof WorkerShares): number =>
    workers.reduce((sum, worker) => sum + worker[share], 0) / workers.length;
  const shares = {
    startUp: mean('startUp'),
    waiting: mean('waiting'),
    transport: mean('transport'),
    working: mean('working'),
  };
  const all = { ...facts, shares, advice: adviseOn({ ...facts, shares }) };
  return Object.defineProperty(all, 'toString', { value: () => describe(all), enumerable: false });
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`.padStart(7);

function describe({ seconds, tasks, messages, workers, shares, longest, advice }: CallStatistics): string {
  const line = (name: string, of: WorkerShares): string =>
    [name.padEnd(9), ...SHARES.map((share) => `${share} ${percent(of[share])}`)].join('  ');
  return [
    `${tasks} tasks in ${messages} messages, ${duration(seconds)}`,
    ...workers.map((worker) => line(`worker ${worker.worker}`, worker)),
    line('all', shares),
    ...longest.slice(0, 1).map((long) => `longest: ${nameOf(long)}, ${duration(long.seconds)}`),
    ...advice,
  ].join('\n');
}
