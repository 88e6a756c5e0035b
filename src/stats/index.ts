export { median, quantile, quantileSorted, sorted } from './quantile.js';
export { Moments, type MomentsState } from './moments.js';
export { type Interval, type MedianEstimate, medianInterval } from './median-interval.js';
export { type ShiftEstimate, shiftInterval } from './shift.js';
export { type LinearFit, linearFit } from './linear-fit.js';
export { loess } from './loess.js';
export { Covariance, type CovarianceState } from './covariance.js';
export { QuantileSketch, type SketchGrid, type SketchQuantile, type SketchState } from './quantile-sketch.js';
