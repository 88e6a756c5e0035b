/**
 * Confidence intervals from a bootstrap distribution: B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993),
 * chapters 13 and 14; T. J. DiCiccio, B. Efron, "Bootstrap confidence intervals", Statistical Science 11 (1996) 189-228.
 */
import { normalProbability, normalQuantile, quantilesOf } from '../stats/index.js';

export const INTERVAL_METHODS = ['bca', 'percentile', 'basic'] as const;
/**
 * How an interval is made. `percentile`: quantiles of the distribution. `basic`: these, reflected about the estimate. `bca`:
 * quantiles at levels corrected for bias and skewness, right to second order.
 */
export type IntervalMethod = (typeof INTERVAL_METHODS)[number];

export const ALTERNATIVES = ['two-sided', 'less', 'greater'] as const;
export type Alternative = (typeof ALTERNATIVES)[number];

export interface IntervalOptions {
  readonly method: IntervalMethod;
  readonly confidence: number;
  readonly alternative: Alternative;
}

/** What the BCa method needs besides: statistics without one value each, and how many there are of each sample. */
export interface LeftOut {
  readonly values: Float64Array;
  readonly sizes: readonly number[];
}

/** The ends of an interval; NaN where they are not known. */
export type Ends = readonly [low: number, high: number];

/** The interval of an estimate from finite values of its distribution, in any order. */
export function intervalOf(
  distribution: Float64Array,
  estimate: number,
  { method, confidence, alternative }: IntervalOptions,
  leftOut?: LeftOut,
): Ends {
  const alpha = alternative === 'two-sided' ? (1 - confidence) / 2 : 1 - confidence;
  const levels =
    method === 'bca' && leftOut !== undefined
      ? correctedLevels(alpha, shareBelow(distribution, estimate), accelerationOf(leftOut))
      : ([alpha, 1 - alpha] as const);
  let [low, high] = levels.some(Number.isNaN) ? [NaN, NaN] : quantilesOf(distribution, levels);
  if (method === 'basic') [low, high] = [2 * estimate - high, 2 * estimate - low];
  return [alternative === 'less' ? -Infinity : low, alternative === 'greater' ? Infinity : high];
}

/** The share of the values below the estimate; equal ones count half. */
function shareBelow(distribution: Float64Array, estimate: number): number {
  let twice = 0;
  for (let i = 0; i < distribution.length; i++) {
    twice += (distribution[i] < estimate ? 1 : 0) + (distribution[i] <= estimate ? 1 : 0);
  }
  return twice / (2 * distribution.length);
}

/**
 * Efron and Tibshirani (14.10): Phi(z0 + (z0 + z) / (1 - a (z0 + z))), with z0 from the share of the distribution below the
 * estimate. NaN where that is 0 or 1, or the acceleration unknown.
 */
function correctedLevels(alpha: number, below: number, acceleration: number): Ends {
  const bias = normalQuantile(below);
  const level = (z: number): number => normalProbability(bias + (bias + z) / (1 - acceleration * (bias + z)));
  const z = normalQuantile(alpha);
  return [level(z), level(-z)];
}

/**
 * The acceleration: Efron and Tibshirani (14.15); for several samples their influences U add up, as (15.36) has it:
 * sum_j sum_i (U_ij / n_j)^3 / (6 (sum_j sum_i (U_ij / n_j)^2)^1.5).
 */
function accelerationOf({ values, sizes }: LeftOut): number {
  let [cubes, squares, start] = [0, 0, 0];
  for (const n of sizes) {
    const sample = values.subarray(start, (start += n));
    const mean = sample.reduce((sum, value) => sum + value, 0) / n;
    for (const value of sample) {
      const influence = ((n - 1) * (mean - value)) / n;
      squares += influence ** 2;
      cubes += influence ** 3;
    }
  }
  return cubes / (6 * squares ** 1.5);
}
