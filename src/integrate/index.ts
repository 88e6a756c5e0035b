/**
 * Integrals with an error and a status, and the lecture's estimates for every number of points.
 *
 * @module nfold/integrate
 */
export { type Integral, type IntegrateOptions, METHODS, type Method, integrate } from './integrate.js';
export { type RectanglesVariant, rectanglesPoints } from './rectangles.js';
export { type Interval, interval } from './interval.js';
export type { Integrand } from '../kernel/index.js';
