/**
 * Draws in bulk, serially or by a pool with the same bits: filled into memory, or summarised without being kept; and
 * independent replications of whole simulations.
 *
 * @module nfold/simulate
 */
export { type DrawOptions, type ParallelDraws, fillParallel } from './fill-parallel.js';
export { type ParallelOptions, type PartTask, answers } from './parts.js';
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
