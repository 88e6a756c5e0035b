import { checkConfidence } from '../core/index.js';
import { normalQuantile } from './normal.js';
import { quantileSorted, sorted } from './quantile.js';

/** An interval with the probability, under repetition, that it holds the true value. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Actual coverage; below what was asked for when there are too few values for more. */
  readonly coverage: number;
}

export interface MedianEstimate extends Interval {
  readonly median: number;
}

/**
 * The median with a confidence interval between two order statistics x(k) and x(n+1-k): the largest k whose coverage
 * 1 - 2 P(Binomial(n, 1/2) < k) is at least `confidence`, else k = 1, the whole range. It needs no assumption but
 * independent values of one continuous distribution, and no random numbers.
 * W. J. Conover, "Practical Nonparametric Statistics", 3rd ed. (1999), section 3.2.
 *
 * Five values can promise 93.75 % at most, six 96.9 %. Without values all is NaN and the coverage 0.
 */
export function medianInterval(values: ArrayLike<number>, confidence = 0.95): MedianEstimate {
  checkConfidence('confidence', confidence);
  const ascending = sorted(values);
  const n = ascending.length;
  if (n === 0) return { median: NaN, low: NaN, high: NaN, coverage: 0 };
  const { rank, coverage } = symmetricRanks(n, confidence);
  return {
    median: quantileSorted(ascending, 0.5),
    low: ascending[rank - 1],
    high: ascending[n - rank],
    coverage,
  };
}

function symmetricRanks(n: number, confidence: number): { rank: number; coverage: number } {
  // Beyond this 2^-n underflows; the normal approximation of the binomial is then exact to more digits than matter.
  if (n > 1000) return normalRanks(n, confidence);
  let tail = 0;
  let probability = 2 ** -n;
  let best = { rank: 1, coverage: Math.max(0, 1 - 2 * probability) };
  for (let k = 1; k <= n / 2; k++) {
    tail += probability;
    const coverage = 1 - 2 * tail;
    if (k > 1 && coverage < confidence) break;
    best = { rank: k, coverage };
    probability *= (n - k + 1) / k;
  }
  return best;
}

function normalRanks(n: number, confidence: number): { rank: number; coverage: number } {
  const z = normalQuantile((1 + confidence) / 2);
  return { rank: Math.max(1, Math.floor((n - z * Math.sqrt(n)) / 2)), coverage: confidence };
}
