/**
 * Fejér's second rule: the interpolating polynomial at the points cos(j pi / (n + 1)), integrated. L. Fejér,
 * "Mechanische Quadraturen mit positiven Cotesschen Zahlen", Mathematische Zeitschrift 37 (1933) 287-309. The points are
 * those of Clenshaw and Curtis without the ends, so an integrand may be infinite there, and each rule of n = 2^k - 1
 * points holds the one before it. J. Waldvogel, "Fast construction of the Fejér and Clenshaw-Curtis quadrature rules",
 * BIT 46 (2006) 195-202.
 */
import { extendSines } from './sine-series.js';

export interface FejerRule {
  /** How many points: 2^k - 1. */
  readonly size: number;
  /** sin^2(theta_j / 2), theta_j = (j + 1) pi / (n + 1): the distance from the upper end, in units of the width. */
  readonly fractions: Float64Array;
  /** Weights for a range of width 1. */
  readonly weights: Float64Array;
  /** Barycentric weights (-1)^j sin^2 theta_j of the points. */
  readonly barycentric: Float64Array;
  /** sin(j pi / (n + 1)), j = 0 … 2n + 1. */
  readonly sines: Float64Array;
}

const rules = new Map<number, FejerRule>();

/** The rule with n points, made once. */
export function fejerRule(n: number): FejerRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const made = makeRule(n);
  rules.set(n, made);
  return made;
}

function makeRule(n: number): FejerRule {
  const period = 2 * (n + 1);
  const sines = Float64Array.from({ length: period }, (_, j) => sinPi(j, n + 1));
  const fractions = Float64Array.from({ length: n }, (_, j) => sinPi(j + 1, 2 * (n + 1)) ** 2);
  const weights = new Float64Array(n);
  for (let j = 1; j <= n; j++) {
    let sum = 0;
    for (let k = 1; k <= n; k += 2) sum += sines[(j * k) % period] / k;
    weights[j - 1] = (2 / (n + 1)) * sines[j] * sum;
  }
  const barycentric = weights.map((_, j) => (j % 2 === 0 ? 1 : -1) * sines[j + 1] * sines[j + 1]);
  return { size: n, fractions, weights, barycentric, sines };
}

/** sin(pi j / m), accurate near its zeros too. */
function sinPi(j: number, m: number): number {
  const folded = j % (2 * m);
  if (folded > m) return -sinPi(folded - m, m);
  return Math.sin((Math.PI * Math.min(folded, m - folded)) / m);
}

/**
 * The coefficients b_k, k = 1 … n, of f(cos theta) sin theta = sum of b_k sin(k theta), from values in the order of the rules; f is then
 * the sum of b_k U_(k-1), U being Chebyshev's polynomials of the second kind.
 */
export class FejerCoefficients {
  /** (n + 1) / 2 b_k at index k. */
  readonly #sums: Float64Array;
  readonly #fresh: Float64Array;
  #size = 0;

  constructor(most: number) {
    this.#sums = new Float64Array(most + 1);
    this.#fresh = new Float64Array((most + 1) / 2);
  }

  reset(): void {
    this.#size = 0;
  }

  /** Goes on to the values at more points. */
  extend({ size, sines }: FejerRule, values: Float64Array): void {
    const fresh = this.#fresh;
    for (let m = (this.#size + 1) | 0; m <= size; m *= 2) {
      const stride = (size + 1) / (2 * m);
      for (let i = 0, j = stride; i < m; i++, j += 2 * stride) fresh[i] = values[j - 1] * sines[j];
      extendSines(this.#sums, fresh, m);
    }
    this.#size = size;
  }

  /** b_1 … b_n from index 0 on. */
  values(): Float64Array {
    const factor = 2 / (this.#size + 1);
    return this.#sums.subarray(1, this.#size + 1).map((sum) => factor * sum);
  }

  /** The largest |b_k| of `count` coefficients up to k. */
  largest(k: number, count: number): number {
    const sums = this.#sums;
    let largest = 0;
    for (let i = k - count + 1; i <= k; i++) largest = Math.max(largest, Math.abs(sums[i]));
    return (2 / (this.#size + 1)) * largest;
  }
}

/** The interpolating polynomial at the point `fraction` of the width from the upper end. */
export function fejerInterpolate(
  { size, fractions, barycentric }: FejerRule,
  values: Float64Array,
  fraction: number,
): number {
  let above = 0;
  let below = 0;
  for (let j = 0; j < size; j++) {
    const distance = fraction - fractions[j];
    if (distance === 0) return values[j];
    const weight = barycentric[j] / distance;
    above += weight * values[j];
    below += weight;
  }
  return above / below;
}

/** The interpolating polynomial of a rule at fixed points, given as fractions of the width from the upper end. */
export class FejerInterpolation {
  readonly #size: number;
  /** Barycentric weights, those of a point of the rule side by side, and their sums. */
  readonly #weights: Float64Array;
  readonly #sums: Float64Array;

  /** No fraction is one of the rule's. */
  constructor({ size, fractions, barycentric }: FejerRule, at: readonly number[]) {
    const count = at.length;
    this.#size = size;
    this.#weights = new Float64Array(size * count);
    this.#sums = new Float64Array(count);
    for (let j = 0; j < size; j++) {
      for (let i = 0; i < count; i++) {
        const weight = barycentric[j] / (at[i] - fractions[j]);
        this.#weights[j * count + i] = weight;
        this.#sums[i] += weight;
      }
    }
  }

  /** Writes its values, for samples in the order of the rule. */
  through(samples: Float64Array, out: Float64Array): void {
    const weights = this.#weights;
    const count = out.length;
    out.fill(0);
    for (let j = 0, at = 0; j < this.#size; j++) {
      const y = samples[j];
      for (let i = 0; i < count; i++, at++) out[i] += weights[at] * y;
    }
    for (let i = 0; i < count; i++) out[i] /= this.#sums[i];
  }
}
