import { type Backend, WorkerExecutor } from '../../executor/index.js';
import { spawnThread } from './thread.js';

export { spawnThread };

/** Worker threads of this process (`node:worker_threads`): shared memory, fast to start, not isolated from `process.exit`. */
export const threads: Backend = {
  name: 'threads',
  sharesMemory: true,
  start: (options) =>
    new WorkerExecutor(options.workers, (worker, events) => spawnThread(worker, options, events), {
      sharesMemory: true,
      ...(options.life !== undefined && { life: options.life }),
    }),
};
