export { median, quantile, quantileSorted, quantilesOf, sorted } from './quantile.js';
export { Moments, type MomentsState, type PowerSums, momentsOfSums } from './moments.js';
export { type Interval, type MedianEstimate, medianInterval } from './median-interval.js';
export { blockMedians } from './block-medians.js';
export { modifiedZScores, outliers } from './outliers.js';
export { type Trend, trend } from './trend.js';
export { type ShiftEstimate, shiftInterval } from './shift.js';
export { type LinearFit, linearFit } from './linear-fit.js';
export { normalProbability, normalQuantile } from './normal.js';
export { binCounts } from './histogram.js';
export { loess } from './loess.js';
export { Covariance, type CovarianceState, productSum } from './covariance.js';
export {
  type OccupiedBins,
  QuantileSketch,
  type SketchGrid,
  type SketchQuantile,
  type SketchState,
} from './quantile-sketch.js';
export { studentTQuantile } from './student-t.js';
