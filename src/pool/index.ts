export { Pool } from './pool.js';
export { AsyncResult } from './async-result.js';
export type { CallOptions, ImapOptions, MapOptions, PoolOptions, TaskReport } from './options.js';
export type { LimitOptions } from './limits.js';
export type { WorkerPoolOptions } from './worker-options.js';
export type { TaskContext } from './task-context.js';
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
  type ChunkObserver,
  type Executor,
  type Job,
  type Processors,
  type ResourceLimits,
  type TaskInfo,
  processors,
  taskInfo,
} from '../executor/index.js';
