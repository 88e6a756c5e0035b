// What other programs cost: integer work by one and by two workers, beside none, one and two programs that want a processor all
// the time. Interleaved rounds; the others rest while they are not wanted. Run `npm run build` first.
//
//   node bench/limits/neighbours.mjs [rounds] [--quick]
//
// Writes bench/results/limits-neighbours.json.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { tasks } from 'nfold';
import { startSizes } from '../peers/copies.mjs';
import { stepsPerSecond } from '../peers/spin-rate.mjs';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 11, quick: 3 });
const WORKERS = [1, 2];
const NEIGHBOURS = [0, 1, 2];
const SECONDS = run.quick ? 0.05 : 0.5;
const TASKS = 100;

const { spin: there } = tasks(new URL('../peers/tasks.mjs', import.meta.url));
const work = Array.from({ length: TASKS }, () => Math.round((SECONDS * stepsPerSecond()) / TASKS));
const pools = startSizes(WORKERS);
const program = fileURLToPath(new URL('../peers/neighbour.mjs', import.meta.url));
const others = Array.from({ length: Math.max(...NEIGHBOURS) }, () => fork(program));

/** So many of the others compute from now on. */
const busy = (count) =>
  Promise.all(
    others.map(async (child, i) => {
      const understood = once(child, 'message');
      child.send(i < count);
      await understood;
    }),
  );

const variants = {};
for (const neighbours of NEIGHBOURS) {
  for (const workers of WORKERS) {
    const name = `${workers} ${workers === 1 ? 'worker' : 'workers'}, ${neighbours} other ${neighbours === 1 ? 'program' : 'programs'}`;
    variants[name] = {
      prepare: () => busy(neighbours),
      run: () => pools.get(workers).map(there, work),
    };
  }
}
await run.compare(`${SECONDS} s of work`, variants, { warmup: 1 });
for (const child of others) child.disconnect();
await pools.end();
run.write();
