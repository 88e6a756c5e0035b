// How accurate and how honest the integrators of several dimensions are at a million evaluations: for each family and method the
// geometric mean of the relative error (at least 1e-16), the share of errors beyond 5 times the estimate, and for the random
// methods the share within 2 standard errors. Public cases and a second set, see ../data/cases.mjs. Run `npm run build` first.
//
//   node bench/accuracy/n-dimensions.mjs [rounds] [--quick]
//
// A round takes other parameters of the second set and another seed of the random methods. Writes
// bench/results/accuracy-n-dimensions.json.
import { cubature, integrateN, monteCarloN, qmc, vegas } from 'nfold/integrate';
import { formatTable } from 'nfold/bench';
import { benchRun } from '../support.mjs';
import { ownCases, publicCases } from '../data/cases.mjs';

const run = benchRun(import.meta.url, { rounds: 2, quick: 1 });
const maxEvaluations = run.quick ? 20_000 : 1_000_000;

const METHODS = {
  auto: (f, domain, options) => integrateN(f, domain, options),
  'genz-malik': (f, domain, options) => cubature(f, domain, { ...options, rule: 'genz-malik' }),
  vegas,
  qmc,
  'monte-carlo': monteCarloN,
};

async function measured({ id, family, dimension, domain, f, exact }, method, seed) {
  const result = await METHODS[method](f, domain, { maxEvaluations, rtol: 0, seed });
  const error = Math.abs(result.value - exact);
  return {
    id,
    family,
    dimension,
    method,
    by: result.method,
    relative: Math.max(1e-16, error / Math.abs(exact)),
    ratio: error <= 4e-16 * Math.abs(exact) ? 0 : error / result.error,
    evaluations: result.evaluations,
    status: result.status,
  };
}

const share = (rows, test) => rows.filter(test).length / rows.length;
const percent = (part) => `${(100 * part).toFixed(0)} %`;

/** What is said of some cases: in the table, and in the file of results. */
function summary(method, family, rows) {
  return {
    method,
    family,
    cases: rows.length,
    error: Math.exp(rows.reduce((s, r) => s + Math.log(r.relative), 0) / rows.length),
    beyond5: share(rows, (r) => r.ratio > 5),
    within2: share(rows, (r) => r.ratio <= 2),
    within1: share(rows, (r) => r.ratio <= 1),
    worst: Math.max(...rows.map((r) => r.ratio)),
  };
}

/** By method, over all families and for each of them. */
function summaries(rows) {
  return Object.keys(METHODS).flatMap((method) => {
    const own = rows.filter((row) => row.method === method);
    const families = [...new Set(own.map((row) => row.family))];
    const each = families.map((family) =>
      summary(
        method,
        family,
        own.filter((row) => row.family === family),
      ),
    );
    return [summary(method, 'all', own), ...each];
  });
}

function report(title, lines) {
  run.log(`\n${title}`);
  const columns = ['method, family', 'error', 'beyond 5', 'within 2', 'within 1', 'worst'];
  const rows = lines.map(({ method, family, error, beyond5, within2, within1, worst }) => [
    family === 'all' ? method : `  ${family}`,
    error.toExponential(1),
    percent(beyond5),
    percent(within2),
    percent(within1),
    worst.toFixed(1),
  ]);
  for (const text of formatTable({ columns, rows })) run.log(`  ${text}`);
}

const seeds = Array.from({ length: run.rounds }, (_, i) => i + 1);
const sets = { public: () => publicCases(), own: (seed) => ownCases(seed) };
const results = {};
for (const [name, cases] of Object.entries(sets)) {
  const rows = [];
  for (const seed of seeds) {
    for (const method of Object.keys(METHODS)) {
      const random = method !== 'auto' && method !== 'genz-malik';
      if (name === 'public' && seed > 1 && !random) continue;
      for (const one of cases(seed)) rows.push(await measured(one, method, seed));
    }
  }
  results[name] = summaries(rows);
  report(`${name} cases, ${maxEvaluations} evaluations`, results[name]);
}
run.write({ maxEvaluations, results });
