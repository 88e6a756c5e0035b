// A map of 1,000,000 numbers in a plain array, `x => x * x`: nfold with default options, this thread, other pools with the list
// cut by hand into one part a worker, and Python's pools with their own map and cut by hand. Run `npm run build` first.
//
//   node bench/pool/map.mjs [rounds] [--quick]
//
// Prints medians of interleaved rounds; writes bench/results/pool-map.json.
import { inParts, startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { benchRun, ownSeconds, sameDigest } from '../support.mjs';

const WORKERS = 2;
const run = benchRun(import.meta.url, { rounds: 11, quick: 3 });
const ITEMS = run.quick ? 100_000 : 1_000_000;
const list = Array.from({ length: ITEMS }, (_, i) => i);

const peers = await startPools(WORKERS, run.log);
const python = startPythonPools(WORKERS, run.log);
await run.compare(
  `x * x of ${ITEMS} numbers in a plain array`,
  {
    nfold: () => peers.nfold.map('square', list),
    'this thread': () => list.map((x) => x * x),
    ...peers.variants((pool) => () => inParts(pool, WORKERS, 'squares', list), ', by hand'),
    ...python.variants({ job: 'map', n: ITEMS }),
    ...python.variants({ job: 'parts', n: ITEMS }, ', by hand'),
  },
  {
    seconds: ownSeconds,
    equal: sameDigest,
    aims: run.quick
      ? []
      : [
          { seconds: 'nfold', atMost: 0.1 },
          { ratio: ['multiprocessing', 'nfold'], atLeast: 1.25 },
        ],
  },
);
await Promise.all([peers.end(), python.end()]);
run.write({ items: ITEMS, workers: WORKERS, versions: { ...peers.versions, ...python.versions } });
