// What a serial share costs: a job of integer work, of which this thread does a share alone before the rest is mapped over two
// workers, beside Amdahl's law for that share. Interleaved rounds of one and two workers. Run `npm run build` first.
//
//   node bench/limits/serial-share.mjs [rounds] [--quick]
//
// Writes bench/results/limits-serial-share.json.
import { tasks } from 'nfold';
import { startSizes } from '../peers/copies.mjs';
import { stepsPerSecond } from '../peers/spin-rate.mjs';
import { spin } from '../peers/tasks.mjs';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 11, quick: 3 });
const WORKERS = 2;
const SECONDS = run.quick ? 0.05 : 0.2;
const TASKS = 100;
const shares = [0, 0.05, 0.2, 0.5];

const { spin: there, spins } = tasks(new URL('../peers/tasks.mjs', import.meta.url));
const steps = Math.round(SECONDS * stepsPerSecond());
const pools = startSizes([1, WORKERS]);

for (const share of shares) {
  const alone = Math.round(share * steps);
  const rest = Array.from({ length: TASKS }, () => Math.round((steps - alone) / TASKS));
  await run.sweep(
    {
      name: `${SECONDS * 1000} ms of work, ${100 * share} % of it serial`,
      run: async (workers) => [spin(alone), ...(await pools.get(workers).map(there, rest))],
      equal: (a, b) => (a.every((value, i) => value === b[i]) ? undefined : 'another value'),
      copies: pools.copies((pool) => pool.apply(spins, [[alone, ...rest]])),
    },
    { workers: [1, WORKERS], warmup: 2 },
  );
}
await pools.end();
run.write({ workers: WORKERS, shares });
