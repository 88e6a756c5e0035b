import type { BatchHost } from './apply-batch.js';
import { cancelledBy } from './async-result.js';
import { functionsAmong, packArguments, whenReady } from './arguments.js';
import { Flight, type FlightReader } from './flight.js';
import type { FunctionEntry } from './functions.js';
import { CallSite, withCallSite } from './call-site.js';
import { Gate } from './gate.js';
import { limitsOf } from './limits.js';
import type { ImapOptions } from './options.js';
import { streamsOf } from './task-streams.js';

type Source<T> = Iterable<T> | AsyncIterable<T>;

export interface ImapHost extends BatchHost {
  readonly workers: number;
}

/**
 * Runs items in chunks and yields their values, in order or as they come. Two sides that meet in `#flights`: the
 * producer reads the source as far as the window allows, the reader takes what has been computed.
 */
export class ImapRun<T, R> implements FlightReader<R> {
  readonly #entry: FunctionEntry;
  readonly #options: ImapOptions;
  readonly #host: ImapHost;
  readonly #iterator: Iterator<T> | AsyncIterator<T>;
  readonly #ordered: boolean;
  /** Chunks that have not been read to their end. */
  readonly #flights: Flight<R>[] = [];
  /** Values in the order of their arrival, where that is the order wanted. */
  readonly #arrivals: (readonly [flight: Flight<R>, values: ArrayLike<R>])[] = [];
  readonly #reader = new Gate();
  readonly #producer = new Gate();
  readonly #site = new CallSite();
  #index = 0;
  /** The source has no more, or is not to be read further. */
  #ended = false;
  #stopped = false;
  /** A call failed or the signal aborted: what is still on its way is not waited for. */
  #broken = false;
  #reading = false;
  #error: unknown;

  constructor(
    entry: FunctionEntry,
    source: Source<T>,
    options: ImapOptions,
    host: ImapHost,
    ordered: boolean,
  ) {
    this.#entry = entry;
    this.#ordered = ordered;
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
      for (let block = await this.#take(); block !== undefined; block = await this.#take()) {
        for (let i = 0; i < block.length; i++) yield block[i];
      }
      await produced;
      if (this.#error !== undefined) throw this.#error;
    } finally {
      signal?.removeEventListener('abort', abort);
      await this.#stop();
    }
  }

  arrived(flight: Flight<R>, values: ArrayLike<R>): void {
    if (this.#ordered) return;
    this.#arrivals.push([flight, values]);
    this.#reader.open();
  }

  settled(flight: Flight<R>): void {
    if (!this.#ordered && flight.failure !== undefined) {
      this.#broken = true;
      this.#fail(withCallSite(flight.failure.error, this.#site));
    }
    this.#reader.open();
  }

  /** The next values for the reader; waits for them. Undefined at the end. */
  async #take(): Promise<ArrayLike<R> | undefined> {
    for (;;) {
      const block = this.#ordered ? this.#takeFront() : this.#takeArrival();
      if (block !== undefined) return block;
      if (this.#ended && (this.#flights.length === 0 || this.#broken)) return undefined;
      await this.#reader.wait();
    }
  }

  /** The values of the oldest chunk once it is over; those before its failure, then throws that. */
  #takeFront(): ArrayLike<R> | undefined {
    const front = this.#flights[0];
    if (front === undefined || !front.over) return undefined;
    const values = front.inOrder();
    if (front.failure !== undefined && front.unread === 0)
      throw withCallSite(front.failure.error, this.#site);
    front.unread = 0;
    if (front.failure === undefined) {
      this.#flights.shift();
      this.#producer.open();
    }
    return values;
  }

  /** What arrived first of all that has not been read. */
  #takeArrival(): ArrayLike<R> | undefined {
    const arrival = this.#arrivals.shift();
    if (arrival === undefined) return undefined;
    const [flight, values] = arrival;
    flight.unread -= values.length;
    if (flight.over && flight.unread === 0 && flight.failure === undefined) {
      this.#flights.splice(this.#flights.indexOf(flight), 1);
      this.#producer.open();
    }
    return values;
  }

  async #produce(): Promise<void> {
    const { window = 2 * this.#host.workers } = this.#options;
    try {
      await whenReady([this.#entry]);
      while (!this.#ended) {
        if (this.#flights.length >= window) {
          await this.#producer.wait();
          continue;
        }
        const items = await this.#read();
        if (items.length > 0 && !this.#stopped) this.#launch(items);
        this.#reader.open();
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
    const flight = new Flight<R>(items.length, this.#options, this);
    this.#flights.push(flight);
    const send = (): void => {
      if (this.#stopped) return;
      const packed = packArguments(items, 0, items.length, this.#host.functions);
      const streams = streamsOf(this.#host, this.#options.seed);
      const limits = limitsOf(this.#options);
      const chunk = {
        task: this.#entry.task!,
        first,
        count: items.length,
        arity: 1,
        ...streams,
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
    this.#reader.open();
    this.#producer.open();
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
    this.#producer.open();
    for (const { job } of this.#flights) job?.cancel();
    // A source that is still being asked for an item would only answer after it has found one.
    const closing = this.#iterator.return?.();
    if (this.#reading) void Promise.resolve(closing).catch(() => {});
    else await closing;
  }
}
