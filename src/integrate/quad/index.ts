export { type QuadIntegrand, quad } from './quad.js';
export { QUAD_METHODS, type QuadMethod, type QuadOptions, type QuadWeight } from './options.js';
export type { Quadrature, TraceEntry } from './result.js';
export type { Complex, Vector } from './shaped.js';
export type { ScalarIntegrand } from './sampler.js';
export { type GaussLegendreRule, gaussLegendreRule } from '../rules/gauss-legendre.js';
