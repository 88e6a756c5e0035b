export { median, quantile, quantileSorted, quantilesOf, sorted } from './quantile.js';
export { Moments, type MomentsState } from './moments.js';
export { type Interval, type MedianEstimate, medianInterval } from './median-interval.js';
export { type LinearFit, linearFit } from './linear-fit.js';
export { normalProbability, normalQuantile } from './normal.js';
export { loess } from './loess.js';
export { Covariance, type CovarianceState } from './covariance.js';
export { QuantileSketch, type SketchGrid, type SketchQuantile, type SketchState } from './quantile-sketch.js';
