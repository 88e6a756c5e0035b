import { type NfoldError, type Span, isNfoldError } from '../core/index.js';
import {
  type Chunk,
  type ChunkObserver,
  type Job,
  type TaskFunction,
  type Values,
  decodeError,
  guidedPlan,
} from '../executor/index.js';
import {
  CONTROL,
  type NumericArray,
  RUN_COPIED,
  RUN_SHARED,
  type RunnerReport,
  type SharedJob,
  lowerLimit,
} from '../worker/index.js';
import { whenReady } from './arguments.js';
import type { BatchHost } from './apply-batch.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import { notify } from './options.js';
import type { Scratch } from './scratch.js';
import { CopiedMap } from './typed-copies.js';
import {
  MOST_LOSSES,
  type MapTypedOptions,
  blockSizeFor,
  checkMapTyped,
  lostBlock,
} from './typed-options.js';

/** What a typed map needs of its pool. */
export interface TypedHost extends BatchHost {
  readonly workers: number;
  readonly sharesMemory: boolean;
  readonly scratch: Scratch;
}

/** A typed map whose kernel is ready to be sent. */
export interface TypedWork {
  /** The function of typed-blocks.ts that runs the kernel. */
  readonly task: TaskFunction;
  readonly kernel: TaskFunction;
  readonly input: NumericArray;
  readonly blockSize: number;
  readonly options: MapTypedOptions<NumericArray>;
}

/** Starts a map from a typed array to another of the same kind; see `Pool.mapTyped`. */
export function startTypedMap(
  host: TypedHost,
  kernel: unknown,
  input: NumericArray,
  options: MapTypedOptions<NumericArray>,
): AsyncResult<NumericArray> {
  checkMapTyped(input, options);
  const result = internals.create<NumericArray>(undefined);
  const entry = host.functions.lookup(kernel);
  const runner = host.functions.lookup(host.sharesMemory ? RUN_SHARED : RUN_COPIED);
  const start = (): void => {
    if (result.ready()) return;
    const blockSize = blockSizeFor(input.length, options);
    const work: TypedWork = { task: runner.task!, kernel: entry.task!, input, blockSize, options };
    if (host.sharesMemory) new SharedMap(result, work, host).start();
    else new CopiedMap(result, work, host).start();
  };
  try {
    const waiting = whenReady([entry, runner]);
    if (waiting === undefined) start();
    else host.track(waiting.then(start).catch((error: unknown) => internals.fail(result, error)));
  } catch (error) {
    internals.fail(result, error);
  }
  return result;
}

/** How long a worker goes on before it reports, in seconds: a message each costs 0.2 ms or less. */
const SLICE = 0.1;

/** One worker's part, from its claim to its report. */
interface Runner {
  readonly number: number;
  readonly resume: SharedJob['resume'];
  job: Job | undefined;
}

/**
 * A map over shared memory. Each worker runs a *runner* that claims ranges until none is left. A round ends when all
 * runners have reported or were lost; blocks that are then not marked are the ranges of the next round.
 */
