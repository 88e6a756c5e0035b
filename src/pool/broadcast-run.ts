import type { Span } from '../core/index.js';
import type { Chunk, ChunkObserver, Job, Values } from '../executor/index.js';
import { packArguments } from './arguments.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import type { Engine } from './engine.js';
import type { FunctionEntry } from './functions.js';
import { type CallOptions, notify } from './options.js';
import { streamsOf } from './task-streams.js';

/** One call on each of some workers; the values come in the order of the workers. */
export class BroadcastRun implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<unknown[]>;
  readonly #options: CallOptions;
  readonly #values: unknown[] = [];
  readonly #jobs = new Map<Chunk, Job | undefined>();
  #failure: { readonly worker: number; readonly error: unknown } | undefined;

  constructor(result: AsyncResult<unknown[]>, options: CallOptions) {
    this.#result = result;
    this.#options = options;
    internals.setOwner(result, this);
  }

  start(
    { task }: Pick<FunctionEntry, 'task'>,
    args: readonly unknown[],
    workers: readonly number[],
    engine: Engine,
  ): void {
    if (this.#result.ready()) return;
    if (workers.length === 0) return internals.succeed(this.#result, []);
    const call = { task: task!, count: 1, arity: args.length, ...streamsOf(engine) };
    const packed = packArguments(args, 0, args.length, engine.functions);
    for (const worker of workers) this.#jobs.set({ ...call, ...packed, first: worker }, undefined);
    for (const chunk of this.#jobs.keys()) {
      const job = engine.submitTo(chunk.first, chunk, this);
      // It may have failed while it was submitted.
      if (this.#jobs.has(chunk)) this.#jobs.set(chunk, job);
    }
  }

  values(chunk: Chunk, _at: number, values: Values, span: Span): void {
    notify(this.#options.onSpan, span);
    this.#values[chunk.first] = values[0];
    this.#settled(chunk);
  }

  failed(chunk: Chunk, _at: number, _count: number, error: unknown): void {
    const worker = chunk.first;
    if (this.#failure === undefined || worker < this.#failure.worker) this.#failure = { worker, error };
    this.#settled(chunk);
  }

  reported(chunk: Chunk, _at: number, fraction: number, message: string): void {
    notify(this.#options.onReport, { index: chunk.first, fraction, message });
  }

  cancelled(): void {
    for (const job of this.#jobs.values()) job?.cancel();
    this.#jobs.clear();
  }

  /** Waits for all: the failure of one worker does not keep the others from being set up. */
  #settled(chunk: Chunk): void {
    this.#jobs.delete(chunk);
    if (this.#jobs.size > 0) return;
    if (this.#failure === undefined) internals.succeed(this.#result, this.#values);
    else internals.fail(this.#result, this.#failure.error);
  }
}
