// The lecture's program (estimates from n = 0 … 9999 random points) on one worker against its plain JavaScript port and
// against NumPy, interleaved; then one worker against 2, 4, … up to twice the processors, beside what as many copies can do.
//   node bench/converge.mjs [rounds] [--quick]
// Writes bench/results/converge.json.
import { availableParallelism } from 'node:os';
import { converge } from 'nfold/integrate';
import { startSizes } from './peers/copies.mjs';
import { startPython } from './peers/python.mjs';
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

const python = startPython('lecture_numpy.py', bench.log, { args: [String(SAMPLES)] });
const numpy = python?.versions.numpy;
/** 1, 2, 4, … up to twice the processors: past them it should not become faster. */
const processors = availableParallelism();
const counts = [1];
while (counts.at(-1) < 2 * processors) counts.push(2 * counts.at(-1));
const pools = startSizes(counts);
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

await bench.sweep(
  {
    name: 'converge',
    run: (workers) => run({ pool: pools.get(workers) }),
    copies: pools.copies((pool) => run({ pool })),
  },
  { workers: counts, repeats: 3 * bench.rounds, warmup: 3 },
);
await pools.end();
bench.write({ samples: SAMPLES, versions: python?.versions });
