/**
 * Fejér's rules of 15, 31, 63, … points over a range, each holding the one before, and what the coefficients of the series say.
 * They fall geometrically where the integrand is smooth, and a coefficient beyond the last is integrated wrongly by about
 * 4 / (n + 1) of itself; J. P. Boyd, "Chebyshev and Fourier Spectral Methods" (2001), section 2.12; L. N. Trefethen, "Is Gauss
 * quadrature better than Clenshaw-Curtis?", SIAM Review 50 (2008) 67-87.
 */
import { FejerCoefficients, type FejerRule, fejerInterpolate, fejerRule } from '../rules/fejer.js';
import { Shelf } from '../shelf.js';
import { goesOneWay } from './audit.js';
import { BLOCK } from './block.js';
import type { Sampler } from './sampler.js';

/** So far at most: 2^k - 1. */
export const MOST_POINTS = 2047;
/** The fewest points. */
export const FIRST = 15;
/** So many points are believed when the series ends before its middle quarter is over; more, when it falls. */
export const TRUSTED = 31;
/** From the middle to three quarters of the coefficients they have to fall by this factor at least, */
const SOME_DECAY = 0.4;
/** and as from the first quarter to the middle, to this power: that of an algebraic decay is log 1.5 / log 2, or 0.58. */
const GEOMETRIC = 0.8;
/** Coefficients below this share of the largest value are rounding errors. */
const ROUNDED = 4 * Number.EPSILON;
/** A point is off by half a spacing of doubles at most: this counts in a coefficient, and that in an integral. */
const BLURRED = 0.25;
const PLACING = 0.5;
/** By how much the last of 15 coefficients have to be below the middle ones, unless they are rounding errors. */
const STEEP = 0.01;

/** Room for a series. */
class Room {
  readonly values = new Float64Array(MOST_POINTS);
  readonly coefficients = new FejerCoefficients(MOST_POINTS);
}

const rooms = new Shelf(() => new Room());

export class Series {
  value = 0;
  error = Infinity;
  magnitude = 0;
  /** The largest value of the integrand. */
  largest = 0;
  #size = 0;
  readonly #room = rooms.take();
  /** Coefficients below this are rounding errors, of values and of points. */
  #floor = 0;
  #noise = 0;
  /** The last coefficients by the middle ones; 0 if the last are rounding errors. */
  #decay = 1;

  constructor(
    readonly sampler: Sampler,
    readonly a: number,
    readonly b: number,
    /** By how much a point is off because x is rounded. */
    readonly blur: (point: number) => number = roundingOf,
  ) {
    this.#room.coefficients.reset();
  }

  /** Gives its room back; only the numbers that it has found are asked for afterwards. */
  release(): void {
    rooms.put(this.#room);
  }

  /** How many points. */
  get size(): number {
    return this.#size;
  }

  /** The values in the order of the rule, from the upper end on. */
  get values(): Float64Array {
    return this.#room.values.subarray(0, this.#size);
  }

  /** The coefficients b_1 … b_n, from index 0 on. */
  coefficients(): Float64Array {
    return this.#room.coefficients.values();
  }

  /** The points, ascending. */
  x(): Float64Array {
    return fejerRule(this.size).fractions.map((fraction) => this.a + (this.b - this.a) * fraction);
  }

  /** The values at them. */
  y(): Float64Array {
    return this.values.slice().reverse();
  }

  /** Goes from the rule before to that of n points. */
  extend(n: number): void {
    const rule = fejerRule(n);
    const nested = this.#size > 0;
    this.#evaluate(rule, nested);
    const { weights } = rule;
    const { values, coefficients } = this.#room;
    let sum = 0;
    let magnitude = 0;
    let largest = 0;
    for (let j = 0; j < n; j++) {
      const size = Math.abs(values[j]);
      sum += weights[j] * values[j];
      magnitude += weights[j] * size;
      if (size > largest) largest = size;
    }
    const width = this.b - this.a;
    const before = this.value;
    this.#size = n;
    this.largest = largest;
    coefficients.extend(rule, values);
    this.value = sum * width;
    this.magnitude = magnitude * width;
    this.#judgeBlur();
    this.error = Math.max(this.#tail(n) * width, 2 * Number.EPSILON * this.magnitude, this.#noise);
    // The rule before is at least as good as the square root of this one is said to be.
    const change = Math.abs(this.value - before);
    if (nested && change > Math.sqrt(this.error * this.magnitude) * 30) {
      this.error = Math.max(this.error, change);
    }
  }

  /** The values at the points of a rule; those of the rule before are known. Points are placed from the nearer end. */
  #evaluate(rule: FejerRule, nested: boolean): void {
    const { values } = this.#room;
    const middle = (rule.size - 1) / 2;
    if (nested) for (let j = middle - 1; j >= 0; j--) values[2 * j + 1] = values[j];
    const stride = nested ? 2 : 1;
    this.#fill(rule, 0, middle, stride);
    this.#fill(rule, nested ? middle + 1 : middle, rule.size, stride);
  }

  /** Every `stride`-th value from one index up to another, both on one side of the middle. */
  #fill({ fractions, size }: FejerRule, from: number, to: number, stride: 1 | 2): void {
    const { sampler, a, b } = this;
    const { values } = this.#room;
    const { distance, y } = sampler.block;
    const upper = from < (size - 1) / 2;
    for (let start = from; start < to; start += stride * BLOCK) {
      const count = Math.min(BLOCK, Math.ceil((to - start) / stride));
      for (let i = 0, j = start; i < count; i++, j += stride)
        distance[i] = fractions[upper ? j : size - 1 - j] * (b - a);
      if (upper) sampler.fillBeside(b, -1, distance, y, count);
      else sampler.fillBeside(a, 1, distance, y, count);
      for (let i = 0, j = start; i < count; i++, j += stride) values[j] = y[i];
    }
  }

