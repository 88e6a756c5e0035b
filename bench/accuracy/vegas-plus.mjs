// What the adaptive stratification of vegas+ would bring: G. P. Lepage, "Adaptive multidimensional integration: vegas enhanced", J.
// Comput. Phys. 439 (2021) 110386. A plain version of it beside nfold's vegas, which has scrambled Sobol points instead, on the families of
// ../data/vegas-families.mjs with the same number of evaluations: the geometric means of the relative error, and the share within 2 estimates.
// Run `npm run build` first.
//
//   node bench/accuracy/vegas-plus.mjs [rounds] [--quick]
//
// A round is a seed. Writes bench/results/accuracy-vegas-plus.json.
import { formatTable } from 'nfold/bench';
import { vegas } from 'nfold/integrate';
import { stream } from 'nfold/random';
import { benchRun } from '../support.mjs';
import { VEGAS_FAMILIES } from '../data/vegas-families.mjs';

const run = benchRun(import.meta.url, { rounds: 20, quick: 1 });
const maxEvaluations = run.quick ? 50_000 : 250_000;

/** Lepage's: ten iterations that train and ten that count, alpha and beta, two points of a stratum at least. */
const [ITERATIONS, COUNTED, ALPHA, BETA, LEAST] = [20, 10, 0.5, 0.75, 2];
const BINS = 256;

/** Edges of bins that hold equal shares of the damped squares, smoothed over their neighbours. */
function refined(edges, squares) {
  const smooth = squares.map(
    (w, i) => (squares[Math.max(0, i - 1)] + 6 * w + squares[Math.min(BINS - 1, i + 1)]) / 8,
  );
  const total = smooth.reduce((s, w) => s + w, 0);
  if (!(total > 0)) return edges;
  const weights = smooth.map((w) => {
    const part = w / total;
    return part <= 0 ? 0 : part >= 1 ? 1 : ((1 - part) / Math.log(1 / part)) ** ALPHA;
  });
  const all = weights.reduce((s, w) => s + w, 0);
  const out = Float64Array.from(edges);
  let [i, below] = [0, 0];
  for (let j = 1; j < BINS; j++) {
    const wanted = (j / BINS) * all;
    while (below + weights[i] < wanted && i < BINS - 1) below += weights[i++];
    const inside = weights[i] > 0 ? Math.min(1, (wanted - below) / weights[i]) : 0;
    out[j] = edges[i] + inside * (edges[i + 1] - edges[i]);
  }
  return out;
}

/** One iteration over all strata: estimate and variance, the strata's spreads, the squares of each axis's bins. */
function iteration(f, d, maps, strata, counts, random) {
  const cubes = strata ** d;
  const squares = maps.map(() => new Float64Array(BINS));
  const spreads = new Float64Array(cubes);
  const [x, bins] = [new Float64Array(d), new Int32Array(d)];
  let [value, variance, evaluations] = [0, 0, 0];
  for (let cube = 0; cube < cubes; cube++) {
    const n = counts[cube];
    let [sum, sum2] = [0, 0];
    for (let i = 0; i < n; i++) {
      let jacobian = 1;
      for (let k = 0, rest = cube; k < d; k++, rest = Math.floor(rest / strata)) {
        const y = (((rest % strata) + random.random()) / strata) * BINS;
        const b = Math.min(BINS - 1, Math.floor(y));
        const width = maps[k][b + 1] - maps[k][b];
        x[k] = maps[k][b] + width * (y - b);
        jacobian *= width * BINS;
        bins[k] = b;
      }
      const v = f(x) * jacobian;
      sum += v;
      sum2 += v * v;
      for (let k = 0; k < d; k++) squares[k][bins[k]] += (v * v) / n;
    }
    const mean = sum / n;
    const spread = Math.max(0, sum2 / n - mean * mean);
    spreads[cube] = spread;
    value += mean / cubes;
    variance += spread / (n - 1) / cubes ** 2;
    evaluations += n;
  }
  return { value, variance, evaluations, spreads, squares };
}

function vegasPlus(f, d, budget, seed) {
  const random = stream(seed);
  const each = Math.floor(budget / ITERATIONS);
  const strata = Math.max(1, Math.floor((each / 4) ** (1 / d)));
  const cubes = strata ** d;
  let maps = Array.from({ length: d }, () => Float64Array.from({ length: BINS + 1 }, (_, i) => i / BINS));
  let counts = new Int32Array(cubes).fill(Math.floor(each / cubes));
  const memory = new Float64Array(cubes);
  let [weighted, weights] = [0, 0];
  for (let t = 0; t < ITERATIONS; t++) {
    const found = iteration(f, d, maps, strata, counts, random);
    if (t >= ITERATIONS - COUNTED && found.variance > 0) {
      weighted += found.value / found.variance;
      weights += 1 / found.variance;
    }
    maps = maps.map((edges, k) => refined(edges, found.squares[k]));
    for (let c = 0; c < cubes; c++) memory[c] = found.spreads[c] ** (BETA / 2);
    const total = memory.reduce((s, w) => s + w, 0);
    const free = each - LEAST * cubes;
    if (total > 0) counts = Int32Array.from(memory, (w) => LEAST + Math.floor((free * w) / total));
  }
  return { value: weighted / weights, error: 1 / Math.sqrt(weights) };
}

const METHODS = {
  vegas: (f, domain, seed) => vegas(f, domain, { rtol: 0, maxEvaluations, seed }),
  'vegas+': (f, domain, seed) => vegasPlus(f, domain.length, maxEvaluations, seed),
};

const results = [];
for (const [family, make] of Object.entries(VEGAS_FAMILIES)) {
  const rows = { vegas: [], 'vegas+': [] };
  for (let seed = 1; seed <= run.rounds; seed++) {
    const { f, domain, exact } = make(seed);
    for (const [name, method] of Object.entries(METHODS)) {
      const { value, error } = await method(f, domain, seed);
      const off = Math.abs(value - exact);
      rows[name].push({ relative: Math.max(1e-16, off / Math.abs(exact)), ratio: off / error });
    }
  }
  const of = (name) => ({
    error: Math.exp(rows[name].reduce((s, { relative }) => s + Math.log(relative), 0) / run.rounds),
    within2: rows[name].filter(({ ratio }) => ratio <= 2).length / run.rounds,
  });
  results.push({ family, vegas: of('vegas'), plus: of('vegas+') });
}

run.log(`\n${run.rounds} seeds of ${maxEvaluations} evaluations`);
const columns = ['family', 'vegas: error', 'within 2', 'vegas+: error', 'within 2', 'vegas+ / vegas'];
const percent = (part) => `${(100 * part).toFixed(0)} %`;
const rows = results.map(({ family, vegas: one, plus }) => [
  family,
  one.error.toExponential(1),
  percent(one.within2),
  plus.error.toExponential(1),
  percent(plus.within2),
  (plus.error / one.error).toPrecision(2),
]);
for (const text of formatTable({ columns, rows })) run.log(`  ${text}`);
run.write({ maxEvaluations, results });
