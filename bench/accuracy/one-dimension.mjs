// How many one-dimensional integrals with known values each method solves, at which cost, and how often it is wrong without
// saying so. Two sets: test/known-answers/integrals_1d.json, and integrals_1d_more.json with other parameters and families.
// Solved: |value - exact| <= rtol |exact|. Silently wrong: `converged`, but off by more than 10 times the larger of that and
// the error it states; for an integral that has no value, `converged` at all. Nothing is random, nothing is timed.
// Run `npm run build` first.
//
//   node bench/accuracy/one-dimension.mjs [rounds] [--quick]
//
// One round is all it takes. Writes bench/results/accuracy-one-dimension.json.
import { readFileSync } from 'node:fs';
import { quad } from 'nfold';
import { QUAD_METHODS } from 'nfold/integrate';
import { benchRun } from '../support.mjs';

const { quick, log, write } = benchRun(import.meta.url, { rounds: 1, quick: 1 });
const METHODS = quick ? ['auto'] : QUAD_METHODS;
const BUDGET = 20_000;

const sets = ['integrals_1d', 'integrals_1d_more'].map((name) => ({
  name,
  cases: JSON.parse(readFileSync(new URL(`../../test/known-answers/${name}.json`, import.meta.url), 'utf8')),
}));

function judge(known, method, rtol, breakpoints) {
  // oxlint-disable-next-line typescript/no-implied-eval -- known answers are JavaScript expressions
  const f = new Function('x', `return ${known.expr}`);
  const options = { method, rtol, breakpoints, maxEvaluations: BUDGET };
  const { value, error, status, evaluations } = quad(f, Number(known.lower), Number(known.upper), options);
  if (known.exactDouble === null) {
    return {
      family: known.cls,
      evaluations,
      status,
      solved: status !== 'converged',
      wrong: status === 'converged',
    };
  }
  const off = Math.abs(value - known.exactDouble);
  const allowed = rtol * Math.abs(known.exactDouble);
  const wrong = status === 'converged' && off > 10 * Math.max(allowed, error);
  return { family: known.cls, evaluations, status, solved: off <= allowed, wrong };
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

function summary(judged) {
  return {
    integrals: judged.length,
    solved: judged.filter(({ solved }) => solved).length,
    silentlyWrong: judged.filter(({ wrong }) => wrong).length,
    medianEvaluations: median(judged.map(({ evaluations }) => evaluations)),
  };
}

function line(title, { integrals, solved, silentlyWrong, medianEvaluations }) {
  const counts = `${String(solved).padStart(3)} of ${String(integrals).padStart(3)} solved`;
  log(
    `  ${title.padEnd(24)} ${counts}  ${String(silentlyWrong).padStart(2)} silently wrong  median ${medianEvaluations} evaluations`,
  );
}

const results = [];
for (const { name, cases } of sets) {
  for (const rtol of [1e-8, 1e-12]) {
    log(`\n${name}, rtol ${rtol}; integrals without a value count as solved when the status says so`);
    for (const method of METHODS) {
      const judged = cases.map((known) => judge(known, method, rtol, []));
      line(method, summary(judged));
      const families = {};
      for (const family of new Set(cases.map(({ cls }) => cls))) {
        families[family] = summary(judged.filter((one) => one.family === family));
        if (method === 'auto') line(`  ${family}`, families[family]);
      }
      results.push({ set: name, rtol, method, all: summary(judged), families });
    }
    const broken = cases.filter(({ breakpoints }) => breakpoints.length > 0);
    const all = summary(broken.map((known) => judge(known, 'auto', rtol, known.breakpoints)));
    line('auto with breakpoints', all);
    results.push({ set: name, rtol, method: 'auto', breakpoints: true, all });
  }
}
write({ budget: BUDGET, results });
