import { median } from './quantile.js';

/** Values farther out than this are outliers, by the authors' recommendation. */
const FAR = 3.5;

/**
 * Modified z-scores, 0.6745 (x - median) / MAD with the median absolute deviation MAD, which outliers do not widen; where
 * more than half of the values are equal, (x - median) / (1.253314 times the mean absolute deviation) instead. All equal: 0.
 * B. Iglewicz, D. C. Hoaglin, "How to Detect and Handle Outliers", ASQC Quality Press (1993), chapter 3.
 */
export function modifiedZScores(values: readonly number[]): number[] {
  const centre = median(values);
  const deviations = values.map((x) => Math.abs(x - centre));
  const typical = median(deviations);
  const mean = deviations.reduce((sum, x) => sum + x, 0) / values.length;
  const unit = typical > 0 ? typical / 0.6745 : 1.253314 * mean;
  return values.map((x) => (x === centre ? 0 : (x - centre) / unit));
}

/** Indices of the values whose modified z-score exceeds 3.5 in size; see {@link modifiedZScores}. */
export function outliers(values: readonly number[]): number[] {
  return modifiedZScores(values).flatMap((score, i) => (Math.abs(score) > FAR ? [i] : []));
}
