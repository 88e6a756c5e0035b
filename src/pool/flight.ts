import { type Span, now } from '../core/index.js';
import type { Chunk, ChunkObserver, Job, Values } from '../executor/index.js';
import { type ImapOptions, notify } from './options.js';
import { type SettledCall, endsRun } from './settled.js';

/** Who hears of a flight: the values as they arrive, and each change of its state. */
export interface FlightReader<R> {
  arrived(flight: Flight<R>, values: ArrayLike<R>): void;
  settled(flight: Flight<R>): void;
}

/** One chunk on its way: its values, and whether they are all there. */
export class Flight<R> implements ChunkObserver {
  job: Job | undefined;
  /** The failure with the lowest place in the chunk. */
  failure: { readonly at: number; readonly error: unknown } | undefined;
  /** Values that arrived and have not been taken by the reader. */
  unread = 0;
  readonly count: number;
  /** When it was made, in seconds. */
  readonly sent = now();
  readonly #reader: FlightReader<R>;
  readonly #options: ImapOptions;
  readonly #values: R[] = [];
  #remaining: number;

  constructor(count: number, options: ImapOptions, reader: FlightReader<R>) {
    this.count = count;
    this.#values.length = count;
    this.#remaining = count;
    this.#options = options;
    this.#reader = reader;
  }

  /** Whether every call of the chunk has settled. */
  get over(): boolean {
    return this.#remaining <= 0;
  }

  /** The values in order, once the flight is over; those before the failure if there is one. */
  inOrder(): R[] {
    return this.failure === undefined ? this.#values : this.#values.slice(0, this.failure.at);
  }

  values({ first }: Chunk, at: number, values: Values, span: Span): void {
    notify(this.#options.onSpan, span);
    if (this.#options.settle !== true) this.#arrive(at, values as ArrayLike<R>);
    else
      this.#arrive(
        at,
        Array.from<unknown, SettledCall<unknown>>(values, (value, i) => ({
          index: first + at + i,
          status: 'fulfilled',
          value,
        })) as R[],
      );
  }

  failed({ first }: Chunk, at: number, count: number, error: unknown): void {
    if (this.over) return;
    if (this.#options.settle === true && !endsRun(error)) {
      const outcome = (_: unknown, i: number): SettledCall<unknown> => ({
        index: first + at + i,
        status: 'rejected',
        reason: error,
      });
      return this.#arrive(at, Array.from({ length: count }, outcome) as R[]);
    }
    if (this.failure === undefined || at < this.failure.at) this.failure = { at, error };
    this.#settle(count);
  }

  reported(chunk: Chunk, at: number, fraction: number, message: string): void {
    notify(this.#options.onReport, { index: chunk.first + at, fraction, message });
  }

  /** Gives the flight up, unless it is over. */
  refuse(error: unknown): void {
    if (this.over) return;
    this.failure = { at: 0, error };
    this.#settle(this.#remaining);
  }

  #arrive(at: number, values: ArrayLike<R>): void {
    for (let i = 0; i < values.length; i++) this.#values[at + i] = values[i];
    if (this.over) return;
    this.unread += values.length;
    this.#reader.arrived(this, values);
    this.#settle(values.length);
  }

  #settle(count: number): void {
    this.#remaining -= count;
    if (this.#remaining <= 0) this.#reader.settled(this);
  }
}
