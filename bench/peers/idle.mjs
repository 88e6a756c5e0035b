// A process with so many idle workers: `node --expose-gc idle.mjs NAME COUNT`. Those of pools have done a call. Prints the resident
// set in bytes, with nothing loaded but that pool.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const ECHO = `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (x) => parentPort.postMessage(x));
  parentPort.postMessage('ready');`;
const task = new URL('tasks.mjs', import.meta.url);

/** Starts a number of workers. */
const variants = {
  async bare(count) {
    const workers = Array.from({ length: count }, () => new Worker(ECHO, { eval: true }));
    await Promise.all(workers.map((worker) => once(worker, 'message')));
  },
  async nfold(count) {
    const { Pool } = await import('nfold/pool');
    await new Pool(count).broadcast((x) => x, [1]);
  },
  async 'nfold, module'(count) {
    const { Pool, tasks } = await import('nfold/pool');
    await new Pool(count).broadcast(tasks(task).noop, [1]);
  },
  async piscina(count) {
    const { Piscina } = await import('piscina');
    await calls(new Piscina({ filename: task.href, minThreads: count, maxThreads: count }), count);
  },
  async tinypool(count) {
    const { Tinypool } = await import('tinypool');
    await calls(new Tinypool({ filename: task.href, minThreads: count, maxThreads: count }), count);
  },
};
const calls = (pool, count) =>
  Promise.all(Array.from({ length: 4 * count }, (_, i) => pool.run(i, { name: 'noop' })));

const [, , name, count] = process.argv;
await variants[name](Number(count));
globalThis.gc();
process.stdout.write(String(process.memoryUsage.rss()), () => process.exit());
