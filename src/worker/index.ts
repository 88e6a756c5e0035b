export { CallContext, type TaskContext, type TaskStreams } from './context.js';
export type { Folded } from './reduce-task.js';
export {
  CONTROL,
  type KernelFailure,
  type NumericArray,
  type RunnerReport,
  type SharedJob,
  lowerLimit,
} from './typed-blocks.js';
export { FOLD_CHUNK, RUNTIME, RUN_COPIED, RUN_SHARED } from './entries.js';
