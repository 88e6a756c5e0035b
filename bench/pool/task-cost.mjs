// What a task costs besides its work, and from which duration of a task and which number of tasks on two workers pay.
//   node bench/pool/task-cost.mjs [rounds] [--quick]
// Writes bench/results/pool-task-cost.json.
import { Pool } from 'nfold';
import { crossover, describeCrossover, taskCost, taskCostFindings } from 'nfold/bench';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 31, quick: 7 });
const WORKERS = 2;

/** A task of two or three microseconds. */
function work(steps) {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.sqrt(i);
  return sum;
}
const tasks = (n) => Array.from({ length: n }, () => 1000);

const pool = new Pool({ workers: WORKERS });
run.log('a task that does nothing');
const cost = await taskCost(pool, { rounds: run.rounds });
for (const line of taskCostFindings(cost)) run.log(`  ${line}`);
for (const warning of cost.comparison.warnings) run.log(`  warning: ${warning}`);

let cold;
const found = await crossover(
  {
    serial: (n) => tasks(n).map(work),
    warm: (n) => pool.map(work, tasks(n)),
    cold: (n) => (cold = new Pool({ workers: WORKERS })).map(work, tasks(n)),
    cool: () => cold?.terminate(),
  },
  { sizes: { from: 100, to: 10_000 }, rounds: run.rounds },
);
run.log('\ntasks of microseconds by map');
for (const line of describeCrossover(found, { workers: WORKERS, unit: 'tasks' })) run.log(`  ${line}`);
await Promise.all([pool.terminate(), cold?.terminate()]);
run.write({ cost, found });
