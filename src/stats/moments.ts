/**
 * Mean, variance, skewness and kurtosis of numbers, and of two halves from their parts.
 * B. P. Welford, "Note on a method for calculating corrected sums of squares and products", Technometrics 4 (1962) 419-420.
 * T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances",
 * Stanford STAN-CS-79-773 (1979).
 * P. Pébay, "Formulas for robust, one-pass parallel computation of covariances and arbitrary-order statistical moments",
 * Sandia SAND2008-6212 (2008).
 */

/** What {@link Moments} knows, as plain numbers: may be cloned between threads and written as JSON (once n > 0). */
export interface MomentsState {
  readonly n: number;
  readonly mean: number;
  /** Sums of the second, third and fourth powers of the deviations from the mean. */
  readonly m2: number;
  readonly m3: number;
  readonly m4: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Running count, mean, variance, skewness, kurtosis, minimum and maximum of numbers. Merging depends on the order of the
 * parts in the last bits: merge blocks in the order of their indices, and the result does not depend on who computed
 * them when.
 */
export class Moments {
  #state: MomentsState = EMPTY;

  /** The moments that {@link state} described. */
  static from(state: MomentsState): Moments {
    const moments = new Moments();
    moments.#state = state;
    return moments;
  }

  /** Takes in one number. NaN and infinities make mean and variance NaN; NaN is no minimum or maximum. */
  add(x: number): this {
    const one = { n: 1, mean: x, m2: 0, m3: 0, m4: 0 };
    return this.#merge(Number.isNaN(x) ? { ...EMPTY, ...one } : { ...one, min: x, max: x });
  }

  /** Takes in the numbers of an array, as a block: its own mean first, then one merge. Two passes over the array. */
  addAll(values: ArrayLike<number>): this {
    return values.length === 0 ? this : this.#merge(blockMoments(values));
  }

  /** Takes in all that another one has seen. */
  merge(other: Moments): this {
    return this.#merge(other.state);
  }

  #merge(b: MomentsState): this {
    const a = this.#state;
    if (b.n === 0) return this;
    // With d = mean_B - mean_A: mean = mean_A + d n_B / n, and M2 … M4 by Pébay's equations (2.1) to (2.6).
    const n = a.n + b.n;
    const d = a.n === 0 ? 0 : b.mean - a.mean;
    const [p, q] = [a.n / n, b.n / n];
    const d2 = d * d;
    const cross = d2 * (a.n * q);
    this.#state = {
      n,
      mean: a.n === 0 ? b.mean : a.mean + d * q,
      m2: a.m2 + b.m2 + cross,
      m3: a.m3 + b.m3 + cross * d * (p - q) + 3 * d * (p * b.m2 - q * a.m2),
      m4:
        a.m4 +
        b.m4 +
        cross * d2 * (p * p - p * q + q * q) +
        6 * d2 * (p * p * b.m2 + q * q * a.m2) +
        4 * d * (p * b.m3 - q * a.m3),
      min: Math.min(a.min, b.min),
      max: Math.max(a.max, b.max),
    };
    return this;
  }

  /** How many numbers were taken in. */
  get n(): number {
    return this.#state.n;
  }

  /** Arithmetic mean; NaN without numbers. */
  get mean(): number {
    return this.n === 0 ? NaN : this.#state.mean;
  }

  /** Unbiased sample variance (divided by n - 1); NaN for fewer than two numbers. */
  get variance(): number {
    return this.n < 2 ? NaN : Math.max(0, this.#state.m2) / (this.n - 1);
  }

  /** Sample standard deviation: the root of {@link variance}. */
  get sd(): number {
    return Math.sqrt(this.variance);
  }

  /** Standard error of the mean: sd / sqrt(n). */
  get standardError(): number {
    return this.sd / Math.sqrt(this.n);
  }

  /**
   * Standard error of {@link sd} for a large sample of any distribution: sd sqrt((kurtosis + 2) / n) / 2, from the
   * variance (mu_4 - sigma^4) / n of the sample variance. NaN for fewer than two numbers.
   */
  get sdStandardError(): number {
    return (this.sd * Math.sqrt(Math.max(0, this.kurtosis + 2) / this.n)) / 2;
  }

  /** Sample skewness g1 = sqrt(n) M3 / M2^1.5 (scipy.stats.skew); NaN when all numbers are equal. */
  get skewness(): number {
    const { n, m2, m3 } = this.#state;
    return (Math.sqrt(n) * m3) / m2 ** 1.5;
  }

  /** Sample excess kurtosis g2 = n M4 / M2^2 - 3 (scipy.stats.kurtosis), 0 for a normal; NaN when all are equal. */
  get kurtosis(): number {
    const { n, m2, m4 } = this.#state;
    return (n * m4) / m2 ** 2 - 3;
  }

  /** Smallest number; Infinity without numbers. */
  get min(): number {
    return this.#state.min;
  }

  /** Largest number; -Infinity without numbers. */
  get max(): number {
    return this.#state.max;
  }

  get state(): MomentsState {
    return this.#state;
  }
}

