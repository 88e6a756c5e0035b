import { median } from './quantile.js';

/** Whether values rise or fall in the order in which they came. */
export interface Trend {
  /** Median of the slopes between all pairs of values: change from one value to the next. 0 for fewer than two. */
  readonly slope: number;
  /** Standard score of the rise under independent values in random order: beyond ±2.58 once in a hundred times. */
  readonly z: number;
}

/**
 * Trend of values by Kendall's rank correlation with their order, O(n²). H. B. Mann, "Nonparametric tests against trend",
 * Econometrica 13 (1945) 245-259, in the normal approximation; the slope by P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", Journal of the American Statistical Association 63 (1968) 1379-1389.
 */
export function trend(values: readonly number[]): Trend {
  const n = values.length;
  const slopes: number[] = [];
  let rises = 0;
  for (let j = 1; j < n; j++) {
    for (let i = 0; i < j; i++) {
      slopes.push((values[j] - values[i]) / (j - i));
      rises += Math.sign(values[j] - values[i]);
    }
  }
  if (slopes.length === 0) return { slope: 0, z: 0 };
  const sd = Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  return { slope: median(slopes), z: (rises - Math.sign(rises)) / sd };
}
