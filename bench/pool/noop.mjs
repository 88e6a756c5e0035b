// What dispatching a task costs: 100,000 tasks that do nothing, each with a promise of its own, on numbers and on small
// objects. nfold against other pools, Python's, and as many bare promises, which are the floor for any pool that gives each task
// one. (joblib has no handle for a task: it is given all at once.) Run `npm run build` first.
//
//   node bench/pool/noop.mjs [rounds] [--quick]
//
// Prints the time per task, as the median of interleaved rounds of one process, and writes bench/results/pool-noop.json.
import { startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { benchRun, ownSeconds, sameDigest } from '../support.mjs';

const WORKERS = 2;
const run = benchRun(import.meta.url, { rounds: 3, quick: 2 });
const TASKS = run.quick ? 10_000 : 100_000;

const peers = await startPools(WORKERS, run.log);
const python = startPythonPools(WORKERS, run.log);

let settle;
const executor = (resolve) => (settle = resolve);
const waiting = [];

/** No pool at all, only what every pool must pay for: a promise a task, created first and settled later. */
function promised(x) {
  const promise = new Promise(executor);
  if (waiting.push([settle, x]) === 1) setImmediate(() => waiting.splice(0).forEach(([go, y]) => go(y)));
  return promise;
}

const loads = {
  numbers: { items: Array.from({ length: TASKS }, (_, i) => i), aim: 40 },
  'small objects': {
    items: Array.from({ length: TASKS }, (_, i) => ({ id: i, name: 'item', weight: 0.5 })),
    aim: 10,
    objects: true,
  },
};

for (const [name, { items, aim, objects = false }] of Object.entries(loads)) {
  const all = (call) => async () => {
    const results = [];
    for (let i = 0; i < TASKS; i++) results.push(call(items[i]));
    return await Promise.all(results);
  };
  const values = (result) => (Array.isArray(result) && objects ? result.map(({ id }) => id) : result);
  await run.compare(
    `${TASKS} no-op tasks on ${name}, a promise each`,
    {
      nfold: all((x) => peers.nfold.call('noop', x)),
      ...peers.variants((pool) => all((x) => pool.call('noop', x))),
      ...python.variants({ job: 'each', n: TASKS, objects }),
      'bare promises': all(promised),
    },
    {
      items: TASKS,
      seconds: ownSeconds,
      equal: (a, b) => sameDigest(values(a), values(b)),
      aims: [{ ratio: ['piscina', 'nfold'], atLeast: aim }],
    },
  );
}
await Promise.all([peers.end(), python.end()]);
run.write({ tasks: TASKS, workers: WORKERS, versions: { ...peers.versions, ...python.versions } });
