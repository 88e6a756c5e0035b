import { invalidArgument } from '../core/index.js';

/** A straight line through points, by least squares. */
export interface LinearFit {
  readonly slope: number;
  readonly intercept: number;
  /** Standard deviation of the points about the line (n - 2 degrees of freedom); NaN for fewer than three points. */
  readonly residualSd: number;
  /** Standard errors; NaN for fewer than three points. */
  readonly slopeError: number;
  readonly interceptError: number;
}

/**
 * Ordinary least squares of y = intercept + slope x, with sums taken about the means so that large offsets do not
 * cancel. All x equal: slope 0 through the mean of y. Throws `ERR_INVALID_ARGUMENT` without points or for unequal lengths.
 */
export function linearFit(x: ArrayLike<number>, y: ArrayLike<number>): LinearFit {
  const n = x.length;
  if (n === 0 || y.length !== n) throw invalidArgument('y', `as long as x (${n}, at least 1)`, y.length);
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += (x[i] - meanX) / (i + 1);
    meanY += (y[i] - meanY) / (i + 1);
  }
  let [sxx, sxy] = [0, 0];
  for (let i = 0; i < n; i++) {
    sxx += (x[i] - meanX) ** 2;
    sxy += (x[i] - meanX) * (y[i] - meanY);
  }
  const slope = sxx > 0 ? sxy / sxx : 0;
  const intercept = meanY - slope * meanX;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (y[i] - meanY - slope * (x[i] - meanX)) ** 2;
  const residualSd = n > 2 ? Math.sqrt(squares / (n - 2)) : NaN;
  return {
    slope,
    intercept,
    residualSd,
    slopeError: residualSd / Math.sqrt(sxx),
    interceptError: residualSd * Math.sqrt(1 / n + meanX ** 2 / sxx),
  };
}
