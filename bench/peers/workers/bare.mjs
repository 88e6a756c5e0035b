import { parentPort, workerData } from 'node:worker_threads';
import * as tasks from '../tasks.mjs';

const task = { ...tasks }[workerData.task];
const port = workerData.port ?? parentPort;
port.on('message', (x) => {
  const result = task(x);
  port.postMessage(result, workerData.transfer ? [result] : undefined);
});
