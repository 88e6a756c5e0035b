import { NfoldError } from '../../core/index.js';
import { type Backend, type BackendOptions, WorkerExecutor } from '../../executor/index.js';
import { spawnWebWorker } from './web-worker.js';

/**
 * Workers of a web page (`Worker` of the HTML standard), which stand in for threads there. Memory is shared where the page
 * is cross-origin isolated; elsewhere it is copied, and a worker tells by message which call it runs.
 */
export const webWorkers: Backend = {
  name: 'threads',
  sharesMemory: typeof SharedArrayBuffer !== 'undefined',
  start: (options) => {
    refuseWhatPagesLack(options);
    return new WorkerExecutor(options.workers, (worker, events) => spawnWebWorker(worker, options, events), {
      sharesMemory: typeof SharedArrayBuffer !== 'undefined',
      ...(options.life !== undefined && { life: options.life }),
    });
  },
};

function refuseWhatPagesLack({ env, life }: BackendOptions): void {
  const option =
    env !== undefined ? 'env' : life?.maxMemoryPerWorkerMb !== undefined ? 'maxMemoryPerWorkerMb' : undefined;
  if (option === undefined) return;
  throw new NfoldError(
    'ERR_UNSUPPORTED',
    `${option} would have no effect on the workers of a page; leave it out`,
    { option },
  );
}
