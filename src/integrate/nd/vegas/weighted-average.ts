/** Iterations of vegas and their weighted averages, as G. P. Lepage (1978) has them. */
import { chiSquareTail } from './chi-square.js';

/** One iteration: its own estimate, and the average with those before. */
export interface VegasIteration {
  readonly iteration: number;
  readonly evaluations: number;
  /** Of the first component. */
  readonly value: number;
  readonly error: number;
  /** The average so far, weighted by the errors, and its error. */
  readonly average: number;
  readonly averageError: number;
  /** Chi-square of the averaged iterations, their number less one, and the probability of a larger one. */
  readonly chiSquare: number;
  readonly degrees: number;
  readonly q: number;
}

/** Estimates of one iteration, component by component. */
export interface IterationEstimate {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly evaluations: number;
}

export interface Average {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly chiSquare: number;
}

/**
 * Averages with weights 1 / error^2. An iteration with fewer points cannot know more than its share: its variance counts as at least
 * the largest iteration's times the ratio of their points, so that a small error by chance has no large weight.
 */
export function weightedAverage(iterations: readonly IterationEstimate[], components: number): Average {
  const values = new Float64Array(components);
  const errors = new Float64Array(components).fill(Infinity);
  let chiSquare = 0;
  const largest = iterations.reduce<IterationEstimate | undefined>(
    (a, b) => (a === undefined || b.evaluations >= a.evaluations ? b : a),
    undefined,
  );
  if (largest === undefined) return { values, errors, chiSquare };
  for (let c = 0; c < components; c++) {
    const variances = iterations.map(({ errors: of, evaluations }) =>
      Math.max(of[c] ** 2, (largest.errors[c] ** 2 * largest.evaluations) / evaluations),
    );
    if (variances.includes(0)) {
      [values[c], errors[c]] = [largest.values[c], largest.errors[c]];
      continue;
    }
    const weights = variances.map((variance) => 1 / variance);
    const total = weights.reduce((sum, w) => sum + w, 0);
    values[c] = iterations.reduce((sum, { values: of }, i) => sum + weights[i] * of[c], 0) / total;
    errors[c] = 1 / Math.sqrt(total);
    const sum = iterations.reduce((s, { values: of }, i) => s + weights[i] * (of[c] - values[c]) ** 2, 0);
    chiSquare = Math.max(chiSquare, sum);
  }
  return { values, errors, chiSquare };
}

/** The table's line for the last of these iterations. */
export function tableLine(
  iteration: number,
  last: IterationEstimate,
  averaged: readonly IterationEstimate[],
  average: Average,
): VegasIteration {
  const degrees = Math.max(0, averaged.length - 1);
  return {
    iteration,
    evaluations: last.evaluations,
    value: last.values[0],
    error: last.errors[0],
    average: average.values[0],
    averageError: average.errors[0],
    chiSquare: average.chiSquare,
    degrees,
    q: chiSquareTail(average.chiSquare, degrees),
  };
}
