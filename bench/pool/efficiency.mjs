// How much of two processors a map gets: many small tasks, fewer large ones, and skewed ones, on two workers against one,
// beside what two processors of this machine can do (one and two copies of the whole job at once, each in one call).
// Interleaved rounds; run `npm run build` first.
//
//   node bench/pool/efficiency.mjs [rounds] [--quick]
//
// Prints for each load the speed-up, the measured capacity and the ratio of both, as median ± half of the interval;
// writes bench/results/pool-efficiency.json.
import { Pool } from 'nfold';
import { describeSweep, sweep } from 'nfold/bench';
import { benchRun } from '../support.mjs';

const { rounds, quick, log, write } = benchRun(import.meta.url, { rounds: 7, quick: 1 });
const WORKERS = 2;

/** Integer work, about `units` times a fixed amount; does the whole list when it is given one, as a copy does. */
function work(item) {
  const spin = (units) => {
    let x = units | 1;
    for (let i = 0; i < units * 1000; i++) x = (Math.imul(x, 1664525) + 1013904223) | 0;
    return x;
  };
  if (typeof item === 'number') return spin(item);
  let sum = 0;
  for (const units of item) sum += spin(units);
  return sum;
}

/** Seconds that one unit takes here, the smallest of some measurements. */
async function secondsPerUnit(pool) {
  let best = Infinity;
  for (let i = 0; i < 7; i++) {
    const start = performance.now();
    await pool.apply(work, [5000]);
    best = Math.min(best, (performance.now() - start) / 1000 / 5000);
  }
  return best;
}

const pools = new Map([1, WORKERS].map((workers) => [workers, new Pool(workers)]));
const copyPools = Array.from({ length: WORKERS }, () => new Pool(1));
const unit = await secondsPerUnit(pools.get(1));
const list = (count, seconds) => Array.from({ length: count }, (_, i) => seconds(i) / unit);
/** A quick run does a tenth of the tasks. */
const some = (count) => (quick ? count / 10 : count);
const loads = {
  '200 tasks of 10 ms': list(some(200), () => 0.01),
  '20,000 tasks of 0.1 ms': list(some(20_000), () => 1e-4),
  'task i of 2000 takes time as i squared, 1 s': list(some(2000), (i) => (1.5e-3 * i * i) / some(2000) ** 2),
  'one task in 50 of 2000 takes 100 times as long, 1 s': list(some(2000), (i) =>
    i % 50 === 31 ? 0.0168 : 1.68e-4,
  ),
};

const results = {};
for (const [name, items] of Object.entries(loads)) {
  let messages = 0;
  const scaling = await sweep(
    {
      name,
      run: async (workers) => {
        const result = pools.get(workers).map(work, items);
        const values = await result;
        if (workers === WORKERS) messages = result.statistics.messages;
        return values;
      },
      equal: (a, b) => (a.every((value, i) => value === b[i]) ? undefined : 'another value'),
      copies: (n) => Promise.all(copyPools.slice(0, n).map((pool) => pool.apply(work, [items]))),
    },
    { workers: [1, WORKERS], repeats: rounds, warmup: 1 },
  );
  results[name] = { messages, scaling };
  log(name);
  for (const line of describeSweep(scaling)) log(`  ${line}`);
  log(`  ${messages} messages`);
}
await Promise.all([...pools.values(), ...copyPools].map((pool) => pool.close()));
write({ workers: WORKERS, loads: results });
