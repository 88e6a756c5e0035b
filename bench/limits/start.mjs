// What the start of workers costs a job: integer work of 5 ms to 1 s in this thread, by two workers that are there, and by two
// that start for it. Interleaved rounds. Run `npm run build` first.
//
//   node bench/limits/start.mjs [rounds] [--quick]
//
// Writes bench/results/limits-start.json.
import { Pool, tasks } from 'nfold';
import { stepsPerSecond } from '../peers/spin-rate.mjs';
import { spin } from '../peers/tasks.mjs';
import { benchRun } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 15, quick: 3 });
const WORKERS = 2;
const TASKS = 100;
const { spin: there } = tasks(new URL('../peers/tasks.mjs', import.meta.url));
const rate = stepsPerSecond();
const pool = new Pool(WORKERS);

let started;
for (const seconds of run.quick ? [0.005, 0.05] : [0.005, 0.05, 0.2, 1]) {
  const work = Array.from({ length: TASKS }, () => Math.round((seconds * rate) / TASKS));
  await run.sweep(
    {
      name: `${seconds * 1000} ms of work`,
      run: (workers) => (workers === 0 ? work.map((steps) => spin(steps)) : pool.map(there, work)),
      cold: () => (started = new Pool(WORKERS)).map(there, work),
      cool: () => started?.terminate(),
      equal: (a, b) => (a.every((value, i) => value === b[i]) ? undefined : 'another value'),
    },
    { workers: [0, WORKERS], warmup: 2 },
  );
}
await Promise.all([pool.terminate(), started?.terminate()]);
run.write({ workers: WORKERS });
