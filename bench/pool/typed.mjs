// A map of a million numbers: `map` of a plain array, `mapTyped` with its memory in every form, this thread alone, and by
// hand in two chunks with piscina and tinypool. In interleaved rounds of one process; run `npm run build` first.
// (workerpool and poolifier are not installed here, and not compared.)
//
//   node bench/pool/typed.mjs [rounds]
//
// Prints milliseconds as median (smallest - largest); writes bench/results/pool-typed.json.
import { Piscina } from 'piscina';
import { Tinypool } from 'tinypool';
import { Pool } from 'nfold';
import { writeResult } from '../support.mjs';

const rounds = Number(process.argv[2] ?? 9);
const WORKERS = 2;
const ITEMS = 1_000_000;
const list = Array.from({ length: ITEMS }, (_, i) => i);
const floats = Float64Array.from(list);
const inShared = (array) => {
  const copy = new Float64Array(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
};
const shared = inShared(floats);
const out = inShared(floats);
const large = new Float64Array(10 * ITEMS).fill(3);
const largeShared = inShared(large);
const largeOut = inShared(large);
const square = (x) => x * x;

const nfold = new Pool(WORKERS);
const filename = new URL('./square-task.mjs', import.meta.url).href;
const piscina = new Piscina({ filename, minThreads: WORKERS, maxThreads: WORKERS });
const tinypool = new Tinypool({ filename, minThreads: WORKERS, maxThreads: WORKERS });
const halves = (run) =>
  Promise.all([run(list.slice(0, ITEMS / 2)), run(list.slice(ITEMS / 2))]).then(([a, b]) => a.concat(b));

const variants = {
  'this thread, plain array': () => list.map(square),
  'map, plain array': () => nfold.map(square, list),
  'piscina, plain array in two halves': () => halves((half) => piscina.run(half)),
  'tinypool, plain array in two halves': () => halves((half) => tinypool.run(half)),
  'this thread, Float64Array': () => floats.map(square),
  'mapTyped, Float64Array': () => nfold.mapTyped(square, floats),
  'mapTyped, shared in, shared out': () => nfold.mapTyped(square, shared, { out }),
  'mapTyped of 1e7, Float64Array': () => nfold.mapTyped(square, large),
  'mapTyped of 1e7, shared in, shared out': () => nfold.mapTyped(square, largeShared, { out: largeOut }),
};

const times = Object.fromEntries(Object.keys(variants).map((name) => [name, []]));
const names = Object.keys(variants);
for (let round = -2; round < rounds; round++) {
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round + 2) % names.length];
    const start = performance.now();
    const result = await variants[name]();
    const time = performance.now() - start;
    if (result[999] !== (name.includes('1e7') ? 9 : 999 * 999)) throw new Error(`${name} is wrong`);
    if (round >= 0) times[name].push(time);
  }
}
await Promise.all([nfold.terminate(), piscina.destroy(), tinypool.destroy()]);

const milliseconds = {};
for (const [name, samples] of Object.entries(times)) {
  const sorted = samples.toSorted((a, b) => a - b);
  const [median, min, max] = [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)];
  milliseconds[name] = { median, min, max, samples };
  console.log(`${name.padEnd(40)} ${median.toFixed(1)} (${min.toFixed(1)} - ${max.toFixed(1)}) ms`);
}
writeResult('pool-typed', { schema: 'nfold-bench/1', items: ITEMS, workers: WORKERS, rounds, milliseconds });
