import { type Backend, WorkerExecutor } from '../../executor/index.js';
import { spawnProcess } from './process.js';

/**
 * Processes of their own (`node:child_process`): nothing a task does, not even a crash, running out of memory or
 * `kill -9`, touches this process. For native add-ons and code that is not trusted to behave. No memory is shared.
 */
export const processes: Backend = {
  name: 'processes',
  start: (options) =>
    new WorkerExecutor(
      options.workers,
      (worker, events) => spawnProcess(worker, options, events),
      options.life === undefined ? {} : { life: options.life },
    ),
};
