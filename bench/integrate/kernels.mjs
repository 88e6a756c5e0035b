// What the hundredth integrand of a process costs beside the first: V8 shares what it learns about a loop, and a loop that has met
// many integrands calls each of them slowly. Every figure comes from a fresh thread, which integrates either one integrand, or a hundred
// different ones of which the last is timed: formulas (their own WebAssembly loop), functions (their own copy of the loop), and functions
// through one loop that all share, as a plain program would have it; and the same two for many short integrals by `quad`. Seconds per
// evaluation, and the ratio of the hundredth to the first. Run `npm run build` first.
//
//   node bench/integrate/kernels.mjs [rounds] [--quick]
//
// Writes bench/results/integrate-kernels.json.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { formatRatio, pairedRatio } from 'nfold/bench';
import { monteCarloN, quad } from 'nfold/integrate';
import { benchRun, ownSeconds } from '../support.mjs';

/** The i-th integrand: other operations and other constants, so that none shares its code with another. */
const term = (i) => ['x*y', 'x+y*y', 'x*x-y', '1/(1+x*y)', 'x/(2+y)'][i % 5];
const text = (i) => `${term(i)} + ${(i + 1) / 128}*x*x + ${(i + 1) / 64}*y`;
const POINTS = 400_000;

/** A function with source of its own. */
function functionOf(parameter, body) {
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is this file's
  return new Function(parameter, body);
}

const KINDS = {
  'formula, own loop': (i) => () =>
    monteCarloN(text(i), SQUARE, { rtol: 0, maxEvaluations: POINTS, seed: 1 }),
  'function, own loop': (i) => {
    const f = functionOf('p', `const x = p[0], y = p[1]; return ${text(i)};`);
    return () => monteCarloN(f, SQUARE, { rtol: 0, maxEvaluations: POINTS, seed: 1 });
  },
  'function, shared loop': (i) => {
    const f = functionOf('p', `const x = p[0], y = p[1]; return ${text(i)};`);
    return () => sharedLoop(f);
  },
  'quad, function of x': (i) => {
    const f = functionOf('x', `const y = x; return ${text(i)};`);
    return () => shortIntegrals(f);
  },
  'quad, formula in x': (i) => () => shortIntegrals(text(i).replaceAll('y', 'x')),
};

/** Many integrals of 63 evaluations, as programs have them. */
function shortIntegrals(f) {
  for (let k = 0; k < POINTS / 63; k++) quad(f, 0, 1 + k * 1e-6, { method: 'gauss-legendre', points: 38 });
}

const SQUARE = [
  [0, 1],
  [0, 1],
];

function sharedLoop(f) {
  const x = new Float64Array(2);
  let total = 0;
  for (let i = 0; i < POINTS; i++) {
    x[0] = i / POINTS;
    x[1] = 1 - x[0];
    total += f(x);
  }
  return total;
}

/** Seconds an evaluation of the last of `many` integrands, once its code is warm. */
async function timeLast({ kind, many }) {
  let run;
  for (let i = 100 - many; i < 100; i++) {
    run = KINDS[kind](i);
    await run();
  }
  let best = Infinity;
  for (let repeat = 0; repeat < 3; repeat++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  return best / 1000 / POINTS;
}

function inFreshThread(kind, many) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { kind, many } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

if (isMainThread) {
  const run = benchRun(import.meta.url, { rounds: 5, quick: 1 });
  const many = run.quick ? 10 : 100;
  const ratios = {};
  for (const kind of Object.keys(KINDS)) {
    const timed = (count) => async () => ({ seconds: await inFreshThread(kind, count) });
    const { measurements } = await run.compare(
      `${kind}: an evaluation`,
      { first: timed(1), [`${many}th`]: timed(many) },
      { seconds: ownSeconds },
    );
    const [first, last] = measurements.map(({ seconds }) => seconds);
    ratios[kind] = pairedRatio(last, first);
    run.log(`  the ${many}th costs ${formatRatio(ratios[kind])} times what the first does`);
  }
  run.write({ points: POINTS, integrands: many, ratios });
} else {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has none
  parentPort.postMessage(await timeLast(workerData));
}
