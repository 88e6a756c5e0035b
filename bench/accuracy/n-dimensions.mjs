// How accurate and how honest the integrators of several dimensions are at a million evaluations: for each family and method the
// geometric mean of the relative error (at least 1e-16), the share of errors beyond 5 times the estimate, and for the random
// methods the share within 2 standard errors. Public cases and a second set, see cases.mjs. Run `npm run build` first.
//
//   node bench/accuracy/n-dimensions.mjs [rounds] [--quick]
//
// A round takes other parameters of the second set and another seed of the random methods. Writes
// bench/results/accuracy-n-dimensions.json.
import { cubature, integrateN, monteCarloN, qmc, vegas } from 'nfold/integrate';
import { formatTable } from 'nfold/bench';
import { benchRun } from '../support.mjs';
import { ownCases, publicCases } from './cases.mjs';

const run = benchRun(import.meta.url, { rounds: 3, quick: 1 });
const maxEvaluations = run.quick ? 20_000 : 1_000_000;

const METHODS = {
  auto: (f, domain, options) => integrateN(f, domain, options),
  'genz-malik': (f, domain, options) => cubature(f, domain, { ...options, rule: 'genz-malik' }),
  'auto, random': (f, domain, options) => integrateN(f, domain, { ...options, random: true }),
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

const share = (rows, test) => `${((100 * rows.filter(test).length) / rows.length).toFixed(0)} %`;
const geometricMean = (rows) => Math.exp(rows.reduce((s, r) => s + Math.log(r.relative), 0) / rows.length);

function line(name, rows) {
  return [
    name,
    geometricMean(rows).toExponential(1),
    share(rows, (r) => r.ratio > 5),
    share(rows, (r) => r.ratio <= 2),
    share(rows, (r) => r.ratio <= 1),
    Math.max(...rows.map((r) => r.ratio)).toFixed(1),
  ];
}

function report(title, rows) {
  run.log(`\n${title}`);
  const header = ['method, family', 'error', 'beyond 5', 'within 2', 'within 1', 'worst'];
  const table = [header];
  for (const method of Object.keys(METHODS)) {
    const own = rows.filter((row) => row.method === method);
    table.push(line(method, own));
    for (const family of new Set(own.map((row) => row.family))) {
      table.push(
        line(
          `  ${family}`,
          own.filter((row) => row.family === family),
        ),
      );
    }
  }
  for (const text of formatTable(table)) run.log(`  ${text}`);
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
  report(`${name} cases, ${maxEvaluations} evaluations`, rows);
  results[name] = rows;
}
run.write({ maxEvaluations, results });
