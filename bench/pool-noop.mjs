// 100,000 tasks that do nothing, each with a promise of its own: what dispatching a task costs.
// nfold against piscina and tinypool, and against as many bare promises (the floor), in interleaved rounds of one
// process. Run `npm run build` first.
//
//   node bench/pool-noop.mjs [rounds]
//
// Prints the time per task and the ratio to nfold of the same round, as median (smallest - largest), and writes
// bench/results/pool-noop.json.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus, release } from 'node:os';
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import { Pool, processors } from 'nfold';

const TASKS = 100_000;
const WORKERS = 2;
const rounds = Number(process.argv[2] ?? 9);

const filename = new URL('./noop-task.mjs', import.meta.url).href;
const nfold = new Pool(WORKERS);
const piscina = new Piscina({ filename, minThreads: WORKERS, maxThreads: WORKERS });
const tinypool = new Tinypool({ filename, minThreads: WORKERS, maxThreads: WORKERS });
const noop = (x) => x;
let settle;
const executor = (resolve) => (settle = resolve);
const pools = {
  // No pool at all, only what every pool must pay for: a promise a task, created first and settled later.
  promises: (i) => {
    const promise = new Promise(executor);
    settleLater(settle, i);
    return promise;
  },
  nfold: (i) => nfold.applyAsync(noop, [i]),
  piscina: (i) => piscina.run(i),
  tinypool: (i) => tinypool.run(i),
};

const waiting = [];
function settleLater(resolve, value) {
  if (waiting.push([resolve, value]) === 1) setImmediate(() => waiting.splice(0).forEach(([go, v]) => go(v)));
}

/** Microseconds a task; every result is checked. */
async function measure(run) {
  const start = performance.now();
  const results = [];
  for (let i = 0; i < TASKS; i++) results.push(run(i));
  const values = await Promise.all(results);
  const seconds = (performance.now() - start) / 1000;
  if (values.some((value, i) => value !== i)) throw new Error('a pool returned wrong results');
  return (seconds / TASKS) * 1e6;
}

function summary(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1), samples };
}

const names = Object.keys(pools);
const times = Object.fromEntries(names.map((name) => [name, []]));
for (let round = -1; round < rounds; round++) {
  // Each round in another order, so that no pool always runs on what another left behind; the first one warms up.
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round + 1) % names.length];
    const time = await measure(pools[name]);
    if (round >= 0) times[name].push(time);
  }
}
await Promise.all([nfold.terminate(), piscina.destroy(), tinypool.destroy()]);

const microseconds = Object.fromEntries(names.map((name) => [name, summary(times[name])]));
const ratios = Object.fromEntries(
  names
    .filter((name) => name !== 'nfold')
    .map((name) => [name, summary(times[name].map((time, i) => time / times.nfold[i]))]),
);
const show = ({ median, min, max }, digits) =>
  `${median.toFixed(digits)} (${min.toFixed(digits)} - ${max.toFixed(digits)})`;
for (const name of names) console.log(`${name.padEnd(10)} ${show(microseconds[name], 2)} us a task`);
for (const [name, ratio] of Object.entries(ratios)) console.log(`${name} / nfold: ${show(ratio, 2)}`);

const require = createRequire(import.meta.url);
const versions = Object.fromEntries(
  ['piscina', 'tinypool'].map((name) => [name, JSON.parse(readFileSync(packageFile(name), 'utf8')).version]),
);
function packageFile(name) {
  return require.resolve
    .paths(name)
    .map((folder) => `${folder}/${name}/package.json`)
    .find(exists);
}
function exists(path) {
  try {
    readFileSync(path);
    return true;
  } catch {
    return false;
  }
}
const result = {
  schema: 'nfold-bench/1',
  bench: 'pool-noop',
  date: new Date().toISOString(),
  machine: {
    node: process.version,
    os: `${process.platform} ${release()}`,
    cpu: cpus()[0].model,
    ...(await processors()),
  },
  versions,
  tasks: TASKS,
  workers: WORKERS,
  rounds,
  microsecondsPerTask: microseconds,
  ratioToNfold: ratios,
};
mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
writeFileSync(new URL('./results/pool-noop.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
