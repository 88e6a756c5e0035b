import { Gate, now } from '../core/index.js';
import { type ChunkChoice, WorkRate, nextChunk } from '../executor/index.js';
import type { BatchHost } from './apply-batch.js';
import { cancelledBy } from './async-result.js';
import { functionsAmong, packArguments, whenReady } from './arguments.js';
import { Flight, type FlightReader } from './flight.js';
import type { FunctionEntry } from './functions.js';
import { CallSite, withCallSite } from './call-site.js';
import { limitsOf } from './limits.js';
import { type ImapOptions, notify } from './options.js';
import { streamsOf } from './task-streams.js';

/** Items of an automatic chunk, at most, unless `window` allows fewer. */
const MOST_ITEMS = 1024;
/** Chunks for each worker that are on their way or wait to be read, where no `window` says otherwise. */
const AHEAD = 2;

type Source<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Runs items in chunks and yields their values, in order or as they come. Two sides that meet in `#flights`: the
 * producer reads the source as far as the window allows, the reader takes what has been computed.
 */
export class ImapRun<T, R> implements FlightReader<R> {
  readonly #entry: FunctionEntry;
  readonly #options: ImapOptions;
  readonly #host: BatchHost;
  readonly #iterator: Iterator<T> | AsyncIterator<T>;
  readonly #ordered: boolean;
  readonly #automatic: boolean;
  /** How long an item is on its way, by which automatic chunks are cut. */
  readonly #rate = new WorkRate();
  /** The source's next item, while it is awaited. */
  #awaited: Promise<IteratorResult<T>> | undefined;
  /** Chunks that have not been read to their end. */
  readonly #flights: Flight<R>[] = [];
  /** Values in the order of their arrival, where that is the order wanted. */
  readonly #arrivals: (readonly [flight: Flight<R>, values: ArrayLike<R>])[] = [];
  readonly #reader = new Gate();
  readonly #producer = new Gate();
  readonly #site = new CallSite();
  #index = 0;
  /** Items of all flights. */
  #ahead = 0;
  /** The source has no more, or is not to be read further. */
  #ended = false;
  #stopped = false;
  /** A call failed or the signal aborted: what is still on its way is not waited for. */
  #broken = false;
  #error: unknown;

  constructor(
    entry: FunctionEntry,
    source: Source<T>,
    options: ImapOptions,
    host: BatchHost,
    ordered: boolean,
  ) {
    this.#entry = entry;
    this.#ordered = ordered;
    this.#options = options;
    this.#automatic = typeof options.chunkSize !== 'number';
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
      // A run that was called off does not wait for what its source may never give.
      if (this.#error === undefined) await produced;
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
    if (flight.failure === undefined) this.#rate.add(flight.count, now() - flight.sent);
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
      this.#land(this.#flights.shift()!);
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
      this.#land(this.#flights.splice(this.#flights.indexOf(flight), 1)[0]);
    }
    return values;
  }

  /** A flight has been read to its end: there is room for another. */
  #land({ count }: Flight<R>): void {
    this.#ahead -= count;
    this.#producer.open();
  }

  async #produce(): Promise<void> {
    try {
      await whenReady([this.#entry]);
      while (!this.#ended) {
        const { size, reason } = this.#size();
        if (!this.#hasRoomFor(size)) {
          await this.#producer.wait();
          continue;
        }
        const items = await this.#read(size);
        if (items.length > 0 && !this.#stopped) this.#launch(items, reason);
        this.#reader.open();
      }
    } catch (error) {
      this.#fail(error);
    }
  }

  /** Without a window, so many chunks may be ahead; with one, so many items, or as many chunks of a given size. */
  #hasRoomFor(size: number): boolean {
    const { window, chunkSize } = this.#options;
    if (this.#flights.length === 0) return true;
    if (window === undefined) return this.#flights.length < AHEAD * this.#host.workers;
    return this.#automatic ? this.#ahead + size <= window : this.#ahead < window * (chunkSize as number);
  }

  /** The next chunk's number of items: at most such a part of the window that all workers have enough to do. */
  #size(): { readonly size: number; readonly reason: ChunkChoice['reason'] } {
    const { chunkSize = 'auto', window = Infinity } = this.#options;
    if (chunkSize !== 'auto') return { size: chunkSize, reason: 'given' };
    const { workers } = this.#host;
    const { measured, secondsPerUnit } = this.#rate;
    const endless = { total: Infinity, remaining: Infinity };
    const { size, reason } = nextChunk({ ...endless, measured, secondsPerUnit, workers });
    const most = Math.min(MOST_ITEMS, Math.max(1, Math.floor(window / (AHEAD * workers))));
    return size > most ? { size: most, reason: 'items' } : { size: Math.max(1, Math.floor(size)), reason };
  }

  /** The next chunk's items; fewer at the end of the source and where it lets others wait, none after it. */
  async #read(size: number): Promise<T[]> {
    const items: T[] = [];
    const patience = new Patience();
    try {
      while (items.length < size && !this.#ended) {
        const next = this.#awaited ?? this.#iterator.next();
        if (next instanceof Promise) {
          this.#awaited = next;
          // What has been read must not wait for a source that is slow, or that waits for its results.
          if (items.length > 0 && this.#automatic && (await patience.ends(next))) break;
        }
        const { done, value } = await next;
        this.#awaited = undefined;
        if (done === true) this.#ended = true;
        else items.push(value);
      }
    } finally {
      patience.end();
    }
    return items;
  }

  #launch(items: T[], reason: ChunkChoice['reason']): void {
    const first = this.#index;
    this.#index += items.length;
    const { measured, secondsPerUnit } = this.#rate;
    const secondsPerItem = measured > 0 ? secondsPerUnit : undefined;
    notify(this.#options.onChunking, { first, count: items.length, reason, secondsPerItem });
    const flight = new Flight<R>(items.length, this.#options, this);
    this.#flights.push(flight);
    this.#ahead += items.length;
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
    if (this.#awaited !== undefined) void Promise.resolve(closing).catch(() => {});
    else await closing;
  }
}

/** Waits for a source a moment, once for all items of a chunk. */
class Patience {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #over: Promise<true> | undefined;

  /** Whether it ends before the item is there. */
  ends(item: Promise<unknown>): Promise<boolean> {
    this.#over ??= new Promise((resolve) => (this.#timer = setTimeout(resolve, 1, true)));
    const there = (): boolean => false;
    return Promise.race([item.then(there, there), this.#over]);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
