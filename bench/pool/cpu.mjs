// Work that takes processor time: 200 tasks of 10 ms and 20,000 of 0.1 ms, on two workers. nfold's `map` against other pools with
// a call for each task, Python's pools with as many milliseconds of Python, this thread alone, and two bare workers with half of
// the tasks each and one message: what two processors of this machine can do at best. Run `npm run build` first.
//
//   node bench/pool/cpu.mjs [rounds] [--quick]
//
// Prints medians of interleaved rounds, then each pool's speed-up over its own language in one thread, and its share of the
// capacity that the bare workers measure; writes bench/results/pool-cpu.json.
import { formatPercent, formatRatio, formatTable, pairedRatio } from 'nfold/bench';
import { bareWorker } from '../peers/bare.mjs';
import { startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { stepsPerSecond } from '../peers/spin-rate.mjs';
import { spin } from '../peers/tasks.mjs';
import { benchRun, ownSeconds } from '../support.mjs';

const WORKERS = 2;
const run = benchRun(import.meta.url, { rounds: 4, quick: 2 });
const loads = [
  { tasks: run.quick ? 20 : 200, seconds: 0.01, aim: 0.9 },
  { tasks: run.quick ? 2000 : 20_000, seconds: 0.0001, aim: 0.95 },
];
const peers = await startPools(WORKERS, run.log);
const python = startPythonPools(WORKERS, run.log);
const bare = Array.from({ length: WORKERS }, () => bareWorker('spins'));

const stepsASecond = stepsPerSecond();
const shares = [];
for (const { tasks, seconds, aim } of loads) {
  const steps = Math.round(stepsASecond * seconds);
  const work = Array.from({ length: tasks }, () => steps);
  const expected = spin(steps);
  for (const { ask } of python.pools.values()) await ask({ job: 'steps', seconds });
  const right = (result) =>
    Array.isArray(result) ? result.filter((x) => x === expected).length : result.result;
  const halves = [work.slice(0, tasks / 2), work.slice(tasks / 2)];
  const comparison = await run.compare(
    `${tasks} tasks of ${seconds * 1000} ms on ${WORKERS} workers`,
    {
      nfold: () => peers.nfold.map('spin', work),
      ...peers.variants((pool) => () => pool.map('spin', work)),
      ...python.variants({ job: 'spin', n: tasks }),
      'two bare workers': async () =>
        (await Promise.all(bare.map((worker, i) => worker.call(halves[i])))).flat(),
      'this thread': () => work.map((x) => spin(x)),
      ...(python.pools.size > 0 && {
        'one Python': () => python.pools.get('multiprocessing').ask({ job: 'spin', n: tasks, serial: true }),
      }),
    },
    {
      seconds: ownSeconds,
      equal: (a, b) =>
        right(a) === tasks && right(b) === tasks ? undefined : `${right(b)} of ${tasks} are right`,
      aims: [{ ratio: ['two bare workers', 'nfold'], atLeast: aim }],
    },
  );
  shares.push({ tasks, seconds, pools: speedups(comparison) });
}
await Promise.all([...bare.map((worker) => worker.end()), peers.end(), python.end()]);
run.write({ workers: WORKERS, versions: { ...peers.versions, ...python.versions }, shares });

/** Speed-up over one thread of the same language, and what that is of the capacity, by pool and round. */
function speedups({ measurements }) {
  const times = Object.fromEntries(measurements.map(({ name, seconds }) => [name, seconds]));
  const capacity = pairedRatio(times['this thread'], times['two bare workers']);
  const pools = Object.keys(times).filter((name) => !['this thread', 'one Python'].includes(name));
  const rows = pools.map((name) => {
    const serial = python.pools.has(name) ? 'one Python' : 'this thread';
    const speedup = pairedRatio(times[serial], times[name]);
    return { name, speedup, ofCapacity: pairedRatio(speedup.perRound, capacity.perRound) };
  });
  const columns = ['variant', 'speed-up', 'efficiency', 'of capacity'];
  const cells = rows.map(({ name, speedup, ofCapacity }) => [
    name,
    formatRatio(speedup),
    formatPercent(speedup.value / WORKERS),
    formatPercent(ofCapacity.value),
  ]);
  for (const line of formatTable({ columns, rows: cells })) run.log(`  ${line}`);
  return rows;
}
