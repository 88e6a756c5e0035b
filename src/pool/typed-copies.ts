import { type Span, isNfoldError } from '../core/index.js';
import {
  type Chunk,
  type ChunkObserver,
  type Job,
  type Values,
  decodeError,
  guidedPlan,
} from '../executor/index.js';
import type { KernelFailure, NumericArray } from '../worker/index.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import { notify } from './options.js';
import type { TypedHost, TypedWork } from './typed-map.js';
import { MOST_LOSSES, lostBlock } from './typed-options.js';

/** One part on its way: items `first` … `end - 1`. */
interface Part {
  readonly first: number;
  readonly end: number;
  losses: number;
  job: Job | undefined;
}

/** A typed map for backends that share no memory: parts of whole blocks travel there and back as copies. */
export class CopiedMap implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<NumericArray>;
  readonly #work: TypedWork;
  readonly #host: TypedHost;
  readonly #output: NumericArray;
  readonly #parts = new Map<Chunk, Part>();
  #failure: { readonly index: number; readonly error: unknown } | undefined;

  constructor(result: AsyncResult<NumericArray>, work: TypedWork, host: TypedHost) {
    this.#result = result;
    this.#work = work;
    this.#host = host;
    this.#output = outputFor(work);
    internals.setOwner(result, this);
  }

  start(): void {
    const { input, blockSize } = this.#work;
    const plan = guidedPlan(Math.ceil(input.length / blockSize));
    const parts = plan.slice(1).map((end, i): Part => ({
      first: plan[i] * blockSize,
      end: Math.min(end * blockSize, input.length),
      losses: 0,
      job: undefined,
    }));
    const chunks = parts.map((part) => [this.#chunkOf(part), part] as const);
    for (const [chunk, part] of chunks) this.#parts.set(chunk, part);
    if (chunks.length === 0) return this.#settle();
    for (const [chunk, part] of chunks) {
      if (this.#parts.has(chunk)) part.job = this.#host.submit(chunk, this);
    }
  }

  values(chunk: Chunk, _at: number, values: Values, span: Span): void {
    const part = this.#parts.get(chunk);
    if (part === undefined) return;
    const { first, end } = part;
    notify(this.#work.options.onSpan, { ...span, first, count: end - first });
    const value = values[0] as NumericArray | KernelFailure;
    if (ArrayBuffer.isView(value)) this.#output.set(value, first);
    else
      this.#failed(
        value.index,
        decodeError(value.error, { index: value.index, worker: span.worker, attempt: 1 }),
      );
    this.#parts.delete(chunk);
    this.#settle();
  }

  failed(chunk: Chunk, _at: number, _count: number, error: unknown): void {
    const part = this.#parts.get(chunk);
    if (part === undefined) return;
    this.#parts.delete(chunk);
    if (!isNfoldError(error, 'ERR_WORKER_LOST')) return this.#end(error);
    if (++part.losses < MOST_LOSSES) {
      const again = this.#chunkOf(part);
      this.#parts.set(again, part);
      part.job = this.#host.submit(again, this);
      return;
    }
    this.#failed(part.first, lostBlock(part.first, part.end, error));
    this.#settle();
  }

  cancelled(): void {
    for (const { job } of this.#parts.values()) job?.cancel();
    this.#parts.clear();
  }

  #chunkOf({ first, end }: Part): Chunk {
    const { task, kernel, input, blockSize, options } = this.#work;
    // A copy: a view would travel with the whole memory behind it.
    const args = [undefined, input.slice(first, end), first, blockSize, options.block === true];
    return { task, first, count: 1, arity: 5, args, functions: [[0, kernel]], seed: 0 };
  }

  /** The error of the lowest index is the map's; parts behind it are not wanted any more. */
  #failed(index: number, error: unknown): void {
    if (this.#failure !== undefined && this.#failure.index < index) return;
    this.#failure = { index, error };
    for (const [chunk, { first, job }] of this.#parts) {
      if (first <= index) continue;
      job?.cancel();
      this.#parts.delete(chunk);
    }
  }

  #settle(): void {
    if (this.#parts.size > 0) return;
    if (this.#failure === undefined) internals.succeed(this.#result, this.#output);
    else internals.fail(this.#result, this.#failure.error);
  }

  #end(error: unknown): void {
    this.cancelled();
    internals.fail(this.#result, error);
  }
}

function outputFor({ input, options }: TypedWork): NumericArray {
  if (options.out !== undefined) return options.out;
  const Kind = input.constructor as new (size: number | SharedArrayBuffer) => NumericArray;
  return new Kind(options.shared === true ? new SharedArrayBuffer(input.byteLength) : input.length);
}
