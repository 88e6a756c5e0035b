import { Shelf } from '../shelf.js';

/** What is special about an end of a panel: the integrand may be singular there. */
export const LEFT = 1;
export const RIGHT = 2;
/** The panel was integrated by a double exponential rule; GK otherwise. */
export const SINGULAR = 4;

const FIRST_CAPACITY = 16;

/** To be reset by whoever takes one. */
export const panelShelf = new Shelf(() => new Panels());

/** Panels of a range in a heap, the one with the largest error on top: arrays of numbers, so that a panel allocates nothing. */
export class Panels {
  size = 0;
  /** Of all panels. */
  low = new Float64Array(FIRST_CAPACITY);
  high = new Float64Array(FIRST_CAPACITY);
  value = new Float64Array(FIRST_CAPACITY);
  error = new Float64Array(FIRST_CAPACITY);
  /** What rounding does to the value. */
  noise = new Float64Array(FIRST_CAPACITY);
  /** How many halvings in a row did not help. */
  stalls = new Uint16Array(FIRST_CAPACITY);
  flags = new Uint8Array(FIRST_CAPACITY);
  /** Where a panel's samples are. */
  slot = new Uint32Array(FIRST_CAPACITY);
  #samples = new Float64Array(0);
  readonly #free: number[] = [];

  points = 0;

  /** Empties it, for panels with so many samples each, or none. */
  reset(points: number): void {
    this.size = 0;
    this.#free.length = 0;
    this.points = points;
    const needed = this.low.length * points;
    if (this.#samples.length < needed) this.#samples = new Float64Array(needed);
  }

  /** The samples of the panel at index i of the heap. */
  samples(i: number): Float64Array {
    return this.#samples.subarray(this.slot[i] * this.points, (this.slot[i] + 1) * this.points);
  }

  push(
    low: number,
    high: number,
    value: number,
    error: number,
    noise: number,
    stalls: number,
    flags: number,
    samples: Float64Array,
  ): void {
    if (this.size === this.low.length) this.#grow();
    const slot = this.#free.pop() ?? this.size;
    if (this.points > 0) this.#samples.set(samples, slot * this.points);
    let i = this.size++;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (this.error[parent] >= error) break;
      this.#move(parent, i);
      i = parent;
    }
    this.low[i] = low;
    this.high[i] = high;
    this.value[i] = value;
    this.error[i] = error;
    this.noise[i] = noise;
    this.stalls[i] = stalls;
    this.flags[i] = flags;
    this.slot[i] = slot;
  }

  /** Takes the top away; read it first. */
  pop(): void {
    const last = --this.size;
    this.#free.push(this.slot[0]);
    const error = this.error[last];
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= last) break;
      if (child + 1 < last && this.error[child + 1] > this.error[child]) child++;
      if (this.error[child] <= error) break;
      this.#move(child, i);
      i = child;
    }
    if (last > 0) this.#move(last, i);
  }

  sum(of: Float64Array): number {
    let sum = 0;
    let lost = 0;
    for (let i = 0; i < this.size; i++) {
      const total = sum + of[i];
      lost += Math.abs(sum) >= Math.abs(of[i]) ? sum - total + of[i] : of[i] - total + sum;
      sum = total;
    }
    return sum + lost;
  }

  #move(from: number, to: number): void {
    this.low[to] = this.low[from];
    this.high[to] = this.high[from];
    this.value[to] = this.value[from];
    this.error[to] = this.error[from];
    this.noise[to] = this.noise[from];
    this.stalls[to] = this.stalls[from];
    this.flags[to] = this.flags[from];
    this.slot[to] = this.slot[from];
  }

  #grow(): void {
    const capacity = 2 * this.low.length;
    this.low = moved(this.low, new Float64Array(capacity));
    this.high = moved(this.high, new Float64Array(capacity));
    this.value = moved(this.value, new Float64Array(capacity));
    this.error = moved(this.error, new Float64Array(capacity));
    this.noise = moved(this.noise, new Float64Array(capacity));
    this.stalls = moved(this.stalls, new Uint16Array(capacity));
    this.flags = moved(this.flags, new Uint8Array(capacity));
    this.slot = moved(this.slot, new Uint32Array(capacity));
    const samples = new Float64Array(capacity * this.points);
    samples.set(this.#samples.subarray(0, samples.length));
    this.#samples = samples;
  }
}

function moved<T extends Float64Array | Uint8Array | Uint16Array | Uint32Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
