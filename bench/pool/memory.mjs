// Memory of idle workers: the resident set of a process with 2 and with 8 workers that are ready (those of pools have done a
// call), against bare worker threads. Each sample is a process of its own; the variants take turns. Run `npm run build` first.
//
//   node bench/pool/memory.mjs [rounds] [--quick]
//
// Prints MB of the whole process and of each further worker; writes bench/results/pool-memory.json.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { benchRun } from '../support.mjs';

const COUNTS = [2, 8];
const ECHO = `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', (x) => parentPort.postMessage(x));
  parentPort.postMessage('ready');`;
const task = new URL('../peers/tasks.mjs', import.meta.url);

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

if (process.argv[2] === 'child') {
  const [, , , name, count] = process.argv;
  await variants[name](Number(count));
  globalThis.gc();
  console.log(process.memoryUsage.rss());
  process.exit();
}

const { rounds, log, write } = benchRun(import.meta.url, { rounds: 9, quick: 1 });
const names = Object.keys(variants);
const megabytes = (name, count) => {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), 'child', name, String(count)];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 2 ** 20;
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const samples = Object.fromEntries(
  COUNTS.map((count) => [count, Object.fromEntries(names.map((n) => [n, []]))]),
);
for (let round = 0; round < rounds; round++) {
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round) % names.length];
    for (const count of COUNTS) samples[count][name].push(megabytes(name, count));
  }
}

const [few, many] = COUNTS;
const result = {};
for (const name of names) {
  const ratios = {};
  for (const count of COUNTS) {
    const all = samples[count];
    ratios[count] = median(all[name].map((mb, i) => mb / all.bare[i]));
  }
  const perWorker = median(samples[many][name].map((mb, i) => (mb - samples[few][name][i]) / (many - few)));
  result[name] = { megabytesPerWorker: perWorker, ratioToBare: ratios };
  for (const count of COUNTS) {
    const mb = median(samples[count][name]);
    result[name][`megabytes${count}`] = { median: mb, samples: samples[count][name] };
    log(`${name.padEnd(14)} ${count} workers: ${mb.toFixed(1)} MB, ${ratios[count].toFixed(2)} of bare`);
  }
  log(`${name.padEnd(14)} each further worker: ${perWorker.toFixed(2)} MB`);
}
write({ workers: COUNTS, variants: result });
