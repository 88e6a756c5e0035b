// Nanoseconds a draw in blocks of 100 000: nfold's kernels for three generators and its draw-by-draw methods, beside NumPy,
// C -O3, Math.random and pure-rand, in interleaved rounds. Every kernel is compared with NumPy's numbers first.
//   node bench/random.mjs [rounds] [--quick]
import { stream } from 'nfold/random';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { bulkKernels } from '#nfold/random/kernels';
import { workspace } from '#nfold/wasm';
import { compiledPeer } from './peers/compiled.mjs';
import { numpyVersion, pythonPeer } from './peers/python.mjs';
import { benchRun } from './support.mjs';

const { rounds, log, write } = benchRun(import.meta.url, { rounds: 15, quick: 5 });
const DRAWS = 100_000;
/** What RandomStream fills at a time; see docs/kernels.md. */
const BLOCK = 4096;
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
  workspace().withScratch(8 * (BLOCK + 1), (address) => {
    for (let done = 0; done < DRAWS; done += BLOCK) {
      const count = Math.min(BLOCK, DRAWS - done);
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
  work();
  return (performance.now() - start) / 1000;
};
const each = (draw) =>
  timed(() => {
    for (let i = 0; i < DRAWS; i++) output[i] = draw();
  });

const numpyAt = numpyVersion();
const numpy = numpyAt && pythonPeer('random_numpy.py');
const c = compiledPeer();
for (const name of GENERATORS) setState(name, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
if (numpy) await checkAgainstNumpy(numpy);

const one = stream(1);
const pure = xoroshiro128plus(1);
const singles = {
  uniforms: {
    'nfold draw by draw': each(() => one.random()),
    'Math.random': each(() => Math.random()),
    'pure-rand xoroshiro128plus': each(() => uniformFloat64(pure)),
  },
  exponentials: { 'nfold draw by draw': each(() => one.standardExponential()) },
};
const variants = {};
for (const kind of KINDS) {
  for (const name of GENERATORS) {
    variants[`${kind}: nfold ${name}`] = timed(() => bulk(name, kind));
    if (!numpy) continue;
    const ask = (block) => async () => Number(await numpy.ask(`${name},${kind},${DRAWS},${block}`));
    variants[`${kind}: NumPy ${name}`] = ask(DRAWS);
    if (name === 'sfc64') variants[`${kind}: NumPy sfc64 in blocks of 4096`] = ask(BLOCK);
  }
  if (c) variants[`${kind}: C sfc64`] = () => c.seconds(kind, 1, DRAWS);
  for (const [name, run] of Object.entries(singles[kind] ?? {})) variants[`${kind}: ${name}`] = run;
}

const names = Object.keys(variants);
const samples = Object.fromEntries(names.map((name) => [name, []]));
for (let round = -4; round < rounds; round++) {
  for (let i = 0; i < names.length; i++) {
    const name = names[(i + round + 4) % names.length];
    const seconds = await variants[name]();
    if (round >= 0) samples[name].push((seconds / DRAWS) * 1e9);
  }
}
await numpy?.end();
c?.end();

const sortedOf = (list) => list.toSorted((a, b) => a - b);
const spread = (list) => {
  const sorted = sortedOf(list);
  return { median: sorted[sorted.length >> 1], min: sorted[0], max: sorted.at(-1) };
};
const result = {};
for (const name of names) {
  const [kind, variant] = name.split(': ');
  const base = samples[`${kind}: NumPy ${GENERATORS.find((g) => variant.includes(g)) ?? 'sfc64'}`];
  const ratio = base && spread(samples[name].map((time, i) => time / base[i]));
  result[name] = { ...spread(samples[name]), ratioToNumpy: ratio };
  const { median, min, max } = result[name];
  const text = `${median.toFixed(2)} (${min.toFixed(2)} - ${max.toFixed(2)}) ns`;
  const times = ratio
    ? `${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)} - ${ratio.max.toFixed(2)}) of NumPy`
    : '';
  log(`${name.padEnd(50)} ${text.padEnd(28)} ${times}`);
}
write({ draws: DRAWS, numpy: numpyAt, nanoseconds: result });
