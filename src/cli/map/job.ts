import { type BackendName, Pool, type SettledCall, partial } from '../../pool/index.js';
import { type BitGeneratorName, type Seed, isNfoldError } from '../../core/index.js';
import type { Context } from '../context.js';
import { durationText } from '../options/duration.js';
import type { Earlier, RunMark } from './earlier.js';
import { type Inputs, batchesOf } from './inputs.js';
import { inspectTarget, work } from './inspect.js';
import type { OnError } from './on-error.js';
import { Output, standardOutput } from './output.js';
import { Queue } from './queue.js';
import type { MapRecord } from './record.js';
import { failureLine, failureOf } from './result-line.js';
import { ResultsFile } from './results-file.js';
import { type Randomness, checkFunction, earlierResults, randomnessOf } from './resume.js';
import type { Answer, Item, UserFunction } from './task.js';
import type { Target } from './target.js';

export interface MapJob {
  readonly target: Target;
  readonly inputs: Inputs;
  readonly workers: number;
  readonly backend: BackendName;
  readonly seed: Seed | undefined;
  readonly bitGenerator: BitGeneratorName;
  /** A file; undefined is standard output. */
  readonly out: string | undefined;
  readonly resume: boolean;
  readonly unordered: boolean;
  readonly onError: OnError;
  /** Seconds that an input may take. */
  readonly timeout: number | undefined;
  readonly stack: boolean;
  /** Told of each chunk and each input where a report is wanted. */
  readonly record: MapRecord | undefined;
}

export interface MapCounts {
  readonly done: number;
  readonly failed: number;
  /** Done by an earlier run. */
  readonly skipped: number;
  /** Undefined where the function has no use for it. */
  readonly seed: Seed | undefined;
}

/** How many failures are told one by one. */
const TOLD = 3;

/** Maps a function over inputs by the workers of a pool of its own. */
export async function runMap(job: MapJob, context: Context): Promise<MapCounts> {
  const { out, target, workers, backend } = job;
  const earlier = out === undefined ? undefined : earlierResults(out, job.resume);
  if (out !== undefined) checkFunction(earlier?.run, target.id, out);
  const random = randomnessOf(earlier?.run, job);
  const pool = new Pool({ workers, backend });
  try {
    const takesContext = await inspectTarget(pool, target, context.signal);
    const file = out === undefined ? undefined : openFile(out, earlier, context);
    const run = new MapRun(job, context, { earlier, file, random, takesContext });
    return await run.over(pool);
  } finally {
    if (job.inputs.lines) process.stdin.destroy();
    await pool.terminate();
    context.progress.end();
  }
}

function openFile(path: string, earlier: Earlier | undefined, { warn }: Context): ResultsFile {
  const file = new ResultsFile(path, earlier);
  if (earlier !== undefined && earlier.torn > 0)
    warn(
      `the last line of ${path} was torn; its ${earlier.torn} bytes were removed, and its input is run again`,
    );
  return file;
}

interface Found {
  readonly earlier: Earlier | undefined;
  readonly file: ResultsFile | undefined;
  readonly random: Randomness;
  readonly takesContext: boolean;
}

/** One run over all inputs: what the pool's calls give becomes lines. */
class MapRun {
  readonly #job: MapJob;
  readonly #context: Context;
  readonly #found: Found;
  readonly #output: Output;
  readonly #queue: Queue;
  #done = 0;
  #failed = 0;
  /** What the first line of the run is marked with. */
  #mark: RunMark | undefined;

