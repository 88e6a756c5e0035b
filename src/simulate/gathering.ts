import { Covariance, Moments, QuantileSketch, type SketchGrid } from '../stats/index.js';
import type { NonFiniteDraws, ShareSummary } from './block-summary.js';
import { Output } from './output.js';

/** Puts the summaries of shares together, in the order of the shares. */
export class Gathering {
  readonly #moments: readonly Moments[];
  readonly #sketches: readonly QuantileSketch[];
  readonly #covariance: Covariance;
  readonly #nonFinite: (NonFiniteDraws | undefined)[] = [];

  constructor(grids: readonly SketchGrid[]) {
    this.#moments = grids.map(() => new Moments());
    this.#sketches = grids.map((grid) => new QuantileSketch(grid));
    this.#covariance = new Covariance(grids.length);
  }

  add({ moments, products, bins, nonFinite }: ShareSummary): void {
    const outputs = this.#moments.length;
    for (let at = 0; at < moments.length; at += 7) {
      const [n, mean, m2, m3, m4, min, max] = moments.subarray(at, at + 7);
      this.#moments[(at / 7) % outputs].merge(Moments.from({ n, mean, m2, m3, m4, min, max }));
    }
    const size = 1 + outputs + (outputs * (outputs + 1)) / 2;
    for (let at = 0; at < products.length; at += size) {
      const [n, ...rest] = products.subarray(at, at + size);
      const state = { n, means: rest.slice(0, outputs), products: rest.slice(outputs) };
      this.#covariance.merge(Covariance.from(state));
    }
    bins.forEach((occupied, output) => this.#sketches[output].addBins(occupied));
    for (const one of nonFinite) {
      const before = this.#nonFinite[one.output];
      this.#nonFinite[one.output] =
        before === undefined ? one : { ...before, count: before.count + one.count };
    }
  }

  /** The output of index i. */
  output(i: number): Output {
    return new Output(this.#moments[i], this.#sketches[i]);
  }

  nonFinite(i: number): NonFiniteDraws | undefined {
    return this.#nonFinite[i];
  }

  /** Sample covariance of two outputs over the draws in which all outputs are finite. */
  covariance(j: number, k: number): number {
    return this.#moments.length === 1 ? this.#moments[0].variance : this.#covariance.covariance(j, k);
  }

  correlation(j: number, k: number): number {
    if (this.#moments.length === 1) return this.#moments[0].variance > 0 ? 1 : NaN;
    return this.#covariance.correlation(j, k);
  }
}
