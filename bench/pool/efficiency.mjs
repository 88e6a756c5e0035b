// How much of two processors a map gets: many small tasks, fewer large ones, and skewed ones, on two workers against one,
// beside what two processors of this machine can do (one and two copies of the whole job at once, each in one call).
// Interleaved rounds; run `npm run build` first.
//
//   node bench/pool/efficiency.mjs [rounds] [--quick]
//
// Prints for each load the speed-up, the measured capacity and the ratio of both, as median ± half of the interval;
// writes bench/results/pool-efficiency.json.
import { tasks } from 'nfold';
import { startSizes } from '../peers/copies.mjs';
import { stepsPerSecond } from '../peers/spin-rate.mjs';
import { benchRun } from '../support.mjs';

const { quick, log, sweep, write } = benchRun(import.meta.url, { rounds: 6, quick: 2 });
const WORKERS = 2;

const { spin, spins } = tasks(new URL('../peers/tasks.mjs', import.meta.url));
const rate = stepsPerSecond();
const pools = startSizes([1, WORKERS]);
const list = (count, seconds) => Array.from({ length: count }, (_, i) => Math.round(seconds(i) * rate));
/** A quick run does a twentieth of the tasks. */
const some = (count) => (quick ? count / 20 : count);
const loads = {
  '200 tasks of 10 ms': list(some(200), () => 0.01),
  '20,000 tasks of 0.1 ms': list(some(20_000), () => 1e-4),
  'task i of 2000 takes time as i squared, 1 s': list(some(2000), (i) => (1.5e-3 * i * i) / some(2000) ** 2),
  'one task in 50 of 2000 takes 100 times as long, 1 s': list(some(2000), (i) =>
    i % 50 === 31 ? 0.0168 : 1.68e-4,
  ),
};

const messages = {};
for (const [name, items] of Object.entries(loads)) {
  await sweep(
    {
      name,
      run: async (workers) => {
        const result = pools.get(workers).map(spin, items);
        const values = await result;
        if (workers === WORKERS) messages[name] = result.statistics.messages;
        return values;
      },
      equal: (a, b) => (a.every((value, i) => value === b[i]) ? undefined : 'another value'),
      copies: pools.copies((pool) => pool.apply(spins, [items])),
    },
    { workers: [1, WORKERS], warmup: 1 },
  );
  log(`  ${messages[name]} messages`);
}
await pools.end();
write({ workers: WORKERS, messages });
