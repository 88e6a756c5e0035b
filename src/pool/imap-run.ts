import type { Span } from '../core/index.js';
import type { Chunk, ChunkObserver, Job, Values } from '../executor/index.js';
import type { BatchHost } from './apply-batch.js';
import { cancelledBy } from './async-result.js';
import { functionsAmong, packArguments, whenReady } from './arguments.js';
import type { FunctionEntry } from './functions.js';
import { CallSite, withCallSite } from './call-site.js';
import { limitsOf } from './limits.js';
import { type ImapOptions, notify } from './options.js';

type Source<T> = Iterable<T> | AsyncIterable<T>;

/** One chunk on its way: its values, once they are all there. */
class Flight<R> implements ChunkObserver {
  readonly done: Promise<R[]>;
  job: Job | undefined;
  readonly #options: ImapOptions;
  readonly #site: CallSite;
  readonly #values: R[] = [];
  #remaining: number;
  #failure: { readonly at: number; readonly error: unknown } | undefined;
  #resolve!: (values: R[]) => void;
  #reject!: (error: unknown) => void;

  constructor(count: number, options: ImapOptions, site: CallSite) {
    this.#site = site;
    this.#values.length = count;
    this.#remaining = count;
    this.#options = options;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // It is heard when its turn comes, which is never if the reader stops before.
    this.done.catch(() => {});
  }

  values(_chunk: Chunk, at: number, values: Values, span: Span): void {
    for (let i = 0; i < values.length; i++) this.#values[at + i] = values[i] as R;
    notify(this.#options.onSpan, span);
    this.#settled(values.length);
  }

  failed(_chunk: Chunk, at: number, count: number, error: unknown): void {
    if (this.#failure === undefined || at < this.#failure.at) this.#failure = { at, error };
    this.#settled(count);
  }

  reported(chunk: Chunk, at: number, fraction: number, message: string): void {
    notify(this.#options.onReport, { index: chunk.first + at, fraction, message });
  }

  #settled(count: number): void {
    this.#remaining -= count;
    if (this.#remaining > 0) return;
    if (this.#failure === undefined) this.#resolve(this.#values);
    else this.#reject(withCallSite(this.#failure.error, this.#site));
  }

  refuse(error: unknown): void {
    this.#reject(error);
  }
}

export interface ImapHost extends BatchHost {
  readonly workers: number;
}

/**
 * Runs items in chunks and yields their values in order. Two sides that meet in `#flights`: the producer reads the
 * source as far as the window allows, the reader takes finished chunks from the front.
 */
export class ImapRun<T, R> {
  readonly #entry: FunctionEntry;
  readonly #options: ImapOptions;
  readonly #host: ImapHost;
  readonly #iterator: Iterator<T> | AsyncIterator<T>;
  readonly #flights: Flight<R>[] = [];
  readonly #site = new CallSite();
  #index = 0;
  /** The source has no more, or is not to be read further. */
  #ended = false;
  #stopped = false;
  #reading = false;
  #error: unknown;
  #wake: () => void = () => {};

  constructor(entry: FunctionEntry, source: Source<T>, options: ImapOptions, host: ImapHost) {
    this.#entry = entry;
    this.#options = options;
    this.#host = host;
    this.#iterator =
      Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  }

  async *results(): AsyncGenerator<R, void, undefined> {
    const { signal } = this.#options;
    const abort = (): void => this.#abort(signal!);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort);
    const produced = this.#produce();
    try {
      for (let flight = await this.#front(); flight !== undefined; flight = await this.#front()) {
        const values = await flight.done;
        this.#flights.shift();
        this.#wake();
        yield* values;
      }
      await produced;
      if (this.#error !== undefined) throw this.#error;
    } finally {
      signal?.removeEventListener('abort', abort);
      await this.#stop();
    }
  }

  /** The oldest chunk on its way; waits for the source when there is none, undefined at the end. */
  async #front(): Promise<Flight<R> | undefined> {
    while (this.#flights.length === 0 && !this.#ended) await this.#change();
    return this.#flights[0];
  }

  /** Resolves at the next change of the flights; one side at most waits at a time. */
  #change(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }

  async #produce(): Promise<void> {
    const { window = 2 * this.#host.workers } = this.#options;
    try {
      await whenReady([this.#entry]);
      while (!this.#ended) {
        if (this.#flights.length >= window) {
          await this.#change();
          continue;
        }
        const items = await this.#read();
        if (items.length > 0 && !this.#stopped) this.#launch(items);
        this.#wake();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** The next chunk's items; fewer at the end of the source, none after it. */
  async #read(): Promise<T[]> {
    const { chunkSize = 1 } = this.#options;
    const items: T[] = [];
    while (items.length < chunkSize && !this.#ended) {
      this.#reading = true;
      const next = await this.#iterator.next();
      this.#reading = false;
      if (next.done === true) this.#ended = true;
      else items.push(next.value);
    }
    return items;
  }

  #launch(items: T[]): void {
    const first = this.#index;
    this.#index += items.length;
    const flight = new Flight<R>(items.length, this.#options, this.#site);
    this.#flights.push(flight);
    const send = (): void => {
      if (this.#stopped) return;
      const packed = packArguments(items, 0, items.length, this.#host.functions);
      const seed = this.#options.seed ?? this.#host.seed;
      const limits = limitsOf(this.#options);
      const chunk = {
        task: this.#entry.task!,
        first,
        count: items.length,
        arity: 1,
        seed,
        ...packed,
        ...limits,
      };
      flight.job = this.#host.submit(chunk, flight);
    };
    try {
      const waiting = whenReady(functionsAmong(items, this.#host.functions));
      if (waiting === undefined) send();
      else waiting.then(send).catch((error: unknown) => flight.refuse(error));
    } catch (error) {
      flight.refuse(error);
    }
  }

  /** The end comes early, because the source failed or the signal aborted. */
  #fail(error: unknown): void {
    this.#error ??= error;
    this.#ended = true;
    this.#wake();
  }

  #abort(signal: AbortSignal): void {
    const error = cancelledBy(signal);
    for (const flight of this.#flights) {
      flight.job?.cancel();
      flight.refuse(error);
    }
    this.#fail(error);
  }

  /** The reader has gone: what waits is not started, and the source is told. */
  async #stop(): Promise<void> {
    this.#stopped = true;
    this.#ended = true;
    this.#wake();
    for (const { job } of this.#flights) job?.cancel();
    // A source that is still being asked for an item would only answer after it has found one.
    const closing = this.#iterator.return?.();
    if (this.#reading) void Promise.resolve(closing).catch(() => {});
    else await closing;
  }
}
