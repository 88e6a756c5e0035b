/**
 * nfold: parallel numerical computing for TypeScript.
 *
 * @module nfold
 */
export {
  NfoldError,
  type ErrorCode,
  isNfoldError,
  type Estimate,
  type EstimateStatus,
  type Span,
} from './core/index.js';
export {
  compile as compileExpression,
  type Expression,
  parse as parseExpression,
} from './expression/index.js';
export {
  type AnyFunction,
  type ApplyOptions,
  AsyncResult,
  type Backend,
  type BackendName,
  type CallOptions,
  type CallStatistics,
  type ChunkChoice,
  type ChunkingOptions,
  type Executor,
  type ImapOptions,
  type InlineOptions,
  type MapOptions,
  type MapTypedOptions,
  type ModuleFunction,
  type NumericArray,
  Pool,
  type PoolOptions,
  type Portable,
  type Processors,
  type Progress,
  type ReduceOptions,
  type ResourceLimits,
  type TaskContext,
  type TaskInfo,
  type TaskReport,
  type Tasks,
  type Trace,
  inline,
  partial,
  processors,
  taskInfo,
  tasks,
} from './pool/index.js';
export {
  type BitGeneratorName,
  RandomStream,
  type Seed,
  type StreamOptions,
  type StreamState,
  randomSeed,
  stream,
} from './random/index.js';
export {
  type ConvergeOptions,
  type Convergence,
  type Integral,
  type IntegrateOptions,
  type Integrand,
  type QuadOptions,
  type Quadrature,
  converge,
  integrate,
  quad,
} from './integrate/index.js';
export {
  type DrawOptions,
  type DrawSummary,
  type ParallelDraws,
  type SummarizeOptions,
  fillParallel,
  summarizeDraws,
} from './simulate/index.js';
