// What a pool adds to bare worker threads: the warm round trip of one call against a ping-pong over an own MessageChannel,
// and the cold start to the first result against a bare Worker. Interleaved with piscina and tinypool; run
// `npm run build` first.
//
//   node bench/pool/latency.mjs [rounds]
//
// Prints medians and ratios to the bare thread of the same round; writes bench/results/pool-latency.json.
import { MessageChannel, Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import { Pool, tasks } from 'nfold';
import { writeResult } from '../support.mjs';

const rounds = Number(process.argv[2] ?? 15);
const TRIPS = 300;
const url = new URL('../noop-task.mjs', import.meta.url);
const noop = tasks(url).default;
const ECHO = `const { workerData: port } = require('node:worker_threads'); port.on('message', (x) => port.postMessage(x));`;

function bare() {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(ECHO, { eval: true, workerData: port2, transferList: [port2] });
  let settle;
  port1.on('message', (x) => settle(x));
  const run = (x) =>
    new Promise((resolve) => {
      settle = resolve;
      port1.postMessage(x);
    });
  return { run, end: () => (port1.close(), worker.terminate()) };
}
const threads = (Kind) => () => {
  const pool = new Kind({ filename: url.href, minThreads: 1, maxThreads: 1 });
  return { run: (x) => pool.run(x), end: () => pool.destroy() };
};
const variants = {
  bare,
  nfold: () => {
    const pool = new Pool(1);
    return { run: (x) => pool.apply(noop, [x]), end: () => pool.terminate() };
  },
  'nfold, source text': () => {
    const pool = new Pool(1);
    return { run: (x) => pool.apply((y) => y, [x]), end: () => pool.terminate() };
  },
  piscina: threads(Piscina),
  tinypool: threads(Tinypool),
};
const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Medians of many round trips, one of each variant at a time: how fast a sleeping thread wakes changes from moment to moment. */
async function trips(pools) {
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let i = 0; i < TRIPS; i++) {
    for (let k = 0; k < names.length; k++) {
      const name = names[(i + k) % names.length];
      const start = performance.now();
      await pools[name].run(i);
      times[name].push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}

async function coldStart(make) {
  const start = performance.now();
  const pool = make();
  await pool.run(1);
  const time = performance.now() - start;
  await pool.end();
  return time;
}

const names = Object.keys(variants);
const samples = { warm: {}, cold: {} };
for (const kind of ['warm', 'cold']) for (const name of names) samples[kind][name] = [];
const pools = Object.fromEntries(names.map((name) => [name, variants[name]()]));
for (let round = -1; round < rounds; round++) {
  const warm = await trips(pools);
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round + 1) % names.length];
    const cold = await coldStart(variants[name]);
    if (round < 0) continue;
    samples.warm[name].push(warm[name]);
    samples.cold[name].push(cold);
  }
}
await Promise.all(names.map((name) => pools[name].end()));

const result = {};
for (const kind of ['warm', 'cold']) {
  result[kind] = {};
  for (const name of names) {
    const ms = median(samples[kind][name]);
    const ratio = median(samples[kind][name].map((time, i) => time / samples[kind].bare[i]));
    result[kind][name] = { ms, ratioToBare: ratio, samples: samples[kind][name] };
    console.log(`${kind} ${name.padEnd(20)} ${ms.toFixed(3)} ms, ${ratio.toFixed(2)} of bare`);
  }
}
writeResult('pool-latency', { schema: 'nfold-bench/1', rounds, trips: TRIPS, ...result });
