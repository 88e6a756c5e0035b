import { type Sweep, chooseWorkers, sweep } from '../../bench/index.js';
import { now } from '../../core/index.js';
import { START_SECONDS } from '../../parts/index.js';
import type { Context } from '../context.js';
import { ranSentence } from '../options/workers.js';
import { ConvergeJob, type ConvergeRequest, type ConvergeRun } from './job.js';

export interface StudyOptions {
  /** Worker counts beside the serial run. */
  readonly counts: readonly number[];
  /** The count whose run stands for "in parallel". */
  readonly chosen: number;
  /** Whether this thread is enough where so many workers would not pay. */
  readonly automatic?: boolean;
  /** Timed rounds; without a number, as many as fit into {@link BUDGET}, at most {@link MOST_REPEATS}. */
  readonly repeats: number | undefined;
  /** Rounds that are made in any case, where no number is given; default 1. */
  readonly leastRepeats?: number;
  /** Whether the parallel capacity is measured beside the runs. */
  readonly capacity: boolean;
}

/** What was computed, and how long it took for each worker count. */
export interface Study {
  readonly request: ConvergeRequest;
  /** The count whose run stands for "in parallel". */
  readonly chosen: number;
  /** The last run in this thread; incomplete when interrupted during the first. */
  readonly serial: ConvergeRun;
  /** The last run by the chosen number of workers; undefined when interrupted before its end, and where this thread is enough. */
  readonly parallel: ConvergeRun | undefined;
  /** Seconds of the first run by those workers, their start included. */
  readonly cold: number | undefined;
  /** Undefined when nothing was timed. */
  readonly sweep: Sweep | undefined;
}

const MOST_REPEATS = 5;
/** Seconds that repeats without a given number may take. */
const BUDGET = 30;

/**
 * Runs the job serially and in parallel, checks that all runs give the same bits, and times them in interleaved
 * rounds. After an interruption it returns what there is.
 */
export async function study(
  request: ConvergeRequest,
  options: StudyOptions,
  context: Context,
): Promise<Study> {
  const job = new ConvergeJob(request, context.signal);
  try {
    return await studyJob(job, request, options, context);
  } finally {
    await job.close();
  }
}

async function studyJob(
  job: ConvergeJob,
  request: ConvergeRequest,
  { counts, chosen, automatic = false, repeats, leastRepeats = 1, capacity }: StudyOptions,
  context: Context,
): Promise<Study> {
  const { signal, processors } = context;
  const timedRun = async (workers: number, label: string): Promise<[ConvergeRun, number]> => {
    const start = now();
    return [await shown(job, workers, label, context), now() - start];
  };
  let [serial, serialSeconds] = await timedRun(0, 'serial run');
  const untimed = { request, chosen, serial, parallel: undefined, cold: undefined, sweep: undefined };
  if (signal.aborted) return untimed;
  const worth = chooseWorkers({ serial: serialSeconds, workers: chosen, start: START_SECONDS });
  if (automatic && worth.workers === 0) {
    context.note(ranSentence(worth));
    return untimed;
  }
  let [parallel, cold] = await timedRun(chosen, 'parallel run');
  if (parallel.partial) return untimed;
  const timed = await sweep(job.forSweep(capacity), {
    workers: [0, ...counts],
    repeats: repeats ?? Math.max(leastRepeats, repeatsFor(serialSeconds * (counts.length + 1))),
    processors: processors.available,
    signal,
    onRun: ({ kind, workers, result, done, total }) => {
      if (done === 1) context.progress.begin('timing', total);
      context.progress.update(done);
      if (kind !== 'run' || result === undefined || result.partial) return;
      // Runs of one round are fit to be compared; the first ones are not, for they had code to compile.
      if (workers === 0) serial = result;
      if (workers === chosen) parallel = result;
    },
  });
  const anything = timed.runs.some(({ seconds }) => seconds.length > 0);
  return { request, chosen, serial, parallel, cold, sweep: anything ? timed : undefined };
}

/** Points of all estimates from fewer than n points. */
const pointsBelow = (n: number): number => (n * (n - 1)) / 2;

/** One run with its progress, told in points: an estimate from n points takes n times as long as one from a single point. */
async function shown(
  job: ConvergeJob,
  workers: number,
  label: string,
  { progress }: Context,
): Promise<ConvergeRun> {
  let done = 0;
  progress.begin(`${label}, points`, pointsBelow(job.samples));
  const run = await job.run(workers, ({ first, count }) => {
    done += pointsBelow(first + count) - pointsBelow(first);
    progress.update(done);
  });
  progress.end();
  return run;
}

function repeatsFor(roundSeconds: number): number {
  return Math.max(1, Math.min(MOST_REPEATS, Math.floor(BUDGET / roundSeconds)));
}