  /** The fraction of the width from either end; x is placed from the nearer one. */
  valueAt(fromHigh: number, fromLow: number): number {
    const { sampler, a, b } = this;
    return fromHigh < fromLow
      ? sampler.beside(b, -1, fromHigh * (b - a))
      : sampler.beside(a, 1, fromLow * (b - a));
  }

  /** By how much each further coefficient falls. */
  get rate(): number {
    return Math.min(0.999, this.#decay ** (2 / (this.size + 1)));
  }

  /** What the polynomial is at the point `fraction` of the width from the upper end. */
  interpolate(fraction: number): number {
    return fejerInterpolate(fejerRule(this.size), this.#room.values, fraction);
  }

  /** Whether the error is one to be believed, and the goal's. */
  meets(allowed: number): boolean {
    if (!(this.error <= allowed) || this.magnitude === 0) return false;
    return this.size >= TRUSTED || this.#decay <= STEEP;
  }

  /** What the missing coefficients do to the integral over a range of width 1. */
  #tail(n: number): number {
    const count = envelopeSize(n);
    const last = this.#envelope(n, count);
    const floor = this.#floor;
    this.#decay = 0;
    if (last <= floor) return (floor * 4) / (n + 1);
    this.#decay = last / this.#envelope((n + 1) / 2 + count / 2, count);
    const { rate } = this;
    const remaining = (last * rate) / (1 - rate);
    return this.#decay > 0.2 ? 2 * last + remaining : (8 * remaining) / (n + 1);
  }

  /** What the rounding of points does: to a value at most, and to the integral, where some of it cancels. */
  #judgeBlur(): void {
    const { fractions } = fejerRule(this.size);
    const y = this.values;
    const width = this.b - this.a;
    let most = 0;
    let squares = 0;
    for (let j = 1; j < y.length; j++) {
      const difference = Math.abs(y[j] - y[j - 1]);
      if (difference === 0) continue;
      const blur = this.blur(this.b - fractions[j] * width);
      most = Math.max(most, (difference * blur) / ((fractions[j] - fractions[j - 1]) * width));
      squares += (difference * blur) ** 2;
    }
    this.#noise = PLACING * Math.sqrt(squares);
    this.#floor = ROUNDED * this.largest + BLURRED * most;
  }

  /** True if more points are likely to do: coefficients fall, or the integrand oscillates everywhere. */
  promising(): boolean {
    if (this.size < TRUSTED) return true;
    if (this.magnitude === 0) return false;
    return this.#geometric(this.size) || this.#wavy(this.size);
  }

  #geometric(n: number): boolean {
    if (this.#decay === 0) return true;
    const count = envelopeSize(n);
    const middle = this.#envelope((n + 1) / 2 + count / 2, count);
    const first = middle / this.#envelope((n + 1) / 4 + count / 2, count);
    const later = this.#envelope((3 * (n + 1)) / 4 + count / 2, count) / middle;
    return later <= Math.min(SOME_DECAY, first ** GEOMETRIC);
  }

  /** An integrand that turns at a fair share of its points, in every quarter of them, is an oscillation to be resolved. */
  #wavy(n: number): boolean {
    const turns = new Float64Array(4);
    const y = this.#room.values;
    for (let j = 1; j + 1 < n; j++) {
      if ((y[j] - y[j - 1]) * (y[j + 1] - y[j]) < 0) turns[Math.floor((4 * j) / n)]++;
    }
    const quarter = n / 4;
    return turns.every((count) => count > quarter / 6);
  }

  /**
   * True if the coefficients fall as those of an integrand do that is singular at ends only: b_k = A(k) + (-1)^k B(k) with A and
   * B that go one way, where a singular point inside makes them oscillate.
   */
  get singularAtEndsOnly(): boolean {
    const n = this.size;
    const floor = 8 * this.#floor;
    const coefficients = this.coefficients();
    return [0, 1].every((parity) => {
      const some = coefficients.filter((_, k) => k % 2 === parity && k > n / 4);
      return goesOneWay(some.filter((b) => Math.abs(b) > floor));
    });
  }

  /** The largest of `count` coefficients up to b_k. */
  #envelope(k: number, count: number): number {
    return this.#room.coefficients.largest(k, count);
  }
}

function envelopeSize(n: number): number {
  return Math.max(4, (n + 1) / 8);
}

function roundingOf(x: number): number {
  return Number.EPSILON * Math.abs(x);
}
