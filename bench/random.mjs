// Nanoseconds a draw in blocks of 100 000: nfold's kernels for three generators and its draw-by-draw methods, beside NumPy,
// C -O3, Math.random and pure-rand, in interleaved rounds. Every kernel is compared with NumPy's numbers first.
//
//   node bench/random.mjs [rounds] [--quick]
//
// Prints the time a number; writes bench/results/random.json.
import { stream } from 'nfold/random';
import { bulkKernels } from '#nfold/random/kernels';
import { workspace } from '#nfold/wasm';
import { compiledPeer } from './peers/compiled.mjs';
import { ifInstalled } from './peers/installed.mjs';
import { startPython } from './peers/python.mjs';
import { benchRun, ownSeconds } from './support.mjs';

const run = benchRun(import.meta.url, { rounds: 31, quick: 5 });
const DRAWS = 100_000;
/** Blocks in one timed stretch, so that it takes some milliseconds. */
const BLOCKS = 10;
/** What RandomStream fills at a time; see docs/kernels.md. */
const CHUNK = 4096;
const KINDS = ['uniforms', 'normals', 'exponentials', 'sorted uniforms', 'integers'];
const GENERATORS = ['sfc64', 'pcg64dxsm', 'philox'];

/** One kernel over a block in the workspace. */
function fillBlock(kernels, kind, out, count, start) {
  const state = kernels.stateAddress;
  if (kind === 'uniforms') kernels.random(state, out, count);
  else if (kind === 'normals') kernels.standardNormal(state, out, count);
  else if (kind === 'exponentials') kernels.standardExponential(state, out, count);
  else if (kind === 'integers') kernels.integers(state, out, count, 0, 999);
  else return kernels.partialSums(state, out, count, start);
  return 0;
}

const output = new Float64Array(DRAWS);
/** Fills `output` as RandomStream does: block by block in the workspace, then copied. */
function bulk(name, kind) {
  const kernels = bulkKernels(name);
  let sum = 0;
  workspace().withScratch(8 * (CHUNK + 1), (address) => {
    for (let done = 0; done < DRAWS; done += CHUNK) {
      const count = Math.min(CHUNK, DRAWS - done);
      sum = fillBlock(kernels, kind, address, count, sum);
      output.set(workspace().doubles(address, count), done);
    }
    if (kind !== 'sorted uniforms') return;
    const reciprocal = 1 / kernels.partialSums(kernels.stateAddress, address, 1, sum);
    for (let i = 0; i < DRAWS; i++) output[i] *= reciprocal;
  });
}

function setState(name, words) {
  const { stateAddress, stateWords } = bulkKernels(name);
  workspace().allWords.fill(0, stateAddress / 4, stateAddress / 4 + stateWords);
  workspace().allWords.set(words, stateAddress / 4);
}

async function checkAgainstNumpy(numpy) {
  for (const name of GENERATORS) {
    const state = (await numpy.ask(`state,${name}`)).split(' ').map(Number);
    for (const kind of KINDS) {
      setState(name, state);
      if (kind === 'sorted uniforms') continue; // NumPy sorts other numbers
      const expected = (await numpy.ask(`values,${name},${kind},10000`)).split(' ').map(Number);
      bulk(name, kind);
      const wrong = expected.findIndex((value, i) => !Object.is(value, output[i]));
      if (wrong >= 0) throw new Error(`${name}, ${kind}: value ${wrong} is not NumPy's`);
    }
  }
}

const timed = (work) => () => {
  const start = performance.now();
  for (let i = 0; i < BLOCKS; i++) work();
  return { seconds: (performance.now() - start) / 1000 };
};
const told = (seconds) => async () => ({ seconds: Number(await seconds()) });
const each = (draw) =>
  timed(() => {
    for (let i = 0; i < DRAWS; i++) output[i] = draw();
  });

const numpy = startPython('random_numpy.py', run.log);
const c = compiledPeer(run.log);
for (const name of GENERATORS) setState(name, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
if (numpy) await checkAgainstNumpy(numpy);

const one = stream(1);
const pure = await ifInstalled('pure-rand', run.log, async () => {
  const { xoroshiro128plus } = await import('pure-rand/generator/xoroshiro128plus');
  const { uniformFloat64 } = await import('pure-rand/distribution/uniformFloat64');
  const generator = xoroshiro128plus(1);
  return () => uniformFloat64(generator);
});
const singles = {
  uniforms: {
    'nfold, draw by draw': each(() => one.random()),
    'Math.random': each(() => Math.random()),
    ...(pure && { 'pure-rand xoroshiro128plus': each(pure) }),
  },
  exponentials: { 'nfold, draw by draw': each(() => one.standardExponential()) },
};

function variants(kind) {
  const fromNumpy = (name, block) => told(() => numpy.ask(`${name},${kind},${BLOCKS * DRAWS},${block}`));
  const own = GENERATORS.map((name) => [`nfold ${name}`, timed(() => bulk(name, kind))]);
  const others = numpy ? GENERATORS.map((name) => [`NumPy ${name}`, fromNumpy(name, DRAWS)]) : [];
  return {
    ...Object.fromEntries([...own, ...others]),
    ...(numpy && { 'NumPy sfc64 in blocks of 4096': fromNumpy('sfc64', CHUNK) }),
    ...(c && { 'C sfc64': told(() => c.seconds(kind, BLOCKS, DRAWS)) }),
    ...singles[kind],
  };
}

for (const kind of KINDS) {
  await run.compare(kind, variants(kind), { warmup: 4, items: BLOCKS * DRAWS, seconds: ownSeconds });
}
await numpy?.end();
c?.end();
run.write({ draws: DRAWS, versions: numpy?.versions });
