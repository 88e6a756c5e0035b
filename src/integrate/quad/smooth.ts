/**
 * Fejér's rules of 15, 31, 63, … points, each holding the one before, for an integrand that is smooth on the whole range. The
 * error is read off the last coefficients of the series, as J. P. Boyd, "Chebyshev and Fourier Spectral Methods" (2001),
 * section 2.12, and L. N. Trefethen, "Is Gauss quadrature better than Clenshaw-Curtis?", SIAM Review 50 (2008) 67-87, explain:
 * they fall geometrically, and a coefficient beyond the last is integrated wrongly by about 4 / (n + 1) of itself.
 */
import { fejerCoefficient, fejerInterpolate, fejerRule } from '../rules/fejer.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, overBudget } from './sampler.js';

const FIRST = 15;
/** Nothing is believed before this many points. */
const TRUSTED = 31;
/** From the middle to three quarters of the coefficients they have to fall by this factor at least, */
const SOME_DECAY = 0.4;
/** and, but for this factor, as fast as from the first quarter to the middle: slower is an algebraic decay. */
const GEOMETRIC = 1.25;
/** Points off the grid at which the interpolating polynomial is compared with the integrand. */
const PROBES = 12;
const GOLDEN = 0.618_033_988_749_894_9;

export interface SmoothFound extends Found {
  /** The last samples, ascending. */
  readonly x: () => Float64Array;
  readonly y: () => Float64Array;
  /** A point at which the integrand is not what its samples promise: something narrow is there. */
  readonly surprise?: number;
}

/** Doubles the points until the goal is met or the series shows no sign of ending. */
export function smooth(sampler: Sampler, a: number, b: number, goal: Goal, most: number): SmoothFound {
  const series = new Series(sampler, a, b);
  for (let n = FIRST; ; n = 2 * n + 1) {
    series.extend(n);
    const { value, error } = series;
    goal.trace?.push({ evaluations: sampler.evaluations, value, error, step: `fejer, ${n} points` });
    const met = error <= allowed(goal, value) && n >= TRUSTED && series.magnitude > 0;
    if (met) return series.found(goal, series.probe());
    if (2 * n + 1 > most || sampler.halted || !series.promising(n)) return series.found(goal);
  }
}

class Series {
  value = 0;
  error = Infinity;
  #values = new Float64Array(0);
  magnitude = 0;
  #largest = 0;
  /** The largest coefficients about the middle of the series; undefined if the last ones are negligible. */
  #middle: number | undefined;

  constructor(
    readonly sampler: Sampler,
    readonly a: number,
    readonly b: number,
  ) {}

  /** Goes from the rule before to that of n points. */
  extend(n: number): void {
    const { fractions, weights } = fejerRule(n);
    const values = new Float64Array(n);
    const old = this.#values;
    let sum = 0;
    let magnitude = 0;
    this.#largest = 0;
    for (let j = 0; j < n; j++) {
      const y =
        j % 2 === 1 && old.length > 0 ? old[(j - 1) / 2] : this.#valueAt(fractions[j], fractions[n - 1 - j]);
      values[j] = y;
      sum += weights[j] * y;
      magnitude += weights[j] * Math.abs(y);
      this.#largest = Math.max(this.#largest, Math.abs(y));
    }
    const width = this.b - this.a;
    const before = this.value;
    this.#values = values;
    this.value = sum * width;
    this.magnitude = magnitude * width;
    this.error = Math.max(this.#tail(n) * width, 2 * Number.EPSILON * this.magnitude);
    // The rule before is at least as good as the square root of this one is said to be.
    const change = Math.abs(this.value - before);
    if (n === FIRST || change > Math.sqrt(this.error * this.magnitude) * 30)
      this.error = Math.max(this.error, change);
  }

  /** The fraction of the width from either end; x is placed from the nearer one. */
  #valueAt(fromHigh: number, fromLow: number): number {
    const { sampler, a, b } = this;
    return fromHigh < fromLow
      ? sampler.beside(b, -1, fromHigh * (b - a))
      : sampler.beside(a, 1, fromLow * (b - a));
  }

  /** What the missing coefficients do to the integral over a range of width 1. */
  #tail(n: number): number {
    const rule = fejerRule(n);
    const count = envelopeSize(n);
    const last = envelope(rule, this.#values, n, count);
    const floor = 4 * Number.EPSILON * this.#largest;
    if (last <= floor) {
      this.#middle = undefined;
      return (floor * 4) / (n + 1);
    }
    const middle = (this.#middle = envelope(rule, this.#values, (n + 1) / 2 + count / 2, count));
    const decay = last / middle;
    const rate = Math.min(0.999, decay ** (2 / (n + 1)));
    const remaining = (last * rate) / (1 - rate);
    return decay > 0.2 ? 2 * last + remaining : (8 * remaining) / (n + 1);
  }

  /** True if more points are likely to do: coefficients fall, or the integrand oscillates everywhere. */
  promising(n: number): boolean {
    if (n < TRUSTED) return true;
    if (this.magnitude === 0) return false;
    return this.#geometric(n) || this.#wavy(n);
  }

  #geometric(n: number): boolean {
    const middle = this.#middle;
    if (middle === undefined) return true;
    const rule = fejerRule(n);
    const count = envelopeSize(n);
    const first = middle / envelope(rule, this.#values, (n + 1) / 4 + count / 2, count);
    const later = envelope(rule, this.#values, (3 * (n + 1)) / 4 + count / 2, count) / middle;
    return later <= Math.min(SOME_DECAY, GEOMETRIC * first);
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

  /** Compares the polynomial with the integrand between the points. */
  probe(): number | undefined {
    const { a, b } = this;
    const rule = fejerRule(this.#values.length);
    const tolerance = Math.max(1e-9 * this.#largest, 1e4 * (this.error / Math.abs(b - a)));
    for (let i = 1; i <= PROBES; i++) {
      const fraction = (i * GOLDEN) % 1;
      const y = this.#valueAt(fraction, 1 - fraction);
      if (Math.abs(y - fejerInterpolate(rule, this.#values, fraction)) > tolerance)
        return b - fraction * (b - a);
    }
    return undefined;
  }

  found(goal: Goal, surprise?: number): SmoothFound {
    const { a, b, value, error } = this;
    const n = this.#values.length;
    const { exhausted } = this.sampler;
    const good =
      surprise === undefined && this.magnitude > 0 && error <= allowed(goal, value) && n >= TRUSTED;
    return {
      value,
      error,
      magnitude: this.magnitude,
      method: 'fejer',
      status: good ? 'converged' : exhausted ? 'budget-exhausted' : 'suspect',
      message: good ? undefined : exhausted ? overBudget(this.sampler) : 'the series does not end',
      x: () => fejerRule(n).fractions.map((fraction) => a + (b - a) * fraction),
      y: () => this.#values.slice().reverse(),
      surprise,
    };
  }
}

function envelopeSize(n: number): number {
  return Math.max(4, (n + 1) / 8);
}

/** The largest of `count` coefficients up to b_k. */
function envelope(
  rule: ReturnType<typeof fejerRule>,
  values: Float64Array,
  k: number,
  count: number,
): number {
  let largest = 0;
  for (let i = 0; i < count; i++)
    largest = Math.max(largest, Math.abs(fejerCoefficient(rule, values, k - i)));
  return largest;
}
