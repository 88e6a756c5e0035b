import { NfoldError, type Span, invalidArgument, isThenable } from '../core/index.js';
import {
  type Chunk,
  type ChunkObserver,
  type Job,
  type Values,
  decodeError,
  packNumbers,
  planChunks,
} from '../executor/index.js';
import { compileFunction, isFunctionValue } from '../task/index.js';
import { FOLD_CHUNK, type Folded } from '../worker/index.js';
import type { BatchHost } from './apply-batch.js';
import { packArguments, whenReady } from './arguments.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import { type MapOptions, checkMapOptions, notify } from './options.js';
import type { CallWatch, WatchHost } from './call-watch.js';
import { streamsOf } from './task-streams.js';

export interface ReduceOptions<T = unknown, R = unknown> extends Omit<MapOptions<T, R>, 'onResults'> {
  /**
   * Stands before the first value, once: it need not be neutral. Without it, no items are an error.
   */
  readonly initial?: R;
}

/** Throws `ERR_INVALID_ARGUMENT`. */
export function checkReduce(reducer: unknown, options: ReduceOptions<never>): void {
  if (!isFunctionValue(reducer))
    throw invalidArgument('reducer', 'a function of two values', reducer, 'write (a, b) => a + b for a sum');
  const { initial: _initial, ...others } = options;
  checkMapOptions(others, ['onResults']);
}

type Reducer = (a: unknown, b: unknown) => unknown;

/**
 * One reduction: each chunk of the plan is mapped and folded as a single call, and what comes back is folded here in
 * the order of the chunks. The plan depends on the items alone, so the same operations meet the same operands in the
 * same order for any number of workers.
 */
export class ReduceRun implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<unknown>;
  readonly #options: ReduceOptions;
  readonly #host: BatchHost & WatchHost;
  readonly #watch: CallWatch;
  readonly #jobs = new Map<Chunk, Job | undefined>();
  /** Folded chunks whose turn has not come, by number. */
  readonly #folded = new Map<number, unknown>();
  readonly #numbers = new WeakMap<Chunk, number>();
  /** Where the chunks begin. */
  #plan: readonly number[] = [];
  #reducer: Reducer | undefined;
  #value: unknown;
  #hasValue: boolean;
  #next = 0;
  #folding = false;
  #failure: { readonly index: number; readonly error: unknown } | undefined;

  constructor(
    result: AsyncResult<unknown>,
    options: ReduceOptions,
    host: BatchHost & WatchHost,
    watch: CallWatch,
  ) {
    this.#watch = watch;
    this.#result = result;
    this.#options = options;
    this.#host = host;
    this.#hasValue = 'initial' in options;
    this.#value = options.initial;
    internals.setOwner(result, this);
  }

  /** Sends the chunks as soon as the functions can be sent. */
  async start(fn: unknown, reducer: unknown, items: ArrayLike<unknown>): Promise<void> {
    const { functions } = this.#host;
    const entries = [FOLD_CHUNK, fn, reducer].map((one) => functions.lookup(one));
    await whenReady(entries);
    if (items.length === 0) return this.#empty();
    const [fold, , { task }] = entries;
    this.#reducer = (await compileFunction(task!.wire)).call;
    if (this.#result.ready()) return;
    const plan = planChunks(items, this.#options);
    this.#plan = plan;
    const streams = streamsOf(this.#host, this.#options.seed);
    const reason = typeof this.#options.chunkSize === 'number' ? 'given' : 'plan';
    for (let i = 0; i + 1 < plan.length; i++) {
      const [first, end] = [plan[i], plan[i + 1]];
      notify(this.#options.onChunking, { first, count: end - first, reason, secondsPerItem: undefined });
      const part = packNumbers(items, first, end) ?? Array.prototype.slice.call(items, first, end);
      const args = packArguments([fn, reducer, streams, part], 0, 4, functions);
      const chunk: Chunk = { task: fold.task!, first, count: 1, arity: 4, ...streams, ...args };
      this.#jobs.set(chunk, undefined);
      this.#numbers.set(chunk, i);
    }
    this.#watch.begin(
      items.length,
      this.#host,
      (chunk) => this.#numbers.has(chunk),
      (chunk, calls) => calls * this.#itemsIn(chunk),
    );
    for (const chunk of this.#jobs.keys()) {
      const job = this.#host.submit(chunk, this);
      // It may have failed while it was submitted.
      if (this.#jobs.has(chunk)) this.#jobs.set(chunk, job);
    }
  }

  values(chunk: Chunk, _at: number, values: Values, span: Span): void {
    this.#watch.meter.ended(chunk.first, this.#itemsIn(chunk));
    notify(this.#options.onSpan, span);
    const folded = values[0] as Folded;
    if ('error' in folded) {
      const index = chunk.first + folded.at;
      return this.#fail(chunk, index, decodeError(folded.error, { index, worker: span.worker, attempt: 1 }));
    }
    this.#jobs.delete(chunk);
    this.#folded.set(this.#numbers.get(chunk)!, folded.value);
    void this.#advance();
  }

  failed(chunk: Chunk, _at: number, _count: number, error: unknown): void {
    this.#fail(chunk, chunk.first, error);
  }

  reported(chunk: Chunk, _at: number, fraction: number, message: string): void {
    notify(this.#options.onReport, { index: chunk.first, fraction, message });
    this.#watch.meter.reported(chunk.first, fraction, this.#itemsIn(chunk));
  }

  cancelled(): void {
    for (const job of this.#jobs.values()) job?.cancel();
    this.#jobs.clear();
  }

  #itemsIn(chunk: Chunk): number {
    const number = this.#numbers.get(chunk) ?? 0;
    return this.#plan[number + 1] - this.#plan[number];
  }

  #empty(): void {
    if (this.#hasValue) return internals.succeed(this.#result, this.#value);
    internals.fail(
      this.#result,
      new NfoldError('ERR_INVALID_ARGUMENT', 'reduce() of no items has no value; give the option initial'),
    );
  }

  /** The failure of the lowest index wins: chunks behind it are dropped, those before it awaited. */
  #fail(chunk: Chunk, index: number, error: unknown): void {
    this.#jobs.delete(chunk);
    if (this.#failure === undefined || index < this.#failure.index) this.#failure = { index, error };
    for (const [other, job] of this.#jobs) {
      if (other.first < index) continue;
      job?.cancel();
      this.#jobs.delete(other);
    }
    this.#finish();
  }

  /** Folds what has come, in the order of the chunks. */
  async #advance(): Promise<void> {
    if (this.#folding) return;
    this.#folding = true;
    try {
      while (this.#folded.has(this.#next)) {
        const part = this.#folded.get(this.#next);
        this.#folded.delete(this.#next++);
        const value = this.#hasValue ? this.#reducer!(this.#value, part) : part;
        this.#value = isThenable(value) ? await value : value;
        this.#hasValue = true;
      }
    } catch (error) {
      this.cancelled();
      internals.fail(this.#result, error);
    }
    this.#folding = false;
    this.#finish();
  }

  #finish(): void {
    if (this.#jobs.size > 0) return;
    if (this.#failure !== undefined) internals.fail(this.#result, this.#failure.error);
    else if (!this.#folding && this.#next === this.#plan.length - 1)
      internals.succeed(this.#result, this.#value);
  }
}
