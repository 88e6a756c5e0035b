export { Pool } from './pool.js';
export { AsyncResult } from './async-result.js';
export type {
  ApplyOptions,
  CallOptions,
  ChunkingOptions,
  ImapOptions,
  MapOptions,
  PoolOptions,
  TaskReport,
} from './options.js';
export type { ReduceOptions } from './reduce-run.js';
export type { ImapValue, SettledCall } from './settled.js';
export type { Progress } from './progress.js';
export type { CallStatistics, LongTask, WorkerShares, WorkerStatistics } from './statistics.js';
export type { MapSyncOptions } from './sync-map.js';
export type { Trace, TraceEvent } from './trace.js';
export type { LimitOptions } from './limits.js';
export type { WorkerPoolOptions } from './worker-options.js';
export type { TaskContext } from '../worker/index.js';
export type { NumericArray } from '../worker/index.js';
export type { MapTypedOptions, SameKind } from './typed-options.js';
export {
  type AnyFunction,
  type InlineOptions,
  type ModuleFunction,
  type Portable,
  type Tasks,
  inline,
  partial,
  tasks,
} from '../task/index.js';
export { type BackendName } from '../backends/index.js';
export {
  type Backend,
  type BackendOptions,
  type Chunk,
  type ChunkChoice,
  type ChunkObserver,
  type Executor,
  type Job,
  type Processors,
  type ResourceLimits,
  type TaskInfo,
  type WorkerActivity,
  processors,
  taskInfo,
} from '../executor/index.js';
