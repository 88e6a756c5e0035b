import { checkInteger } from '../core/index.js';
import type { Moments, QuantileSketch, SketchQuantile } from '../stats/index.js';

/** Counts of a histogram. */
export interface Histogram {
  /** One more than there are bins. */
  readonly edges: Float64Array;
  /** Numbers of the sketch's bins that an edge splits are shared out evenly, so counts need not be whole. */
  readonly counts: Float64Array;
  readonly below: number;
  readonly above: number;
}

/** Where a histogram lies. */
export interface HistogramOptions {
  /** How many bins; default 50. */
  readonly bins?: number;
  /** Left end; default: the least number, but at most 5 standard deviations below the mean. */
  readonly low?: number;
  /** Right end; default: the greatest number, but at most 5 standard deviations above the mean. */
  readonly high?: number;
}

/** What is known of an output's numbers, those that are NaN or infinite apart. */
export class Output {
  /** Finite numbers that were summarised. */
  readonly n: number;
  readonly mean: number;
  /** Standard error of the mean: sd / sqrt(n). */
  readonly standardError: number;
  /** Sample standard deviation. */
  readonly sd: number;
  /** Standard error of {@link sd}, for large n. */
  readonly sdStandardError: number;
  readonly skewness: number;
  /** Excess kurtosis: 0 for a normal. */
  readonly kurtosis: number;
  readonly min: number;
  readonly max: number;
  readonly #sketch: QuantileSketch;

  constructor(moments: Moments, sketch: QuantileSketch) {
    this.n = moments.n;
    this.mean = moments.mean;
    this.standardError = moments.standardError;
    this.sd = moments.sd;
    this.sdStandardError = moments.sdStandardError;
    this.skewness = moments.skewness;
    this.kurtosis = moments.kurtosis;
    this.min = moments.min;
    this.max = moments.max;
    this.#sketch = sketch;
  }

  /**
   * The number of rank floor((n - 1) q), for q from 0 to 1: it lies within [low, high] for certain, and `value` is the
   * place in there that its neighbours suggest. Within the bulk, high - low is about 1/400 of the interquartile range.
   */
  quantile(q: number): SketchQuantile {
    const { value, low, high } = this.#sketch.quantile(q);
    const inside = (x: number): number => Math.min(Math.max(x, this.min), this.max);
    return { value: inside(value), low: inside(low), high: inside(high) };
  }

  /** The counts in equal bins. */
  histogram({ bins = 50, low, high }: HistogramOptions = {}): Histogram {
    checkInteger('bins', bins, 1);
    const reach = 5 * this.sd;
    const from = low ?? Math.max(this.min, this.mean - reach);
    // The greatest number belongs to the last bin: the end is moved beyond it by a rounding.
    const to = high ?? Math.min(this.max, this.mean + reach) + Math.max(Math.abs(this.max), 1e-300) * 1e-12;
    const edges = Float64Array.from({ length: bins + 1 }, (_, i) => from + ((to - from) * i) / bins);
    return { edges, ...this.#sketch.histogram(from, to, bins) };
  }
}
