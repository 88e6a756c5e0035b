/**
 * Fejér's rules of 15, 31, 63, … points, each holding the one before, for an integrand that is smooth on the whole range. The
 * error is read off the last coefficients of the series, as J. P. Boyd, "Chebyshev and Fourier Spectral Methods" (2001),
 * section 2.12, and L. N. Trefethen, "Is Gauss quadrature better than Clenshaw-Curtis?", SIAM Review 50 (2008) 67-87, explain:
 * they fall geometrically, and a coefficient beyond the last is integrated wrongly by about 4 / (n + 1) of itself.
 */
import { FejerCoefficients, FejerInterpolation, type FejerRule, fejerRule } from '../rules/fejer.js';
import { BLOCK } from './block.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, overBudget } from './sampler.js';
import { Shelf } from '../shelf.js';

const FIRST = 15;
/** So far at most: 2^k - 1. */
const MOST_POINTS = 2047;
const NO_SAMPLES = new Float64Array(0);
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
  /** The last samples, ascending, unless it converged. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** A point at which the integrand is not what its samples promise: something narrow is there. */
  readonly surprise?: number;
}

const FRACTIONS = Array.from({ length: PROBES }, (_, i) => ((i + 1) * GOLDEN) % 1);
const interpolations = new Map<FejerRule, FejerInterpolation>();

function interpolationOf(rule: FejerRule): FejerInterpolation {
  let known = interpolations.get(rule);
  if (known === undefined) interpolations.set(rule, (known = new FejerInterpolation(rule, FRACTIONS)));
  return known;
}

/** Room for a series. */
class Room {
  readonly values = new Float64Array(MOST_POINTS);
  readonly expected = new Float64Array(PROBES);
  readonly coefficients = new FejerCoefficients(MOST_POINTS);
}

const rooms = new Shelf(() => new Room());

/** Doubles the points, to at most {@link MOST_POINTS}, until the goal is met or the series shows no sign of ending. */
export function smooth(sampler: Sampler, a: number, b: number, goal: Goal): SmoothFound {
  const room = rooms.take();
  const found = resolve(sampler, a, b, goal, room);
  rooms.put(room);
  return found;
}

function resolve(sampler: Sampler, a: number, b: number, goal: Goal, room: Room): SmoothFound {
  const series = new Series(sampler, a, b, room);
  for (let n = FIRST; ; n = 2 * n + 1) {
    series.extend(n);
    const { value, error } = series;
    goal.trace?.push({ evaluations: sampler.evaluations, value, error, step: `fejer, ${n} points` });
    const met = error <= allowed(goal, value) && n >= TRUSTED && series.magnitude > 0;
    if (met) return series.found(goal, series.probe());
    if (2 * n + 1 > MOST_POINTS || sampler.halted || !series.promising(n)) return series.found(goal);
  }
}

class Series {
  value = 0;
  error = Infinity;
  magnitude = 0;
  #rule: FejerRule = fejerRule(FIRST);
  readonly #values: Float64Array;
  readonly #expected: Float64Array;
  readonly #coefficients: FejerCoefficients;
  #largest = 0;
  /** The largest coefficients about the middle of the series; undefined if the last ones are negligible. */
  #middle: number | undefined;

  constructor(
    readonly sampler: Sampler,
    readonly a: number,
    readonly b: number,
    { values, expected, coefficients }: Room,
  ) {
    this.#values = values;
    this.#expected = expected;
    this.#coefficients = coefficients;
    coefficients.reset();
  }

  /** Goes from the rule before to that of n points. */
  extend(n: number): void {
    const rule = (this.#rule = fejerRule(n));
    const { weights } = rule;
    const values = this.#values;
    const nested = n > FIRST;
    if (nested) for (let j = (n - 1) / 2 - 1; j >= 0; j--) values[2 * j + 1] = values[j];
    const middle = (n - 1) / 2;
    this.#evaluate(0, middle, nested ? 2 : 1);
    this.#evaluate(nested ? middle + 1 : middle, n, nested ? 2 : 1);
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
    this.#largest = largest;
    this.#coefficients.extend(rule, values);
    this.value = sum * width;
    this.magnitude = magnitude * width;
    this.error = Math.max(this.#tail(n) * width, 2 * Number.EPSILON * this.magnitude);
    // The rule before is at least as good as the square root of this one is said to be.
    const change = Math.abs(this.value - before);
    if (n === FIRST || change > Math.sqrt(this.error * this.magnitude) * 30)
      this.error = Math.max(this.error, change);
  }

  /** Every `stride`-th value from the j-th on, on one side of the middle; points are placed from the nearer end. */
  #evaluate(from: number, to: number, stride: 1 | 2): void {
    const { sampler, a, b } = this;
    const { fractions, size } = this.#rule;
    const { distance, y } = sampler.block;
    const upper = from < (size - 1) / 2;
    for (let start = from; start < to; start += stride * BLOCK) {
      const count = Math.min(BLOCK, Math.ceil((to - start) / stride));
      for (let i = 0, j = start; i < count; i++, j += stride)
        distance[i] = fractions[upper ? j : size - 1 - j] * (b - a);
      if (upper) sampler.fillBeside(b, -1, distance, y, count);
      else sampler.fillBeside(a, 1, distance, y, count);
      for (let i = 0, j = start; i < count; i++, j += stride) this.#values[j] = y[i];
    }
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
    const count = envelopeSize(n);
    const last = this.#coefficients.largest(n, count);
    const floor = 4 * Number.EPSILON * this.#largest;
    if (last <= floor) {
      this.#middle = undefined;
      return (floor * 4) / (n + 1);
    }
    const middle = (this.#middle = this.#coefficients.largest((n + 1) / 2 + count / 2, count));
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
    const count = envelopeSize(n);
    const first = middle / this.#coefficients.largest((n + 1) / 4 + count / 2, count);
    const later = this.#coefficients.largest((3 * (n + 1)) / 4 + count / 2, count) / middle;
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
    const expected = this.#expected;
    interpolationOf(this.#rule).through(this.#values, expected);
    const tolerance = Math.max(1e-9 * this.#largest, 1e4 * (this.error / Math.abs(b - a)));
    for (let i = 0; i < PROBES; i++) {
      const fraction = FRACTIONS[i];
      const y = this.#valueAt(fraction, 1 - fraction);
      if (Math.abs(y - expected[i]) > tolerance) return b - fraction * (b - a);
    }
    return undefined;
  }

  found(goal: Goal, surprise?: number): SmoothFound {
    const { value, error } = this;
    const { size } = this.#rule;
    const { exhausted } = this.sampler;
    const good =
      surprise === undefined && this.magnitude > 0 && error <= allowed(goal, value) && size >= TRUSTED;
    return {
      value,
      error,
      magnitude: this.magnitude,
      method: 'fejer',
      status: good ? 'converged' : exhausted ? 'budget-exhausted' : 'suspect',
      message: good ? undefined : exhausted ? overBudget(this.sampler) : 'the series does not end',
      // Whoever is content asks for no samples.
      x: good ? NO_SAMPLES : this.#points(),
      y: good ? NO_SAMPLES : this.#values.slice(0, size).reverse(),
      surprise,
    };
  }

  #points(): Float64Array {
    const { a, b } = this;
    const { fractions, size } = this.#rule;
    const x = new Float64Array(size);
    for (let j = 0; j < size; j++) x[j] = a + (b - a) * fractions[j];
    return x;
  }
}

function envelopeSize(n: number): number {
  return Math.max(4, (n + 1) / 8);
}
