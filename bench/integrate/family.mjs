// A family of integrals through the pool: 100,000 integrals of exp(-a x²) over [0, inf), each with an a of its own, in this thread
// and by workers, beside copies of half of them at once. Run `npm run build` first.
//
//   node bench/integrate/family.mjs [rounds] [--quick]
//
// Prints the speed-up beside the measured capacity and the time an integral; writes bench/results/integrate-family.json.
import { formatSeconds } from 'nfold/bench';
import { integrateMany } from 'nfold/integrate';
import { startSizes } from '../peers/copies.mjs';
import { benchRun } from '../support.mjs';

const { quick, log, sweep, write } = benchRun(import.meta.url, { rounds: 5, quick: 2 });
const COUNT = quick ? 5000 : 100_000;
const WORKERS = 2;
const rates = Array.from({ length: COUNT }, (_, i) => ({ a: 0.5 + (3 * i) / COUNT }));
const run = (parameters, pool) =>
  integrateMany('exp(-a*x^2)', parameters, { domain: [0, Infinity], rtol: 1e-10, pool });

const pools = startSizes([1, WORKERS]);
const half = rates.slice(0, COUNT / 2);
const scaling = await sweep(
  {
    name: `${COUNT} integrals`,
    run: (workers) => run(rates, pools.get(workers)),
    equal: (a, b) => (a.every(({ value }, i) => Object.is(value, b[i].value)) ? undefined : 'another value'),
    copies: pools.copies((pool) => run(half, pool)),
  },
  { workers: [0, 1, WORKERS] },
);
const evaluations = await evaluationsAlone();
log(
  `${formatSeconds(scaling.runs[0].time.median / COUNT)} an integral in this thread, ${formatSeconds(evaluations / COUNT)} of it for the evaluations alone`,
);
await pools.end();
write({ integrals: COUNT, evaluationSeconds: evaluations });

/** Seconds for as many evaluations of the integrand in a plain loop, the best of three times. */
async function evaluationsAlone() {
  const counts = (await run(rates)).map((found) => found.evaluations);
  let best = Infinity;
  let total = 0;
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    for (const [i, { a }] of rates.entries()) {
      for (let k = 0; k < counts[i]; k++) {
        const x = k / 16;
        total += Math.exp(-a * (x * x));
      }
    }
    best = Math.min(best, performance.now() - start);
  }
  return total > 0 ? best / 1000 : NaN;
}
