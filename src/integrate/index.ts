/**
 * Integrals with an error and a status, and the lecture's estimates for every number of points.
 *
 * @module nfold/integrate
 */
export { type ConvergeOptions, type Convergence, converge, convergeCopies } from './converge.js';
export { type Geometry, type GeometryOptions, geometry } from './geometry.js';
export { FIXED_METHODS, type FixedMethod, type FixedOptions, integrateFixed } from './fixed.js';
export type { Integral, IntegralTraceEntry } from './integral.js';
export { integrate } from './integrate.js';
export { type IntegrateOptions, METHODS, type Method, type Range } from './options.js';
export {
  type FamilyDomain,
  type FixedDomain,
  type IntegrateManyOptions,
  type NamedParameters,
  integrateMany,
} from './family/integrate-many.js';
export { ND_METHODS, type NdMethod } from './nd/planners.js';
export type { RectanglesVariant } from './rectangles.js';
export type { UsedWorkers } from '../parts/index.js';
export * from './nd/index.js';
export type { Formula, Integrand } from '../kernel/index.js';
export {
  type Complex,
  type GaussLegendreRule,
  QUAD_METHODS,
  type QuadIntegrand,
  type QuadMethod,
  type QuadOptions,
  type QuadWeight,
  type Quadrature,
  type ScalarIntegrand,
  type TraceEntry,
  type Vector,
  gaussLegendreRule,
  quad,
} from './quad/index.js';
