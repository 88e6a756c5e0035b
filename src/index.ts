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
  AsyncResult,
  type Backend,
  type BackendName,
  type CallOptions,
  type Executor,
  type ImapOptions,
  type InlineOptions,
  type MapOptions,
  type ModuleFunction,
  Pool,
  type PoolOptions,
  type Portable,
  type Processors,
  type ResourceLimits,
  type TaskContext,
  type TaskInfo,
  type TaskReport,
  type Tasks,
  inline,
  partial,
  processors,
  taskInfo,
  tasks,
} from './pool/index.js';
export { RandomStream, type Seed, stream } from './random/index.js';
export {
  type ConvergeOptions,
  type Convergence,
  type Integral,
  type IntegrateOptions,
  type Integrand,
  converge,
  integrate,
} from './integrate/index.js';
