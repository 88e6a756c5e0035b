// How honest vegas is, also where a product map is a poor fit: for each family of ../data/vegas-families.mjs over many seeds the geometric
// means of error and estimate, relative to the integral, the share of errors within 1, 2, 3 and 5 estimates, the worst, and how
// often the status was suspect. Run `npm run build` first.
//
//   node bench/accuracy/vegas.mjs [rounds] [--quick]
//
// A round is a seed. Writes bench/results/accuracy-vegas.json.
import { formatTable } from 'nfold/bench';
import { vegas } from 'nfold/integrate';
import { benchRun } from '../support.mjs';
import { VEGAS_FAMILIES } from '../data/vegas-families.mjs';

const run = benchRun(import.meta.url, { rounds: 200, quick: 4 });
const maxEvaluations = run.quick ? 50_000 : 250_000;

const sum = (values) => values.reduce((s, v) => s + v, 0);

async function measured(make, seed) {
  const { f, domain, exact } = make(seed);
  const { value, error, status } = await vegas(f, domain, { rtol: 0, maxEvaluations, seed });
  const off = Math.abs(value - exact);
  return {
    error: Math.max(off / Math.abs(exact), 1e-16),
    estimate: error / Math.abs(exact),
    ratio: off / error,
    suspect: status === 'suspect',
  };
}

const share = (rows, test) => rows.filter(test).length / rows.length;
const mean = (rows, key) => Math.exp(sum(rows.map((row) => Math.log(row[key]))) / rows.length);

function summary(family, rows) {
  const within = Object.fromEntries([1, 2, 3, 5].map((n) => [n, share(rows, ({ ratio }) => ratio <= n)]));
  const worst = Math.max(...rows.map(({ ratio }) => ratio));
  const suspect = share(rows, (row) => row.suspect);
  return {
    family,
    runs: rows.length,
    error: mean(rows, 'error'),
    estimate: mean(rows, 'estimate'),
    within,
    worst,
    suspect,
  };
}

const results = [];
const all = [];
for (const [family, make] of Object.entries(VEGAS_FAMILIES)) {
  const rows = [];
  for (let seed = 1; seed <= run.rounds; seed++) rows.push(await measured(make, seed));
  all.push(...rows);
  results.push(summary(family, rows));
}
results.push(summary('all', all));

const percent = (part) => `${(100 * part).toFixed(1)} %`;
run.log(`\n${run.rounds} seeds of ${maxEvaluations} evaluations`);
const columns = ['family', 'error', 'estimate', 'within 1', '2', '3', '5', 'worst', 'suspect'];
const lines = results.map(({ family, error, estimate, within, worst, suspect }) => [
  family,
  error.toExponential(1),
  estimate.toExponential(1),
  ...Object.values(within).map(percent),
  worst.toFixed(1),
  percent(suspect),
]);
for (const text of formatTable({ columns, rows: lines })) run.log(`  ${text}`);
run.write({ maxEvaluations, results });