  constructor(job: MapJob, context: Context, found: Found) {
    this.#job = job;
    this.#context = context;
    this.#found = found;
    const { file } = found;
    this.#output = new Output(file ?? standardOutput, !job.unordered);
    this.#queue = new Queue(batchesOf(job.inputs), {
      isDone: (input, index) => file?.isDone(input, index) ?? false,
      isFull: () => this.#output.isFull,
      whole: found.takesContext,
    });
    if (file !== undefined) this.#mark = this.#runMark();
  }

  async over(pool: Pool): Promise<MapCounts> {
    const { signal, progress } = this.#context;
    progress.begin(`map ${this.#job.target.name}`, this.#total());
    let complete = false;
    try {
      for await (const call of this.#calls(pool)) {
        this.#settle(call);
        progress.update(this.#done + this.#failed);
        const waiting = this.#output.ready();
        if (waiting !== undefined) await waiting;
      }
      complete = !this.#queue.stopped;
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await this.#output.end();
      this.#found.file?.end(complete, !this.#job.unordered);
    }
    const { seed } = this.#found.random;
    return {
      done: this.#done,
      failed: this.#failed,
      skipped: this.#queue.skipped,
      seed: this.#found.takesContext ? seed : undefined,
    };
  }

  #calls(pool: Pool): AsyncGenerator<SettledCall<Answer>, void, undefined> {
    const { target, timeout, stack, record } = this.#job;
    const { random, takesContext } = this.#found;
    const { url, name } = target;
    // Workers import it themselves.
    const fn = { kind: 'module', url, name } as unknown as UserFunction;
    const settings = { ...random, stack };
    const task = takesContext
      ? partial(work.callWithContext, fn, settings)
      : partial(work.call, fn, settings);
    return pool.imapUnordered(task, this.#queue.items(), {
      settle: true,
      signal: this.#context.signal,
      ...(record && { onSpan: (span) => record.span(span) }),
      ...(timeout !== undefined && { timeoutMs: 1000 * timeout }),
    });
  }

  #settle(call: SettledCall<Answer>): void {
    const item = this.#queue.take(call.index);
    const answer = call.status === 'fulfilled' ? call.value : this.#lostAnswer(item, call.reason);
    const { onError } = this.#job;
    if (typeof answer === 'string') {
      this.#done++;
      this.#job.record?.settled(item, answer);
      this.#put(answer, item);
    } else if (item.attempt <= onError.retries) this.#queue.again(item);
    else {
      this.#failed++;
      this.#job.record?.settled(item, answer);
      this.#tell(`${item.input} failed: ${answer.message}`);
      this.#put(answer.line, item);
      if (onError.stop) this.#queue.stop();
    }
    this.#queue.wake();
  }

  /** The answer for a call that could give none: it took too long, its worker died. */
  #lostAnswer(item: Item, reason: unknown): Exclude<Answer, string> {
    const { timeout, stack } = this.#job;
    const failure = failureOf(reason, stack);
    if (timeout === undefined || !isNfoldError(reason, 'ERR_TIMEOUT'))
      return { line: failureLine(item, failure), message: failure.message };
    const message = `it took longer than ${durationText(timeout)}`;
    return { line: failureLine(item, { ...failure, message }, timeout), message };
  }

  #put(line: string, { index, turn }: Item): void {
    const marked =
      this.#mark === undefined ? line : `${line.slice(0, -1)},"run":${JSON.stringify(this.#mark)}}`;
    this.#mark = undefined;
    this.#output.put(marked, index, turn);
  }

  #tell(failure: string): void {
    if (this.#failed <= TOLD) this.#context.warn(failure);
  }

  /** How many inputs there are to do, where that is known. */
  #total(): number | undefined {
    const { before, lines, after } = this.#job.inputs;
    if (lines) return undefined;
    const { earlier } = this.#found;
    const all = [...before, ...after];
    return earlier === undefined ? all.length : all.filter((input) => !earlier.done.has(input)).length;
  }

  #runMark(): RunMark {
    const { target } = this.#job;
    const { random, takesContext } = this.#found;
    if (!takesContext) return { function: target.id };
    const { seed, bitGenerator } = random;
    return { function: target.id, seed: typeof seed === 'bigint' ? String(seed) : seed, bitGenerator };
  }
}
