/**
 * Values of a statistic in resamples drawn with replacement, block by block of resamples. Built-in statistics never copy a
 * resample: sums are accumulated over the drawn indices.
 *
 * Quantiles do not even draw it. The k-th smallest of n indices floor(n U) is floor(n U(k)), with U(k) the k-th smallest of n
 * uniforms; U(k) is Beta(k, n + 1 - k), and given it, U(k+1) = U(k) + (1 - U(k)) Beta(1, n - k) (L. Devroye, "Non-Uniform
 * Random Variate Generation" (1986), section V.3). Two beta variates give the quantile of a resample in O(1), with exactly
 * the distribution that drawing all n values has: Efron's formula for the median (B. Efron, "Bootstrap methods: another look
 * at the jackknife", The Annals of Statistics 7 (1979) 1-26, section 3), for every quantile.
 */
import type { RandomStream } from '../random/index.js';
import { median, sorted } from '../stats/index.js';
import { type Question, type StatisticFunction, functionOf } from './statistic.js';
import { PAIR_STATISTICS, type Products, pairsOf, productsAt, sumAt, varianceAt } from './sums-at.js';

/** Fills blocks with the statistic of one resample after the other. */
export interface Resampler {
  /** What a resample costs, in draws of an index. */
  readonly cost: number;
  fill(random: RandomStream, out: Float64Array): void;
}

/** The fastest way to resample for a statistic. */
export function resamplerOf(question: Question): Resampler {
  const { statistic, samples, paired } = question;
  const [x, y] = samples;
  if (typeof statistic === 'function') return copying(functionOf(statistic), samples, paired);
  if (typeof statistic === 'object') return ofQuantile(x, statistic.quantile);
  switch (statistic) {
    case 'mean':
      return ofMean(x);
    case 'median':
      return ofQuantile(x, 0.5);
    case 'sd':
      return ofVariance(x, Math.sqrt);
    case 'variance':
      return ofVariance(x, (variance) => variance);
    case 'differenceOfMeans':
      return paired ? ofMean(x.map((value, i) => value - y[i])) : difference(ofMean(x), ofMean(y));
    case 'differenceOfMedians':
      return paired
        ? copying(functionOf(statistic), samples, paired)
        : difference(ofQuantile(x, 0.5), ofQuantile(y, 0.5));
    default:
      return ofPairs(x, y, PAIR_STATISTICS[statistic]);
  }
}

/** Indices of one resample after the other, n each, and a statistic of those that begin at a place. */
function overIndices(n: number, statisticAt: (indices: Int32Array, from: number) => number): Resampler {
  let room = new Int32Array(0);
  return {
    cost: n,
    fill(random, out) {
      const count = n * out.length;
      if (room.length < count) room = new Int32Array(count);
      const indices = random.fillIntegers(room.subarray(0, count), n);
      for (let i = 0; i < out.length; i++) out[i] = statisticAt(indices, i * n);
    },
  };
}

function ofMean(x: Float64Array): Resampler {
  const n = x.length;
  const { centre, deviations } = centred(x);
  return overIndices(n, (indices, from) => centre + sumAt(deviations, indices, from, n) / n);
}

function ofVariance(x: Float64Array, of: (variance: number) => number): Resampler {
  const { deviations } = centred(x);
  return overIndices(x.length, (indices, from) => of(varianceAt(deviations, indices, from, x.length)));
}

function ofPairs(x: Float64Array, y: Float64Array, of: (products: Products) => number): Resampler {
  const pairs = pairsOf(x, y);
  return overIndices(pairs.n, (indices, from) => of(productsAt(pairs, indices, from)));
}

/** Deviations from the median: the sums of their squares lose no digits to an outlier that a resample may lack. */
function centred(x: Float64Array): { centre: number; deviations: Float64Array } {
  const centre = median(x);
  return { centre, deviations: Float64Array.from(x, (value) => value - centre) };
}

/** A beta variate costs as much as some indices. */
const QUANTILE_COST = 64;

function ofQuantile(x: Float64Array, q: number): Resampler {
  const ascending = sorted(x);
  const n = ascending.length;
  const position = (n - 1) * q;
  const below = Math.floor(position);
  const share = position - below;
  const valueAt = (uniform: number): number => ascending[Math.min(n - 1, Math.floor(n * uniform))];
  return {
    cost: QUANTILE_COST,
    fill(random, out) {
      for (let i = 0; i < out.length; i++) {
        const uniform = random.beta(below + 1, n - below);
        const low = valueAt(uniform);
        if (share === 0) out[i] = low;
        else {
          const high = valueAt(uniform + (1 - uniform) * random.beta(1, n - below - 1));
          out[i] = low + share * (high - low);
        }
      }
    },
  };
}

/** The first minus the second, of resamples that have nothing to do with each other. */
function difference(first: Resampler, second: Resampler): Resampler {
  let room = new Float64Array(0);
  return {
    cost: first.cost + second.cost,
    fill(random, out) {
      if (room.length < out.length) room = new Float64Array(out.length);
      first.fill(random, out);
      const others = room.subarray(0, out.length);
      second.fill(random, others);
      for (let i = 0; i < out.length; i++) out[i] -= others[i];
    },
  };
}

/** Any function of resamples that are copied for it. */
function copying(statistic: StatisticFunction, samples: readonly Float64Array[], paired: boolean): Resampler {
  const resamples = samples.map(({ length }) => new Float64Array(length));
  const indices = samples.map(({ length }) => new Int32Array(length));
  return {
    cost: samples.reduce((sum, { length }) => sum + length, 0),
    fill(random, out) {
      for (let i = 0; i < out.length; i++) {
        for (const [k, sample] of samples.entries()) {
          const drawn = paired ? indices[0] : indices[k];
          if (k === 0 || !paired) random.fillIntegers(drawn, sample.length);
          take(sample, drawn, resamples[k]);
        }
        out[i] = statistic(...resamples);
      }
    },
  };
}

function take(values: Float64Array, indices: Int32Array, into: Float64Array): void {
  for (let i = 0; i < indices.length; i++) into[i] = values[indices[i]];
}
