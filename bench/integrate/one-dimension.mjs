// What `quad` costs beyond the integrand's own evaluations, by method: against a plain loop over as many points with the same
// integrand. In nanoseconds an evaluation, and in microseconds a call; a peak that takes hundreds of evaluations, and a smooth
// integrand that takes few. Beside it the same for scipy.integrate.quad with a Python function, where a python3 has SciPy: its Fortran
// calls the function faster than a loop in Python does, so its figure may be below 0.
// Run `npm run build` first.
//
//   node bench/integrate/one-dimension.mjs [rounds] [--quick]
//
// Writes bench/results/integrate-one-dimension.json.
import { quad } from 'nfold';
import { findPython, pythonPeer } from '../peers/python.mjs';
import { benchRun, log } from '../support.mjs';

const bench = benchRun(import.meta.url, { rounds: 15, quick: 3 });

/** Something to halve, and something that is done at once; both cheap, so that their own cost does not hide the rest. */
const peak = (x) => 1 / (0.01 + x * x);
const gentle = (x) => 1 / (2 + x);

/** @type {[string, (x: number) => number, import('nfold').QuadOptions][]} */
const METHODS = [
  ['gauss-kronrod', peak, { method: 'gauss-kronrod', rtol: 1e-13 }],
  ['gauss-kronrod, 61 points', peak, { method: 'gauss-kronrod', rule: 61, rtol: 1e-13 }],
  ['gauss-legendre, 1000 points', peak, { method: 'gauss-legendre', points: 1000, rtol: 1e-3 }],
  ['clenshaw-curtis', peak, { method: 'clenshaw-curtis', rtol: 1e-10 }],
  ['trapezoid', peak, { method: 'trapezoid', rtol: 1e-7 }],
  ['simpson', peak, { method: 'simpson', rtol: 1e-12 }],
  ['tanh-sinh', peak, { method: 'tanh-sinh', rtol: 1e-13 }],
  ['auto', peak, { rtol: 1e-12 }],
  ['gauss-kronrod, once', gentle, { method: 'gauss-kronrod' }],
  ['gauss-legendre, 12 points', gentle, { method: 'gauss-legendre', points: 12 }],
  ['auto, smooth', gentle, {}],
];
const CALLS = 200_000;

const overheads = [];
const tell = (method, evaluations, times, whole, loop) => {
  const nanoseconds = ((whole - loop) / (times * evaluations)) * 1e9;
  const call = (whole / times) * 1e6;
  log(
    `  ${nanoseconds.toFixed(1)} ns an evaluation beyond the integrand's own; ${call.toFixed(2)} µs a call of ${evaluations} evaluations`,
  );
  overheads.push({ method, evaluations, nanoseconds, callMicroseconds: call });
};

for (const [name, f, options] of METHODS) {
  const { evaluations } = quad(f, -1, 1, options);
  const times = Math.ceil(CALLS / evaluations);
  const plain = () => {
    let sum = 0;
    for (let k = 0; k < times; k++) {
      const step = 2 / evaluations;
      for (let i = 0; i < evaluations; i++) sum += f(-1 + step * i);
    }
    return sum;
  };
  const integrals = () => {
    let sum = 0;
    for (let k = 0; k < times; k++) sum += quad(f, -1, 1, options).value;
    return sum;
  };
  const { measurements } = await bench.compare(`${name}, ${times} integrals of ${evaluations} evaluations`, {
    'plain loop': plain,
    quad: integrals,
  });
  const [loop, own] = measurements.map(({ time }) => time.median);
  tell(name, evaluations, times, own, loop);
}

const scipy = findPython('scipy');
if (scipy === undefined) log('no python3 has scipy: left out');
else {
  const peer = pythonPeer('integrate_1d.py', { modules: ['scipy'] });
  const answers = [];
  for (let round = 0; round < bench.rounds; round++) answers.push(JSON.parse(await peer.ask(CALLS)));
  await peer.end();
  answers.sort((a, b) => a.seconds - b.seconds);
  const { seconds, plain, evaluations, times } = answers[Math.floor(answers.length / 2)];
  log(
    `\nSciPy ${scipy.versions.scipy}: the peak by scipy.integrate.quad, the median of ${bench.rounds} rounds`,
  );
  tell(`scipy.integrate.quad ${scipy.versions.scipy}`, evaluations, times, seconds, plain);
}
bench.write({ overheads });
