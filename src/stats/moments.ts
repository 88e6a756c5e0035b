/**
 * Mean and variance in one pass, and of two halves from their parts.
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
  /** Sum of the squared deviations from the mean. */
  readonly m2: number;
  readonly min: number;
  readonly max: number;
}

/**
 * Running count, mean, variance, minimum and maximum of numbers. Merging depends on the order of the parts in the last
 * bits: merge blocks in the order of their indices, and the result does not depend on who computed them when.
 */
export class Moments {
  #n = 0;
  #mean = 0;
  #m2 = 0;
  #min = Infinity;
  #max = -Infinity;

  /** The moments that {@link state} described. */
  static from(state: MomentsState): Moments {
    const moments = new Moments();
    moments.#assign(state);
    return moments;
  }

  /** Takes in one number. NaN and infinities make mean and variance NaN; NaN is no minimum or maximum. */
  add(x: number): this {
    this.#n++;
    // mean_n = mean_(n-1) + (x - mean_(n-1)) / n,  M2_n = M2_(n-1) + (x - mean_(n-1)) (x - mean_n)
    const delta = x - this.#mean;
    this.#mean += delta / this.#n;
    this.#m2 += delta * (x - this.#mean);
    if (x < this.#min) this.#min = x;
    if (x > this.#max) this.#max = x;
    return this;
  }

  /** Takes in the numbers of an array, as a block: its own mean first, then one merge. Two passes over the array. */
  addAll(values: ArrayLike<number>): this {
    const n = values.length;
    if (n === 0) return this;
    let [sum, min, max] = [0, Infinity, -Infinity];
    for (let i = 0; i < n; i++) {
      const x = values[i];
      sum += x;
      if (x < min) min = x;
      if (x > max) max = x;
    }
    const guess = sum / n;
    // The second pass repairs the rounding of the first: sum of (x - guess) would be 0 in exact arithmetic
    // ("corrected two-pass algorithm", Chan, Golub and LeVeque).
    let [first, second] = [0, 0];
    for (let i = 0; i < n; i++) {
      const delta = values[i] - guess;
      first += delta;
      second += delta * delta;
    }
    return this.#mergeState({ n, mean: guess + first / n, m2: second - (first * first) / n, min, max });
  }

  /** Takes in all that another one has seen. */
  merge(other: Moments): this {
    return this.#mergeState(other.state);
  }

  #mergeState(other: MomentsState): this {
    if (other.n === 0) return this;
    if (this.#n === 0) return this.#assign(other);
    // n = n_A + n_B,  mean = mean_A + d n_B / n,  M2 = M2_A + M2_B + d^2 n_A n_B / n,  d = mean_B - mean_A
    const n = this.#n + other.n;
    const delta = other.mean - this.#mean;
    this.#m2 += other.m2 + delta * delta * ((this.#n * other.n) / n);
    this.#mean += delta * (other.n / n);
    this.#n = n;
    this.#min = Math.min(this.#min, other.min);
    this.#max = Math.max(this.#max, other.max);
    return this;
  }

  #assign({ n, mean, m2, min, max }: MomentsState): this {
    [this.#n, this.#mean, this.#m2, this.#min, this.#max] = [n, mean, m2, min, max];
    return this;
  }

  /** How many numbers were taken in. */
  get n(): number {
    return this.#n;
  }

  /** Arithmetic mean; NaN without numbers. */
  get mean(): number {
    return this.#n === 0 ? NaN : this.#mean;
  }

  /** Unbiased sample variance (divided by n - 1); NaN for fewer than two numbers. */
  get variance(): number {
    return this.#n < 2 ? NaN : Math.max(0, this.#m2) / (this.#n - 1);
  }

  /** Sample standard deviation: the root of {@link variance}. */
  get sd(): number {
    return Math.sqrt(this.variance);
  }

  /** Standard error of the mean: sd / sqrt(n). */
  get standardError(): number {
    return this.sd / Math.sqrt(this.#n);
  }

  /** Smallest number; Infinity without numbers. */
  get min(): number {
    return this.#min;
  }

  /** Largest number; -Infinity without numbers. */
  get max(): number {
    return this.#max;
  }

  get state(): MomentsState {
    return { n: this.#n, mean: this.#mean, m2: this.#m2, min: this.#min, max: this.#max };
  }
}
