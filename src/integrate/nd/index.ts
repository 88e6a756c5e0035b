/** Integrals over several dimensions. */
export { type CubatureOptions, cubature } from './cubature/cubature.js';
export { monteCarloN } from './monte-carlo/monte-carlo.js';
export { cross } from './cross/cross.js';
export { type IntegrateNOptions, integrateN } from './integrate-n.js';
export { qmc } from './qmc/qmc.js';
export type { DomainN, DomainOrFormulas, Limit } from './domain.js';
export type {
  BlockIntegrand,
  FunctionN,
  IntegrandN,
  IntegrandShape,
  PointIntegrand,
  VectorIntegrand,
} from './integrand.js';
export type { NdOptions } from './options.js';
export type { RunState } from './resume.js';
export type { IntegralN, TraceEntry } from './result.js';
export { sobolPoints } from './qmc/sobol-points.js';
export { vegas } from './vegas/vegas.js';
export type { VegasIteration } from './vegas/weighted-average.js';
