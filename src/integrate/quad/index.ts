export {
  type AnyQuadIntegrand,
  type AnyQuadrature,
  type QuadIntegrand,
  functionOf,
  quad,
  quadUntil,
} from './quad.js';
export {
  QUAD_METHODS,
  type QuadMethod,
  type QuadOptions,
  type QuadWeight,
  checkOptions as checkQuadOptions,
} from './options.js';
export type { Quadrature, TraceEntry } from './result.js';
export { type Complex, type Vector, copyOfValue, partsOf, shapedText } from './shaped.js';
export type { ScalarIntegrand } from './sampler.js';
export { type GaussLegendreRule, gaussLegendreRule } from '../rules/gauss-legendre.js';