const EMPTY: MomentsState = { n: 0, mean: 0, m2: 0, m3: 0, m4: 0, min: Infinity, max: -Infinity };

/** The moments of one block, at least one number. Even and odd places are summed apart, as in two lanes. */
function blockMoments(values: ArrayLike<number>): MomentsState {
  const n = values.length;
  const { sum, min, max } = sumAndRange(values);
  const guess = sum / n;
  let [s1, s2, s3, s4] = [0, 0, 0, 0];
  let [t1, t2, t3, t4] = [0, 0, 0, 0];
  const even = n - (n % 2);
  for (let i = 0; i < even; i += 2) {
    const d = values[i] - guess;
    const e = values[i + 1] - guess;
    const [d2, e2] = [d * d, e * e];
    s1 += d;
    t1 += e;
    s2 += d2;
    t2 += e2;
    s3 += d2 * d;
    t3 += e2 * e;
    s4 += d2 * d2;
    t4 += e2 * e2;
  }
  if (even < n) {
    const d = values[even] - guess;
    s1 += d;
    s2 += d * d;
    s3 += d * d * d;
    s4 += d * d * (d * d);
  }
  return momentsOfSums({ n, guess, s1: s1 + t1, s2: s2 + t2, s3: s3 + t3, s4: s4 + t4, min, max });
}

/** Sums of the first four powers of (x - guess) over a block, for a guess near the mean, and the block's range. */
export interface PowerSums {
  readonly n: number;
  readonly guess: number;
  readonly s1: number;
  readonly s2: number;
  readonly s3: number;
  readonly s4: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The moments of a block from its sums. The sum of (x - guess) would be 0 in exact arithmetic; it repairs the rounding of
 * the guess ("corrected two-pass algorithm", Chan, Golub and LeVeque), and the powers follow from (x - guess) - d.
 */
export function momentsOfSums({ n, guess, s1, s2, s3, s4, min, max }: PowerSums): MomentsState {
  const d = s1 / n;
  return {
    n,
    mean: guess + d,
    m2: s2 - s1 * d,
    m3: s3 - 3 * d * s2 + 2 * s1 * d * d,
    m4: s4 - 4 * d * s3 + 6 * d * d * s2 - 3 * s1 * d * d * d,
    min,
    max,
  };
}

/** Even and odd places apart, as the two lanes of a WebAssembly kernel do it. */
function sumAndRange(values: ArrayLike<number>): { sum: number; min: number; max: number } {
  const n = values.length;
  let [a, least, greatest] = [0, Infinity, -Infinity];
  let [b, min, max] = [0, Infinity, -Infinity];
  const even = n - (n % 2);
  for (let i = 0; i < even; i += 2) {
    const x = values[i];
    const y = values[i + 1];
    a += x;
    b += y;
    if (x < least) least = x;
    if (x > greatest) greatest = x;
    if (y < min) min = y;
    if (y > max) max = y;
  }
  if (even < n) {
    const x = values[even];
    a += x;
    if (x < least) least = x;
    if (x > greatest) greatest = x;
  }
  return { sum: a + b, min: min < least ? min : least, max: max > greatest ? max : greatest };
}
