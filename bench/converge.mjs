// The lecture's program (estimates from n = 0 … 9999 random points) on one worker against its plain JavaScript port and
// against NumPy, interleaved; then one worker against 2, 4, … up to twice the processors, beside what as many copies can do.
//   node bench/converge.mjs [rounds] [--quick]
// Writes bench/results/converge.json.
import { availableParallelism } from 'node:os';
import { Pool } from 'nfold';
import { describeSweep, sweep } from 'nfold/bench';
import { converge } from 'nfold/integrate';
import { numpyVersion, pythonPeer } from './peers/python.mjs';
import { benchRun } from './support.mjs';

const bench = benchRun(import.meta.url, { rounds: 7, quick: 2 });
const SAMPLES = bench.quick ? 2000 : 10_000;

/** The port that anybody would write: uniform draws into an array, its own sort, a loop. */
function plainPort() {
  const values = new Float64Array(SAMPLES);
  for (let n = 0; n < SAMPLES; n++) {
    const x = new Float64Array(n);
    for (let i = 0; i < n; i++) x[i] = Math.random();
    x.sort();
    let sum = 0;
    for (let k = 1; k < n; k++) sum += (x[k] - x[k - 1]) / (1 + x[k] * x[k]);
    values[n] = sum;
  }
  return values;
}

const run = (options) => converge('1/(1+x^2)', [0, 1], { samples: SAMPLES, seed: 1, ...options });

const numpy = numpyVersion();
const python = numpy === undefined ? undefined : pythonPeer('lecture_numpy.py', { args: [String(SAMPLES)] });
/** 1, 2, 4, … up to twice the processors: past them it should not become faster. */
const processors = availableParallelism();
const counts = [1];
while (counts.at(-1) < 2 * processors) counts.push(2 * counts.at(-1));
const pools = new Map(counts.map((workers) => [workers, new Pool({ workers })]));
const variants = {
  'nfold, 1 worker': () => run({ pool: pools.get(1) }),
  'nfold, this thread': () => run({}),
  'plain JavaScript port': plainPort,
  ...(python && {
    [`NumPy ${numpy}`]: () => python.ask('plain'),
    [`NumPy ${numpy}, in place`]: () => python.ask('generator'),
  }),
};
await bench.compare(`estimates from 0 … ${SAMPLES - 1} points`, variants);
await python?.end();

// Each copy is the whole job in a worker of its own.
const copies = async (n) => {
  await Promise.all(copyPools.slice(0, n).map((pool) => run({ pool })));
};
const copyPools = Array.from({ length: counts.at(-1) }, () => new Pool({ workers: 1 }));
const scaling = await sweep(
  { name: 'converge', run: (workers) => run({ pool: pools.get(workers) }), copies },
  { workers: counts, processors, repeats: 3 * bench.rounds, warmup: 3 },
);
bench.log('one worker against more');
for (const line of describeSweep(scaling)) bench.log(`  ${line}`);
await Promise.all([...pools.values(), ...copyPools].map((pool) => pool.close()));
bench.write({ samples: SAMPLES, numpy, scaling });
