// What a pool adds to bare worker threads: the warm round trip of one call against a ping-pong over an own MessageChannel,
// and the cold start to the first result against a bare Worker. Interleaved with piscina and tinypool; run
// `npm run build` first.
//
// There are three bare threads: `bare` is the least that a thread can be, a text of CommonJS that sends numbers back; `bare,
// module` is a file that imports its task, as nfold's workers and everybody's modules do; `bare, messages` sends back
// what nfold's message of a call looks like. `work` is the processor time of a cold start, all threads together: on a busy
// machine it tells more than the clock.
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

function bare(source, options, wrap = (x) => x) {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(source, { workerData: port2, transferList: [port2], ...options });
  let settle;
  port1.on('message', (x) => settle(x));
  const run = (x) =>
    new Promise((resolve) => {
      settle = resolve;
      port1.postMessage(wrap(x));
    });
  return { run, end: () => (port1.close(), worker.terminate()) };
}
const threads = (Kind) => () => {
  const pool = new Kind({ filename: url.href, minThreads: 1, maxThreads: 1 });
  return { run: (x) => pool.run(x), end: () => pool.destroy() };
};
const variants = {
  bare: () => bare(ECHO, { eval: true }),
  'bare, module': () => bare(new URL('./echo-worker.mjs', import.meta.url)),
  'bare, messages': () => bare(ECHO, { eval: true }, (x) => [x, 1, x, 1, 123456789, [x]]),
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
  const before = process.cpuUsage();
  const start = performance.now();
  const pool = make();
  await pool.run(1);
  const cold = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  await pool.end();
  return { cold, work: (user + system) / 1000 };
}

const names = Object.keys(variants);
const KINDS = ['warm', 'cold', 'work'];
const samples = Object.fromEntries(KINDS.map((kind) => [kind, {}]));
for (const kind of KINDS) for (const name of names) samples[kind][name] = [];
const pools = Object.fromEntries(names.map((name) => [name, variants[name]()]));
for (let round = -1; round < rounds; round++) {
  const warm = await trips(pools);
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round + 1) % names.length];
    const { cold, work } = await coldStart(variants[name]);
    if (round < 0) continue;
    samples.warm[name].push(warm[name]);
    samples.cold[name].push(cold);
    samples.work[name].push(work);
  }
}
await Promise.all(names.map((name) => pools[name].end()));

const result = {};
for (const kind of KINDS) {
  result[kind] = {};
  for (const name of names) {
    const ms = median(samples[kind][name]);
    const ratioTo = (other) => median(samples[kind][name].map((time, i) => time / samples[kind][other][i]));
    const [ratio, ratioToModule] = [ratioTo('bare'), ratioTo('bare, module')];
    result[kind][name] = { ms, ratioToBare: ratio, ratioToModule, samples: samples[kind][name] };
    console.log(
      `${kind} ${name.padEnd(20)} ${ms.toFixed(3)} ms, ${ratio.toFixed(2)} of bare, ${ratioToModule.toFixed(2)} of a bare module`,
    );
  }
}
writeResult('pool-latency', { schema: 'nfold-bench/1', rounds, trips: TRIPS, ...result });
