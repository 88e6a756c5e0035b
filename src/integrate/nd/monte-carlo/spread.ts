/**
 * Mean and variance of numbers that come in blocks: what {@link Moments} of `nfold/stats` tells and plain Monte Carlo needs, in
 * one pass. T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances",
 * Stanford STAN-CS-79-773 (1979).
 */

/** What {@link Spread} knows, as plain numbers. */
export interface SpreadState {
  readonly n: number;
  readonly mean: number;
  /** Sum of the squared deviations from the mean. */
  readonly m2: number;
  readonly min: number;
  readonly max: number;
}

/** Merging depends on the parts' order in the last bits; all numbers must be finite. */
export class Spread {
  #n = 0;
  #mean = 0;
  #m2 = 0;
  #min = Infinity;
  #max = -Infinity;

  static from(state: SpreadState): Spread {
    const spread = new Spread();
    spread.merge(state);
    return spread;
  }

  /** Takes in a stretch of an array. Deviations are taken from the mean so far, which is near enough to lose no digits. */
  addAll(values: Float64Array, from: number, count: number): void {
    if (count === 0) return;
    const guess = this.#n > 0 ? this.#mean : meanOf(values, from, count);
    let [s, s2, least, most] = [0, 0, Infinity, -Infinity];
    let [t, t2] = [0, 0];
    const end = from + count;
    const pairs = end - (count % 2);
    // Two lanes: one addition need not wait for the last.
    for (let i = from; i < pairs; i += 2) {
      const d = values[i] - guess;
      const e = values[i + 1] - guess;
      s += d;
      t += e;
      s2 += d * d;
      t2 += e * e;
      if (d < least) least = d;
      if (e < least) least = e;
      if (d > most) most = d;
      if (e > most) most = e;
    }
    if (pairs < end) {
      const d = values[pairs] - guess;
      s += d;
      s2 += d * d;
      least = Math.min(least, d);
      most = Math.max(most, d);
    }
    s += t;
    this.#merge(count, guess + s / count, s2 + t2 - (s * s) / count);
    this.#widen(guess + least, guess + most);
  }

  merge({ n, mean, m2, min, max }: SpreadState): void {
    if (n === 0) return;
    this.#merge(n, mean, m2);
    this.#widen(min, max);
  }

  #merge(n: number, mean: number, m2: number): void {
    const all = this.#n + n;
    const d = this.#n === 0 ? 0 : mean - this.#mean;
    this.#mean = this.#n === 0 ? mean : this.#mean + (d * n) / all;
    this.#m2 += m2 + d * d * this.#n * (n / all);
    this.#n = all;
  }

  #widen(min: number, max: number): void {
    this.#min = Math.min(this.#min, min);
    this.#max = Math.max(this.#max, max);
  }

  /** 0 without numbers. */
  get mean(): number {
    return this.#mean;
  }

  /** Unbiased sample variance; NaN for fewer than two numbers. */
  get variance(): number {
    return this.#n < 2 ? NaN : Math.max(0, this.#m2) / (this.#n - 1);
  }

  /** Standard error of the mean; NaN for fewer than two numbers. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#n);
  }

  get state(): SpreadState {
    // JSON has no infinities, which the extremes of nothing are.
    const [min, max] = this.#n === 0 ? [0, 0] : [this.#min, this.#max];
    return { n: this.#n, mean: this.#mean, m2: this.#m2, min, max };
  }
}

function meanOf(values: Float64Array, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += values[i];
  return sum / count;
}
