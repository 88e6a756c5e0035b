// What an evaluation costs beyond the integrand's own: `quad` against a plain loop over as many points with the same integrand.
// Run `npm run build` first.
//
//   node bench/integrate/one-dimension.mjs [rounds] [--quick]
//
// Writes bench/results/integrate-one-dimension.json.
import { quad } from 'nfold';
import { benchRun, log } from '../support.mjs';

const bench = benchRun(import.meta.url, { rounds: 15, quick: 3 });

/** @type {[string, import('nfold').QuadOptions][]} */
const METHODS = [
  ['gauss-kronrod', { method: 'gauss-kronrod', rtol: 1e-13 }],
  ['gauss-kronrod, 61 points', { method: 'gauss-kronrod', rule: 61, rtol: 1e-13 }],
  ['gauss-legendre, 1000 points', { method: 'gauss-legendre', points: 1000, rtol: 1e-3 }],
  ['trapezoid', { method: 'trapezoid', rtol: 1e-7 }],
  ['simpson', { method: 'simpson', rtol: 1e-12 }],
  ['tanh-sinh', { method: 'tanh-sinh', rtol: 1e-13 }],
  ['auto', { rtol: 1e-12 }],
];
// A peak, so that there is something to halve; cheap, so that its own cost does not hide the rest.
const f = (x) => 1 / (0.01 + x * x);
const CALLS = 200_000;

const overheads = [];
for (const [name, options] of METHODS) {
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
  const nanoseconds = ((own - loop) / (times * evaluations)) * 1e9;
  log(`  ${nanoseconds.toFixed(1)} ns an evaluation beyond the integrand's own`);
  overheads.push({ method: name, evaluations, nanoseconds });
}
bench.write({ overheads });
