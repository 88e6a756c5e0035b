/**
 * How far one sample lies from another, without a thought to how they are distributed.
 * H. B. Mann, D. R. Whitney, "On a test of whether one of two random variables is stochastically larger than the other",
 * Annals of Mathematical Statistics 18 (1947) 50-60. J. L. Hodges, E. L. Lehmann, "Estimates of location based on rank
 * tests", Annals of Mathematical Statistics 34 (1963) 598-611.
 */
import { invalidArgument } from '../core/index.js';
import type { Interval } from './median-interval.js';
import { median, sorted } from './quantile.js';

export interface ShiftEstimate extends Interval {
  /** The median of all differences between a value of the second sample and one of the first. */
  readonly shift: number;
}

/** The numbers of arrangements are exact in double precision up to (50 choose 25). */
const MOST = 25;

/**
 * The shift from `a` to `b` with the interval between two of the ordered differences that inverts the two-sided
 * Mann-Whitney test: it leaves out 0 exactly when the test rejects at 1 - `confidence`. Exact for independent values of
 * two continuous distributions of one shape, from 1 to 25 values each; with too few values for `confidence` it is the
 * whole range, and `coverage` tells what that can promise. Throws `ERR_INVALID_ARGUMENT` otherwise.
 */
export function shiftInterval(a: ArrayLike<number>, b: ArrayLike<number>, confidence = 0.95): ShiftEstimate {
  if (!(confidence > 0 && confidence < 1)) {
    throw invalidArgument('confidence', 'a number between 0 and 1', confidence);
  }
  for (const [name, { length }] of Object.entries({ a, b })) {
    if (length < 1 || length > MOST) throw invalidArgument(name, `1 to ${MOST} values`, length);
  }
  const differences = sorted(Array.from(b, (y) => Array.from(a, (x) => y - x)).flat());
  const total = differences.length;
  const probabilities = rankSumProbabilities(a.length, b.length);
  let [rank, tail] = [1, probabilities[0]];
  while (1 - 2 * (tail + probabilities[rank]) >= confidence) tail += probabilities[rank++];
  return {
    shift: median(differences),
    low: differences[rank - 1],
    high: differences[total - rank],
    coverage: Math.max(0, 1 - 2 * tail),
  };
}

/**
 * P(U = u) for u = 0 … n m under equal distributions, U the number of pairs whose second value is the smaller one: the
 * coefficients of the Gaussian binomial, product over i = 1 … m of (1 - q^(n+i)) / (1 - q^i), over their sum.
 */
function rankSumProbabilities(n: number, m: number): Float64Array {
  const counts = new Float64Array(n * m + 1);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let u = counts.length - 1; u >= n + i; u--) counts[u] -= counts[u - n - i];
    for (let u = i; u < counts.length; u++) counts[u] += counts[u - i];
  }
  const all = counts.reduce((sum, count) => sum + count);
  return counts.map((count) => count / all);
}
