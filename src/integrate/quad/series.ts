/**
 * Fejér's rules of 15, 31, 63, … points over a range, each holding the one before, and what the coefficients of the series say.
 * They fall geometrically where the integrand is smooth, and a coefficient beyond the last is integrated wrongly by about
 * 4 / (n + 1) of itself; J. P. Boyd, "Chebyshev and Fourier Spectral Methods" (2001), section 2.12; L. N. Trefethen, "Is Gauss
 * quadrature better than Clenshaw-Curtis?", SIAM Review 50 (2008) 67-87.
 */
import { fejerCoefficient, fejerInterpolate, fejerRule } from '../rules/fejer.js';
import { goesOneWay } from './audit.js';
import type { Sampler } from './sampler.js';

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

export class Series {
  value = 0;
  error = Infinity;
  magnitude = 0;
  /** The largest value of the integrand, and the coefficients b_1 … b_n from index 0 on. */
  largest = 0;
  coefficients = new Float64Array(0);
  #values = new Float64Array(0);
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
  ) {}

  get size(): number {
    return this.#values.length;
  }

  /** The points, ascending. */
  x(): Float64Array {
    return fejerRule(this.size).fractions.map((fraction) => this.a + (this.b - this.a) * fraction);
  }

  /** The values at them. */
  y(): Float64Array {
    return this.#values.slice().reverse();
  }

  /** Goes from the rule before to that of n points. */
  extend(n: number): void {
    const rule = fejerRule(n);
    const { fractions, weights } = rule;
    const values = new Float64Array(n);
    const old = this.#values;
    let sum = 0;
    let magnitude = 0;
    this.largest = 0;
    for (let j = 0; j < n; j++) {
      const y =
        j % 2 === 1 && old.length > 0 ? old[(j - 1) / 2] : this.valueAt(fractions[j], fractions[n - 1 - j]);
      values[j] = y;
      sum += weights[j] * y;
      magnitude += weights[j] * Math.abs(y);
      this.largest = Math.max(this.largest, Math.abs(y));
    }
    const width = this.b - this.a;
    const before = this.value;
    this.#values = values;
    this.coefficients = Float64Array.from({ length: n }, (_, k) => fejerCoefficient(rule, values, k + 1));
    this.value = sum * width;
    this.magnitude = magnitude * width;
    this.#judgeBlur();
    this.error = Math.max(this.#tail(n) * width, 2 * Number.EPSILON * this.magnitude, this.#noise);
    // The rule before is at least as good as the square root of this one is said to be.
    const change = Math.abs(this.value - before);
    if (old.length > 0 && change > Math.sqrt(this.error * this.magnitude) * 30) {
      this.error = Math.max(this.error, change);
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
    return fejerInterpolate(fejerRule(this.size), this.#values, fraction);
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
    const y = this.#values;
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
    const y = this.#values;
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
    return [0, 1].every((parity) => {
      const some = this.coefficients.filter((_, k) => k % 2 === parity && k > n / 4);
      return goesOneWay(some.filter((b) => Math.abs(b) > floor));
    });
  }

  /** The largest of `count` coefficients up to b_k. */
  #envelope(k: number, count: number): number {
    let largest = 0;
    for (let i = 0; i < count; i++) largest = Math.max(largest, Math.abs(this.coefficients[k - 1 - i]));
    return largest;
  }
}

function envelopeSize(n: number): number {
  return Math.max(4, (n + 1) / 8);
}

function roundingOf(x: number): number {
  return Number.EPSILON * Math.abs(x);
}
