export type {
  Backend,
  BackendOptions,
  Chunk,
  ChunkObserver,
  Executor,
  Job,
  ResourceLimits,
  TaskFunction,
  TaskLimits,
  Values,
  WorkerActivity,
  WorkerLife,
} from './types.js';
export {
  CELLS,
  type FromWorker,
  type Part,
  type PartsMessage,
  type RunDetails,
  type RunMessage,
  type Runtime,
  type RuntimeHost,
  type RuntimeModule,
  type ToWorker,
  type ValuesMessage,
  WORKER_MARK,
  type WireError,
  type WorkerMark,
} from './protocol.js';
export { type PlanOptions, guidedPlan, planChunks } from './plan.js';
export { type ChunkChoice, ChunkCutter } from './chunk-cutter.js';
export { type ChunkingState, type SizeReason, WorkRate, nextChunk } from './chunk-sizer.js';
export { buffersAmong, ownBuffer } from './transfer.js';
export { pack, packNumbers, sliceValues } from './values.js';
export { isClonable, notClonable } from './clonable.js';
export { encodeError } from './encode-error.js';
export { type TaskInfo, decodeError, reviveError, taskInfo } from './wire-error.js';
export { hasNodeModules, limitsMemory, runtimeName } from './runtime.js';
export { mergeEnvironment } from './environment.js';
export { step } from './scheduler.js';
export {
  type Command,
  type Piece,
  type Running,
  type SchedulerEvent,
  type SchedulerState,
  createState,
} from './scheduler-state.js';
export type { LossCause } from './rejections.js';
export { type DeadlineHost, Deadlines } from './deadlines.js';
export { IdleTimers } from './idle-timers.js';
export { WorkerExecutor } from './worker-executor.js';
export type { SpawnWorker, WorkerEvents, WorkerHandle, WorkerOptions } from './worker-handle.js';
export { type Processors, affinityFromStatus, processors, processorsNow, usable } from './processors.js';
export { ancestors, groupsFromText, parseCfs, parseCpuMax, quotaFromFiles } from './cgroup.js';
export { heapSize, residentSize } from './worker-memory.js';
