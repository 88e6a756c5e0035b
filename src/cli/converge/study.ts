import { type Sweep, sweep } from '../../bench/index.js';
import { now } from '../../core/index.js';
import type { Context } from '../context.js';
import type { ConvergeJob, ConvergeRun } from './job.js';

export interface StudyOptions {
  /** Worker counts beside the serial run. */
  readonly workers: readonly number[];
  /** The count whose run stands for "in parallel". */
  readonly chosen: number;
  /** Timed rounds; without a number, as many as fit into {@link BUDGET}, at most {@link MOST_REPEATS}. */
  readonly repeats: number | undefined;
  /** Processors that this process may use. */
  readonly processors: number;
  /** Whether the parallel capacity is measured beside the runs. */
  readonly capacity: boolean;
}

/** What was computed, and how long it took for each worker count. */
export interface Study {
  /** The run in this thread. */
  readonly serial: ConvergeRun;
  /** The last run by the chosen number of workers; undefined when interrupted before it. */
  readonly parallel: ConvergeRun | undefined;
  /** Seconds of the first run by those workers, their start included. */
  readonly cold: number | undefined;
  /** Undefined when interrupted before. */
  readonly sweep: Sweep | undefined;
}

const MOST_REPEATS = 5;
/** Seconds that repeats without a given number may take. */
const BUDGET = 30;

/** Runs the job serially and in parallel, checks that both give the same bits, then times them in interleaved rounds. */
export async function study(job: ConvergeJob, options: StudyOptions, context: Context): Promise<Study> {
  const { signal, progress } = context;
  const start = now();
  const serial = await job.run(0);
  const serialSeconds = now() - start;
  if (signal.aborted) return { serial, parallel: undefined, cold: undefined, sweep: undefined };
  const coldStart = now();
  let parallel = await job.run(options.chosen);
  const cold = now() - coldStart;
  if (signal.aborted) return { serial, parallel, cold: undefined, sweep: undefined };
  const counts = [0, ...options.workers];
  const timed = await sweep(options.capacity ? job : withoutCopies(job), {
    workers: counts,
    repeats: options.repeats ?? repeatsFor(serialSeconds * counts.length),
    processors: options.processors,
    signal,
    onRun: ({ kind, workers, result, done, total }) => {
      if (done === 1) progress.begin('timing', total);
      progress.update(done);
      if (kind === 'run' && workers === options.chosen && result?.partial === false) parallel = result;
    },
  });
  return { serial, parallel, cold, sweep: timed };
}

function repeatsFor(roundSeconds: number): number {
  return Math.max(1, Math.min(MOST_REPEATS, Math.floor(BUDGET / roundSeconds)));
}

function withoutCopies(job: ConvergeJob): Omit<ConvergeJob, 'copies'> {
  return {
    name: job.name,
    run: (workers) => job.run(workers),
    equal: (...runs) => job.equal(...runs),
  } as ConvergeJob;
}
