import type { Crossover } from '../../bench/index.js';
import { isNfoldError, now } from '../../core/index.js';
import { parseSystem } from '../../expression/index.js';
import type { DrawBlock, Simulation } from '../../simulate/index.js';
import { RowFile } from '../../simulate/writers/index.js';
import type { UsedWorkers } from '../../parts/index.js';
import type { Context } from '../context.js';
import { ranSentence } from '../options/workers.js';
import { SimulateJob, type SimulateRequest } from './job.js';
import { type Spread, spreadOf } from './spread.js';
import { timesOf } from './times.js';

export interface StudyOptions {
  readonly workers: number;
  /** Whether a job that is not worth so many workers may be done in this thread. */
  readonly automatic: boolean;
  /** Timed rounds; 0: nothing is timed; undefined: as many as fit into some seconds. */
  readonly repeats: number | undefined;
  /** File for the draws and outputs themselves. */
  readonly out: string | undefined;
  /** Whether other worker counts are timed as well. */
  readonly spread: boolean;
}

/** What was computed, and how long it takes serially and by workers. */
export interface Study {
  readonly request: SimulateRequest;
  /** Of the timed runs. */
  readonly workers: number;
  /** Of the run that the result is from; 0: this thread. */
  readonly used: number;
  /** Of fewer draws than were asked for when interrupted. */
  readonly result: Simulation;
  /** Undefined when it was not asked for, or interrupted before anything was timed. */
  readonly times: Crossover | undefined;
  /** Undefined likewise, and where there is but one worker. */
  readonly spread: Spread | undefined;
  /** Seconds that it took, with the start of the workers, and the file if there is one. */
  readonly seconds: number;
  /** Rows in the file, if there was to be one; 0 when it could not be written. */
  readonly written: number | undefined;
}

/** Runs the job by workers, keeps its draws in a file if there is to be one, and times it serially and in parallel. */
export async function study(
  request: SimulateRequest,
  options: StudyOptions,
  context: Context,
): Promise<Study> {
  const { workers, automatic, repeats, out } = options;
  const job = new SimulateJob(request, workers, context.signal);
  try {
    const start = now();
    const { result, written, used } = await run(job, request, { out, automatic }, context);
    if (used.workers === 0) context.note(ranSentence(used));
    const seconds = now() - start;
    const timed = !context.signal.aborted && repeats !== 0;
    const times = timed ? await timesOf(job, request.n, repeats, context) : undefined;
    context.progress.end();
    const anything = times?.comparison.measurements.some((timing) => timing.seconds.length > 0) === true;
    const spread =
      anything && options.spread && workers > 1
        ? await spreadOf(job, request, { workers, repeats }, context)
        : undefined;
    return {
      request,
      workers,
      used: used.workers,
      result,
      times: anything ? times : undefined,
      spread,
      seconds,
      written,
    };
  } finally {
    await job.close();
  }
}

interface Run {
  readonly result: Simulation;
  readonly written: number | undefined;
  readonly used: UsedWorkers;
}

async function run(
  job: SimulateJob,
  request: SimulateRequest,
  { out, automatic }: Pick<StudyOptions, 'out' | 'automatic'>,
  { progress, note, warn }: Context,
): Promise<Run> {
  const names = out === undefined ? [] : columnsOf(request);
  const file = out === undefined ? undefined : new Recorder(await RowFile.create(out, names));
  try {
    progress.begin('draws', request.n);
    const { result, used } = await job.run({
      automatic,
      onProgress: (done) => progress.update(done),
      ...(file !== undefined && { keep: names, onBlock: (block) => file.write(block) }),
    });
    progress.end();
    const failure = await file?.finish();
    if (failure !== undefined) warn(failure);
    else if (file !== undefined) note(`wrote ${out}`);
    return { result, used, written: failure === undefined ? file?.rows : 0 };
  } finally {
    await file?.discard();
  }
}

/** A file that cannot be written on does not end the simulation: its results are worth having without. */
class Recorder {
  readonly #file: RowFile;
  #failure: string | undefined;

  constructor(file: RowFile) {
    this.#file = file;
  }

  get rows(): number {
    return this.#file.rows;
  }

  write(block: DrawBlock): Promise<void> {
    return this.#attempt(() => this.#file.write(block));
  }

  /** Puts the file in its place; or answers why there is none. */
  async finish(): Promise<string | undefined> {
    await this.#attempt(() => this.#file.keep());
    return this.#failure;
  }

  discard(): Promise<void> {
    return this.#file.discard();
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    if (this.#failure !== undefined) return;
    try {
      await action();
    } catch (error) {
      if (!isNfoldError(error, 'ERR_FILE')) throw error;
      this.#failure = error.message;
      await this.#file.discard();
    }
  }
}

/** The draws that the model uses, then its outputs. */
function columnsOf({ model, draws }: SimulateRequest): string[] {
  const { variables, names } = parseSystem(model, { output: 'y' });
  return [...Object.keys(draws).filter((name) => variables.includes(name)), ...names];
}
