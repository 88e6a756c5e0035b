// A bare worker thread of latency.mjs, written as people write one: a module that imports its task.
import { workerData as port } from 'node:worker_threads';
import noop from '../noop-task.mjs';

port.on('message', (x) => port.postMessage(noop(x)));
