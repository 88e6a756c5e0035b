import type { Crossover } from '../../bench/index.js';
import { parseSystem } from '../../expression/index.js';
import type { Simulation } from '../../simulate/index.js';
import { RowFile } from '../../simulate/writers/index.js';
import type { Context } from '../context.js';
import { SimulateJob, type SimulateRequest } from './job.js';
import { timesOf } from './times.js';

export interface StudyOptions {
  readonly workers: number;
  /** Timed rounds; 0: nothing is timed; undefined: as many as fit into some seconds. */
  readonly repeats: number | undefined;
  /** File for the draws and outputs themselves. */
  readonly out: string | undefined;
}

/** What was computed, and how long it takes serially and by workers. */
export interface Study {
  readonly request: SimulateRequest;
  readonly workers: number;
  /** Of fewer draws than were asked for when interrupted. */
  readonly result: Simulation;
  /** Undefined when it was not asked for, or interrupted before anything was timed. */
  readonly times: Crossover | undefined;
  /** Rows written to the file, if there is one. */
  readonly written: number | undefined;
}

/** Runs the job by workers, keeps its draws in a file if there is to be one, and times it serially and in parallel. */
export async function study(
  request: SimulateRequest,
  options: StudyOptions,
  context: Context,
): Promise<Study> {
  const { workers, repeats, out } = options;
  const job = new SimulateJob(request, workers, context.signal);
  try {
    const { result, written } = await run(job, request, out, context);
    const timed = !context.signal.aborted && repeats !== 0;
    const times = timed ? await timesOf(job, request.n, repeats, context) : undefined;
    context.progress.end();
    const anything = times?.comparison.measurements.some(({ seconds }) => seconds.length > 0) === true;
    return { request, workers, result, times: anything ? times : undefined, written };
  } finally {
    await job.close();
  }
}

async function run(
  job: SimulateJob,
  request: SimulateRequest,
  out: string | undefined,
  { progress, note }: Context,
): Promise<{ result: Simulation; written: number | undefined }> {
  const names = out === undefined ? [] : columnsOf(request);
  const file = out === undefined ? undefined : await RowFile.create(out, names);
  try {
    progress.begin('draws', request.n);
    const result = await job.run({
      onProgress: (done) => progress.update(done),
      ...(file !== undefined && { keep: names, onBlock: (block) => file.write(block) }),
    });
    progress.end();
    await file?.keep();
    if (file !== undefined) note(`wrote ${out}`);
    return { result, written: file?.rows };
  } finally {
    await file?.discard();
  }
}

/** The draws that the model uses, then its outputs. */
function columnsOf({ model, draws }: SimulateRequest): string[] {
  const { variables, names } = parseSystem(model, { output: 'y' });
  return [...Object.keys(draws).filter((name) => variables.includes(name)), ...names];
}
