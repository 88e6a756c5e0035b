// The first code that runs in a worker thread. It awaits nothing at its top level: Node.js 20 aborts the whole process
// when a thread is ended within the evaluation of a module that does.
import { workerData } from 'node:worker_threads';
import type { RuntimeModule, ToWorker, WorkerMark } from '../../executor/index.js';
import { WORKER_MARK } from '../../executor/protocol.js';
import type { ThreadData } from './thread.js';

async function start({ port, runtime: url, worker, workers, cells, measured }: ThreadData): Promise<void> {
  const mark: WorkerMark = { workers, warn: (text) => port.postMessage({ type: 'warning', text }) };
  Object.defineProperty(globalThis, WORKER_MARK, { value: mark });
  const { createRuntime } = (await import(url)) as RuntimeModule;
  const runtime = createRuntime({
    worker,
    cells,
    ...(measured && { memory: (await import('../../executor/worker-memory.js')).heapSize }),
    send: (message, transfer) =>
      transfer === undefined ? port.postMessage(message) : port.postMessage(message, transfer),
  });
  port.on('message', (message: ToWorker) => runtime.receive(message));
  // process.exit() and uncaught errors end here: what has been computed is not lost with the thread.
  process.on('exit', () => runtime.flush());
  port.postMessage('ready');
}

void start(workerData as ThreadData);