class SharedMap implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<NumericArray>;
  readonly #work: TypedWork;
  readonly #host: TypedHost;
  readonly #blocks: number;
  readonly #control: Int32Array;
  readonly #marks: Uint8Array;
  readonly #input: NumericArray;
  readonly #output: NumericArray;
  readonly #scratch: SharedArrayBuffer | undefined;
  readonly #runners = new Map<Chunk, Runner>();
  readonly #free: number[];
  readonly #losses = new Map<number, number>();
  #ranges: Int32Array;
  #failure: { readonly index: number; readonly error: unknown } | undefined;

  constructor(result: AsyncResult<NumericArray>, work: TypedWork, host: TypedHost) {
    this.#result = result;
    this.#work = work;
    this.#host = host;
    const { input, blockSize, options } = work;
    this.#blocks = Math.ceil(input.length / blockSize);
    this.#ranges = rangesOf(guidedPlan(this.#blocks));
    this.#free = Array.from({ length: host.workers }, (_, i) => i).reverse();
    this.#control = new Int32Array(new SharedArrayBuffer(4 * (CONTROL.runners + host.workers)));
    this.#control[CONTROL.limit] = this.#blocks;
    this.#marks = new Uint8Array(new SharedArrayBuffer(this.#blocks));
    const places = placesFor(input, options, host.scratch);
    this.#input = places.input;
    this.#output = places.output;
    this.#scratch = places.scratch;
    internals.setOwner(result, this);
  }

  start(): void {
    if (this.#blocks === 0) this.#finish();
    else this.#launch();
  }

  values(chunk: Chunk, _at: number, values: Values, span: Span): void {
    const runner = this.#release(chunk);
    if (runner === undefined) return;
    const { first, items, resume, failure } = values[0] as RunnerReport;
    notify(this.#work.options.onSpan, { ...span, first, count: items });
    if (failure !== undefined) {
      const { index, error } = failure;
      this.#failed(index, () => decodeError(error, { index, worker: span.worker, attempt: 1 }));
    }
    this.#launch(resume);
  }

  failed(chunk: Chunk, _at: number, _count: number, error: unknown): void {
    const runner = this.#release(chunk);
    if (runner === undefined) return;
    if (!isNfoldError(error, 'ERR_WORKER_LOST')) return this.#end(error);
    this.#lost(runner, error);
    this.#launch();
  }

  cancelled(): void {
    Atomics.store(this.#control, CONTROL.limit, 0);
    for (const { job } of this.#runners.values()) job?.cancel();
    this.#runners.clear();
  }

  #release(chunk: Chunk): Runner | undefined {
    const runner = this.#runners.get(chunk);
    this.#runners.delete(chunk);
    if (runner !== undefined) this.#free.push(runner.number);
    return runner;
  }

  /** Sends as many runners as there is work for; ends the round when there is none. */
  #launch(resume?: SharedJob['resume']): void {
    if (resume !== undefined && resume[0] < resume[1]) this.#submit(resume);
    const claimable = this.#ranges.length / 2 - Atomics.load(this.#control, CONTROL.next);
    for (let i = Math.min(this.#free.length, claimable); i > 0; i--) this.#submit(undefined);
    if (this.#runners.size === 0) this.#endRound();
  }

  #submit(resume: SharedJob['resume']): void {
    const { task, kernel, blockSize, options } = this.#work;
    const runner: Runner = { number: this.#free.pop()!, resume, job: undefined };
    const job: SharedJob = {
      control: this.#control,
      marks: this.#marks,
      ranges: this.#ranges,
      resume,
      input: this.#input,
      output: this.#output,
      blockSize,
      block: options.block === true,
      runner: runner.number,
      slice: SLICE,
    };
    const args = [undefined, job];
    const chunk: Chunk = { task, first: 0, count: 1, arity: 2, args, functions: [[0, kernel]], seed: 0 };
    this.#runners.set(chunk, runner);
    runner.job = this.#host.submit(chunk, this);
  }

  #lost(runner: Runner, error: NfoldError): void {
    const place = CONTROL.runners + runner.number;
    const block = Atomics.exchange(this.#control, place, 0) - 1;
    // Between two blocks the kernel cannot have been the cause.
    if (block < 0) return;
    const losses = (this.#losses.get(block) ?? 0) + 1;
    this.#losses.set(block, losses);
    if (losses < MOST_LOSSES) return;
    const first = block * this.#work.blockSize;
    const end = Math.min(first + this.#work.blockSize, this.#input.length);
    lowerLimit(this.#control, block);
    this.#failed(first, () => lostBlock(first, end, error));
  }

  #failed(index: number, error: () => unknown): void {
    if (this.#failure === undefined || index < this.#failure.index) this.#failure = { index, error: error() };
  }

  #endRound(): void {
    if (this.#result.ready()) return;
    const gaps = this.#gaps();
    if (gaps.length > 0) {
      this.#ranges = Int32Array.from(gaps);
      Atomics.store(this.#control, CONTROL.next, 0);
      this.#launch();
    } else if (this.#failure !== undefined) this.#end(this.#failure.error);
    else this.#finish();
  }

  /** Blocks that are wanted and not complete, each a range of its own. */
  #gaps(): number[] {
    const limit = Atomics.load(this.#control, CONTROL.limit);
    const gaps: number[] = [];
    for (let block = 0; block < limit; block++) {
      if (Atomics.load(this.#marks, block) === 0) gaps.push(block, block + 1);
    }
    return gaps;
  }

  #finish(): void {
    const { shared = false, out } = this.#work.options;
    let value = this.#output;
    if (out !== undefined && out !== value) {
      out.set(value);
      value = out;
    } else if (out === undefined && !shared) value = value.slice();
    // After a failure a worker may still be writing, so the memory is not used again.
    if (this.#scratch !== undefined) this.#host.scratch.give(this.#scratch);
    internals.succeed(this.#result, value);
  }

  #end(error: unknown): void {
    this.cancelled();
    internals.fail(this.#result, error);
  }
}

function rangesOf(plan: readonly number[]): Int32Array {
  return Int32Array.from({ length: 2 * (plan.length - 1) }, (_, i) => plan[(i + 1) >> 1]);
}

function isShared({ buffer }: NumericArray): boolean {
  return buffer instanceof SharedArrayBuffer;
}

/** Where workers read and write: the user's arrays where they are shared, else memory of the pool. */
function placesFor(
  input: NumericArray,
  { out, shared = false }: MapTypedOptions<NumericArray>,
  pool: Scratch,
): { input: NumericArray; output: NumericArray; scratch: SharedArrayBuffer | undefined } {
  const Kind = input.constructor as new (
    buffer: SharedArrayBuffer,
    offset: number,
    length: number,
  ) => NumericArray;
  const { length, byteLength } = input;
  const copiesIn = !isShared(input);
  const writes = out !== undefined && isShared(out);
  const copiesOut = !writes && (out !== undefined || !shared);
  const room = Math.ceil(byteLength / 8) * 8;
  const scratch = copiesIn || copiesOut ? pool.take((copiesIn ? room : 0) + room) : undefined;
  const source = copiesIn ? new Kind(scratch!, 0, length) : input;
  if (copiesIn) source.set(input);
  if (writes) return { input: source, output: out, scratch };
  const output = copiesOut
    ? new Kind(scratch!, copiesIn ? room : 0, length)
    : new Kind(new SharedArrayBuffer(byteLength), 0, length);
  return { input: source, output, scratch };
}
