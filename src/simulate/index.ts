/**
 * Simulations, serially or by a pool with the same bits: models of random variables whose outputs are summarised as they
 * come, draws in bulk, and independent replications of whole simulations.
 *
 * @module nfold/simulate
 */
export { type DrawOptions, type ParallelDraws, fillParallel } from './fill-parallel.js';
export type { ParallelOptions, UsedWorkers } from '../parts/index.js';
export { type DrawSummary, type SummarizeOptions, summarizeDraws } from './summarize-draws.js';
export { type RunContext, type RunStreams, runContext } from './runs-context.js';
export {
  type Comparison,
  type CompareOptions,
  type DifferenceSummary,
  type Setting,
  compareSettings,
} from './runs-compare.js';
export type { OutputName, RunOutput, RunsOptions, StopRule } from './runs-options.js';
export type { MeanSummary, OutputSummary, RunsRecord, RunsResult } from './runs-result.js';
export type { MeanInterval, TracePoint } from './runs-series.js';
export { type ParameterGrid, type SettingOf, parameterGrid } from './runs-settings.js';
export { runs } from './runs.js';
export { simulate } from './simulate.js';
export { type Grid, type SweepOptions, type SweepPoint, sweep } from './sweep.js';
export type {
  DrawBlock,
  DrawTable,
  ModelInputs,
  ModelResult,
  NonFiniteOutput,
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
