// The lab's model, y = alpha + x1 + 2*x2 + x3/2 + eps with five normals: nfold with its whole summary, as text and as a function,
// beside NumPy in blocks of 100,000, plain JavaScript and C -O3, which sum y and its squares alone; one worker and two, cold and
// warm, and what two processors of this machine can do. Run `npm run build` first.
//
//   node bench/simulate.mjs [rounds] [--quick]
//
// Draws: 1e5, 1e7 and 1e8; 1e5 and 1e6 with --quick. Writes bench/results/simulate.json.
import { Pool } from 'nfold';
import { normal, simulate } from 'nfold/simulate';
import { compiledPeer } from './peers/compiled.mjs';
import { startSizes } from './peers/copies.mjs';
import { startPython } from './peers/python.mjs';
import { simulatePlain } from './peers/simulate-plain.mjs';
import { benchRun } from './support.mjs';

const WORKERS = 2;
const C_BLOCK = 100_000;
const run = benchRun(import.meta.url, { rounds: 5, quick: 3 });
const draws = {
  alpha: normal(15, 2),
  x1: normal(3, 5),
  x2: normal(10, 1),
  x3: normal(8, 8),
  eps: normal(0, 1),
};
const text = 'y = alpha + x1 + 2*x2 + x3/2 + eps';
const written = ({ alpha, x1, x2, x3, eps }) => ({ y: alpha + x1 + 2 * x2 + x3 / 2 + eps });

const lab = (n, pool, model = text) => simulate({ draws, model, n, seed: 1, pool });
const timed = (work) => async () => {
  const start = performance.now();
  const { outputs } = await work();
  return { seconds: (performance.now() - start) / 1000, mean: outputs.y.mean };
};
const asked = (seconds) => async () => ({ seconds: Number(await seconds()) });

const numpy = startPython('simulate_numpy.py', run.log);
const numpyAt = numpy?.versions.numpy;
const c = compiledPeer(run.log);
const pools = startSizes([1, WORKERS]);

function variants(n) {
  return {
    'nfold, this thread': timed(() => lab(n)),
    'nfold, 1 worker': timed(() => lab(n, pools.get(1))),
    'nfold, 2 workers': timed(() => lab(n, pools.get(WORKERS))),
    'nfold, 2 workers, cold': timed(async () => {
      const pool = new Pool({ workers: WORKERS });
      const result = await lab(n, pool);
      await pool.close();
      return result;
    }),
    'nfold, a function, this thread': timed(() => lab(n, undefined, written)),
    'plain JavaScript': timed(async () => ({ outputs: { y: simulatePlain(n) } })),
    ...(c && { 'C -O3': asked(() => c.seconds('model', n / C_BLOCK, C_BLOCK)) }),
    ...(numpy && {
      [`NumPy ${numpyAt}`]: asked(() => numpy.ask(`${n},1`)),
      [`NumPy ${numpyAt}, 2 threads`]: asked(() => numpy.ask(`${n},2`)),
    }),
  };
}

/** The bits of nfold's results agree; those of others are near 42, or they have checked that themselves. */
function equal(expected, actual) {
  if (actual.mean === undefined || Math.abs(actual.mean - 42) < 1) return undefined;
  return `a mean of ${actual.mean}, not of ${expected.mean}`;
}

for (const n of run.quick ? [1e5, 1e6] : [1e5, 1e7, 1e8]) {
  const aims = [
    ...(n >= 1e7 ? [{ seconds: 'nfold, 1 worker', atMost: 16e-9 * n }] : []),
    ...(n === 1e5 ? [{ ratio: ['nfold, this thread', 'nfold, 2 workers'], atLeast: 1.5 }] : []),
  ];
  await run.compare(`${n} draws`, variants(n), {
    warmup: n > 1e6 ? 1 : 5,
    items: n,
    seconds: ({ seconds }) => seconds,
    equal,
    aims,
  });
  if (n > 1e7) continue;
  await run.sweep(
    {
      name: `${n} draws`,
      run: (workers) => lab(n, pools.get(workers)),
      copies: pools.copies((pool) => lab(n, pool)),
    },
    { workers: [1, WORKERS], warmup: 3 },
  );
}
await pools.end();
await numpy?.end();
c?.end();
run.write({ model: text, versions: numpy?.versions });
