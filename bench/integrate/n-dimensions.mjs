// What an evaluation costs beyond the integrand's own in the methods of several dimensions: a five-dimensional integrand that does
// next to nothing, so that nearly all of the time is the method's; beside plain JavaScript and, where there is a Python with SciPy,
// scipy.stats.qmc with a vectorised integrand and scipy.integrate.cubature. Times are per evaluation of the budget (qmc and vegas use 98 %
// of it). Then plain Monte Carlo with many points in this thread, with 1 and with 2 workers, beside the parallel capacity: one and two
// independent runs of half the points. Run `npm run build` first.
//
//   node bench/integrate/n-dimensions.mjs [rounds] [--quick]
//
// Writes bench/results/integrate-n-dimensions.json.
import { pairedRatio } from 'nfold/bench';
import { cubature, monteCarloN, qmc, vegas } from 'nfold/integrate';
import { Pool } from 'nfold/pool';
import { startPython } from '../peers/python.mjs';
import { benchRun, ownSeconds } from '../support.mjs';

const run = benchRun(import.meta.url, { rounds: 7, quick: 2 });
const DIMENSIONS = 5;
const EVALUATIONS = run.quick ? 100_000 : 1_000_000;
const POINTS = run.quick ? 1_000_000 : 100_000_000;
/** Seconds an evaluation. */
const AIM = 25e-9;

const domain = Array.from({ length: DIMENSIONS }, () => [0, 1]);
const f = (x) => (x[0] < 0.3 ? 0 : x[0] + x[1] * x[2] + x[3] * x[4]);
const options = { rtol: 0, maxEvaluations: EVALUATIONS, seed: 1 };

/** A plain program's Monte Carlo. */
function plainLoop() {
  const x = new Float64Array(DIMENSIONS);
  let total = 0;
  for (let i = 0; i < EVALUATIONS; i++) {
    for (let k = 0; k < DIMENSIONS; k++) x[k] = Math.random();
    total += f(x);
  }
  return total / EVALUATIONS;
}

/** The integrand alone, at points that differ a little. */
function integrandAlone() {
  const x = Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5);
  let total = 0;
  for (let i = 0; i < EVALUATIONS; i++) {
    x[0] = i * 1e-9;
    total += f(x);
  }
  return total;
}

const methods = { 'monte carlo': monteCarloN, qmc, vegas, cubature };
const peer = startPython('integrate_nd.py', run.log, { modules: ['scipy'] });
const peers = peer ? ['qmc', 'cubature'] : [];
await run.compare(
  `one evaluation of ${EVALUATIONS}, ${DIMENSIONS} dimensions`,
  {
    'integrand alone': integrandAlone,
    'plain JavaScript': plainLoop,
    ...Object.fromEntries(
      Object.entries(methods).map(([name, method]) => [name, () => method(f, domain, options)]),
    ),
    ...Object.fromEntries(
      peers.map((name) => [
        `scipy ${name}`,
        async () => ({ seconds: Number(await peer.ask(`${name},${EVALUATIONS}`)) }),
      ]),
    ),
  },
  {
    items: EVALUATIONS,
    // The peer says how long an evaluation took; the table's times are those of a call over its items.
    seconds: ownSeconds,
    aims: Object.keys(methods).map((name) => ({ seconds: name, atMost: AIM })),
  },
);
await peer?.end();

const large = { rtol: 0, maxEvaluations: POINTS, seed: 1 };
const half = { ...large, maxEvaluations: POINTS / 2 };
const pools = [1, 2].map((workers) => new Pool({ workers }));
const [one, two] = pools;
// A pool of one worker each, so that neither copy waits for the other.
const other = new Pool({ workers: 1 });
const { measurements } = await run.compare(`${POINTS} points of Monte Carlo`, {
  'this thread': () => monteCarloN(f, domain, large),
  '1 worker': () => monteCarloN(f, domain, { ...large, pool: one }),
  '2 workers': () => monteCarloN(f, domain, { ...large, pool: two }),
  'one copy of half': () => monteCarloN(f, domain, { ...half, pool: one }),
  'two copies of half': () =>
    Promise.all([one, other].map((pool) => monteCarloN(f, domain, { ...half, pool }))),
});
await Promise.all([...pools, other].map((pool) => pool.terminate()));
const seconds = Object.fromEntries(measurements.map((m) => [m.name, m.seconds]));
const speedup = pairedRatio(seconds['1 worker'], seconds['2 workers']);
const capacity = pairedRatio(seconds['one copy of half'], seconds['two copies of half']);
const ofCapacity = speedup.value / (2 * capacity.value);
run.log(
  `  speed-up ${speedup.value.toFixed(2)}, capacity ${(2 * capacity.value).toFixed(2)}: ${(100 * ofCapacity).toFixed(0)} % of it`,
);
run.write({
  versions: peer?.versions,
  dimensions: DIMENSIONS,
  maxEvaluations: EVALUATIONS,
  points: POINTS,
  speedup,
  capacity,
  ofCapacity,
});
