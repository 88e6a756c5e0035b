/**
 * Means and covariance matrix of several variables, and of two halves from their parts: P. Pébay, Sandia SAND2008-6212
 * (2008), equation (3.3); blocks by the two-pass algorithm.
 */
import { checkInteger, invalidArgument } from '../core/index.js';

/** What {@link Covariance} knows, as plain data. */
export interface CovarianceState {
  readonly n: number;
  readonly means: readonly number[];
  /** Sums of products of deviations, the lower triangle row by row: (0,0), (1,0), (1,1), (2,0), ... */
  readonly products: readonly number[];
}

/** Running means and covariances of `size` variables. Merge parts in the order of their indices. */
export class Covariance {
  #n = 0;
  readonly #means: number[];
  readonly #products: number[];

  constructor(readonly size: number) {
    checkInteger('size', size, 1);
    this.#means = Array<number>(size).fill(0);
    this.#products = Array<number>((size * (size + 1)) / 2).fill(0);
  }

  static from({ n, means, products }: CovarianceState): Covariance {
    const covariance = new Covariance(means.length);
    return covariance.#merge(n, means, products);
  }

  /** Takes in rows given column by column: `columns[k][i]` is variable k of row i. */
  addColumns(columns: readonly ArrayLike<number>[]): this {
    const n = this.#rowsOf(columns);
    if (n === 0) return this;
    const means = columns.map((column) => meanOf(column, n));
    const products: number[] = [];
    for (let j = 0; j < this.size; j++) {
      for (let k = 0; k <= j; k++) products.push(productSum(columns[j], means[j], columns[k], means[k], n));
    }
    return this.#merge(n, means, products);
  }

  /** Takes in all that another one of the same size has seen. */
  merge(other: Covariance): this {
    if (other.size !== this.size) throw invalidArgument('other', `of ${this.size} variables`, other.size);
    return this.#merge(other.#n, other.#means, other.#products);
  }

  /** How many rows were taken in. */
  get n(): number {
    return this.#n;
  }

  /** The mean of each variable; NaN without rows. */
  get means(): number[] {
    return this.#means.map((mean) => (this.#n === 0 ? NaN : mean));
  }

  /** Unbiased sample covariance of variables j and k (divided by n - 1); NaN for fewer than two rows. */
  covariance(j: number, k: number): number {
    return this.#n < 2 ? NaN : this.#product(j, k) / (this.#n - 1);
  }

  /** Pearson's correlation of variables j and k; NaN when one of them does not vary. */
  correlation(j: number, k: number): number {
    if (j === k) return this.#product(j, j) > 0 ? 1 : NaN;
    return this.#product(j, k) / Math.sqrt(this.#product(j, j) * this.#product(k, k));
  }

  /** The covariance matrix, row by row. */
  matrix(): number[][] {
    return this.#square((j, k) => this.covariance(j, k));
  }

  /** The matrix of correlations, row by row. */
  correlations(): number[][] {
    return this.#square((j, k) => this.correlation(j, k));
  }

  get state(): CovarianceState {
    return { n: this.#n, means: [...this.#means], products: [...this.#products] };
  }

  #square(value: (j: number, k: number) => number): number[][] {
    return Array.from({ length: this.size }, (_, j) =>
      Array.from({ length: this.size }, (__, k) => value(j, k)),
    );
  }

  #product(j: number, k: number): number {
    const [row, column] = j >= k ? [j, k] : [k, j];
    return this.#products[(row * (row + 1)) / 2 + column];
  }

  #rowsOf(columns: readonly ArrayLike<number>[]): number {
    if (columns.length !== this.size) throw invalidArgument('columns', `${this.size} arrays`, columns.length);
    const n = columns[0].length;
    const other = columns.find(({ length }) => length !== n);
    if (other !== undefined) throw invalidArgument('columns', `of one length (${n})`, other.length);
    return n;
  }

  #merge(n: number, means: readonly number[], products: readonly number[]): this {
    if (n === 0) return this;
    const total = this.#n + n;
    const share = n / total;
    const deltas = means.map((mean, k) => (this.#n === 0 ? 0 : mean - this.#means[k]));
    let at = 0;
    for (let j = 0; j < this.size; j++) {
      for (let k = 0; k <= j; k++, at++) {
        this.#products[at] += products[at] + deltas[j] * deltas[k] * (this.#n * share);
      }
    }
    for (let k = 0; k < this.size; k++) {
      this.#means[k] = this.#n === 0 ? means[k] : this.#means[k] + deltas[k] * share;
    }
    this.#n = total;
    return this;
  }
}

function meanOf(values: ArrayLike<number>, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i];
  const guess = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += values[i] - guess;
  return guess + rest / n;
}

/** The sum of (x - meanX) (y - meanY) over the first n places, even and odd ones apart, as in two lanes. */
export function productSum(
  x: ArrayLike<number>,
  meanX: number,
  y: ArrayLike<number>,
  meanY: number,
  n: number,
): number {
  let [even, odd] = [0, 0];
  const pairs = n - (n % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += (x[i] - meanX) * (y[i] - meanY);
    odd += (x[i + 1] - meanX) * (y[i + 1] - meanY);
  }
  if (pairs < n) even += (x[pairs] - meanX) * (y[pairs] - meanY);
  return even + odd;
}
