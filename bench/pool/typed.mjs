// A map of 1,000,000 and of 10,000,000 numbers in a Float64Array, `x => x * x`: `mapTyped` with its memory in every form, this
// thread alone, other pools by hand with one part a worker (copied, or over shared memory), and NumPy, alone and in Python's
// pools. Run `npm run build` first.
//
//   node bench/pool/typed.mjs [rounds] [--quick]
//
// Prints medians of interleaved rounds; writes bench/results/pool-typed.json.
import { Pool } from 'nfold';
import { startPools } from '../peers/pools.mjs';
import { startPythonPools } from '../peers/python-pools.mjs';
import { benchRun, ownSeconds, sameDigest } from '../support.mjs';

const WORKERS = 2;
const run = benchRun(import.meta.url, { rounds: 7, quick: 3 });
const nfold = new Pool(WORKERS);
const peers = await startPools(WORKERS, run.log);
const python = startPythonPools(WORKERS, run.log, ['numpy']);
const square = (x) => x * x;

const sharedFloats = (length) => new Float64Array(new SharedArrayBuffer(8 * length));

function byLoop(input) {
  const output = new Float64Array(input.length);
  for (let i = 0; i < input.length; i++) output[i] = input[i] * input[i];
  return output;
}

const parts = (length) =>
  Array.from({ length: WORKERS }, (_, i) => [
    Math.floor((i * length) / WORKERS),
    Math.floor(((i + 1) * length) / WORKERS),
  ]);

/** Each worker is sent a copy of its part and sends back another. */
async function inCopies(pool, input) {
  const output = new Float64Array(input.length);
  const work = parts(input.length).map(async ([from, to]) => {
    output.set(await pool.call('squareFloats', input.slice(from, to)), from);
  });
  await Promise.all(work);
  return output;
}

/** Each worker writes its part of the shared output. */
async function inShared(pool, input, output) {
  const work = parts(input.length).map(([from, to]) =>
    pool.call('squareShared', { input, output, from, to }),
  );
  await Promise.all(work);
  return output;
}

for (const items of run.quick ? [100_000, 1_000_000] : [1_000_000, 10_000_000]) {
  const floats = Float64Array.from({ length: items }, (_, i) => i % 1000);
  const [shared, out] = [sharedFloats(items), sharedFloats(items)];
  shared.set(floats);
  await run.compare(
    `x * x of ${items} numbers in a Float64Array`,
    {
      nfold: () => nfold.mapTyped(square, floats),
      'nfold, shared in and out': () => nfold.mapTyped(square, shared, { out }),
      'this thread, a loop': () => byLoop(floats),
      ...peers.variants((pool) => () => inCopies(pool, floats), ', copies by hand'),
      ...peers.variants((pool) => () => inShared(pool, shared, out), ', shared by hand'),
      ...(python.pools.size > 0 && {
        'NumPy alone': () => python.pools.get('multiprocessing').ask({ job: 'numpy', n: items }),
      }),
      ...python.variants({ job: 'arrays', n: items }, ', NumPy'),
    },
    {
      warmup: 2,
      seconds: ownSeconds,
      equal: sameDigest,
      aims: items === 1_000_000 && !run.quick ? [{ seconds: 'nfold', atMost: 0.013 }] : [],
    },
  );
}
await Promise.all([nfold.terminate(), peers.end(), python.end()]);
run.write({ workers: WORKERS, versions: { ...peers.versions, ...python.versions } });
