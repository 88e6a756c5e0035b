/**
 * Simulations, serially or by a pool with the same bits: models of random variables whose outputs are summarised as they come,
 * and draws in bulk.
 *
 * @module nfold/simulate
 */
export { type DrawOptions, type ParallelDraws, fillParallel } from './fill-parallel.js';
export { type DrawSummary, type SummarizeOptions, summarizeDraws } from './summarize-draws.js';
export { simulate } from './simulate.js';
export { type Grid, type SweepOptions, type SweepPoint, sweep } from './sweep.js';
export type {
  DrawBlock,
  DrawTable,
  ModelInputs,
  ModelResult,
  NonFinite,
  ParameterTable,
  PortableModel,
  ResultOutputs,
  SimulateOptions,
  Simulation,
  SingleDraw,
  TextOutputs,
} from './model-types.js';
export { type Histogram, type HistogramOptions, Output } from './output.js';
export type { Theory } from './theory.js';
export type { ParallelOptions } from './parts.js';
export {
  type Draw,
  type IndependentDraw,
  type JointDraw,
  type JointDraws,
  drawFrom,
  mvnormal,
} from './draw.js';
export {
  type DrawMaker,
  beta,
  binomial,
  cauchy,
  chisquare,
  exponential,
  f,
  gamma,
  geometric,
  gumbel,
  hypergeometric,
  integers,
  laplace,
  logistic,
  lognormal,
  logseries,
  negativeBinomial,
  noncentralChisquare,
  noncentralF,
  normal,
  pareto,
  poisson,
  power,
  random,
  rayleigh,
  standardCauchy,
  standardExponential,
  standardGamma,
  standardNormal,
  standardT,
  triangular,
  uniform,
  vonmises,
  wald,
  weibull,
  zipf,
} from './draw-makers.js';
