import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DomainN,
  type IntegralN,
  cross,
  cubature,
  integrateN,
  monteCarloN,
  qmc,
  vegas,
} from 'nfold/integrate';
import { Pool } from 'nfold/pool';
import { knownAnswers } from '../../known-answers/read.js';

interface Case {
  readonly id: string;
  readonly expr: string;
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly exactDouble: number;
}

const CASES = knownAnswers<Case[]>('integrals_nd.json').map(({ expr, lower, upper, ...rest }) => ({
  ...rest,
  // oxlint-disable-next-line typescript/no-implied-eval -- the formulas of the file of known answers
  f: new Function('x', `return ${expr}`) as (x: Float64Array) => number,
  domain: lower.map((low, k) => [low, upper[k]] as const),
}));

test('Genz’s families in 2 to 10 dimensions: within a relative tolerance of 1e-8, and no error estimate too small', async () => {
  for (const { id, f, domain, exactDouble } of CASES) {
    const found = await integrateN(f, domain, { rtol: 1e-8 });
    const off = Math.abs(found.value - exactDouble);
    assert.equal(found.status, 'converged', `${id}: ${String(found)}`);
    assert.ok(off <= 1e-8 * Math.abs(exactDouble), `${id}: ${String(found)}`);
    assert.ok(
      off <= 5 * found.error + 4e-16 * Math.abs(exactDouble),
      `${id}: off by ${off}, ${String(found)}`,
    );
  }
});

test('where the axes are tied together the error is large and says so', async () => {
  const ball = (x: Float64Array): number => (x.reduce((s, t) => s + t * t, 0) < 1 ? 1 : 0);
  for (const [d, exact] of [
    [2, Math.PI / 4],
    [3, Math.PI / 6],
    [5, Math.PI ** 2 / 60],
  ]) {
    const domain = Array.from({ length: d }, () => [0, 1] as const);
    const found = await integrateN(ball, domain, { maxEvaluations: 50_000 });
    assert.equal(found.status, 'budget-exhausted');
    assert.ok(Math.abs(found.value - exact) <= 5 * found.error, `${d}: ${String(found)}`);
    assert.ok(found.error < exact && found.evaluations <= 50_000, `${d}: ${String(found)}`);
  }
});

test('values that are not finite are counted, left out and reported', async () => {
  const f = ([x, y]: Float64Array): number => (x === 0.5 ? Infinity : x + y);
  const found = await cubature(f, [
    [0, 1],
    [0, 1],
  ]);
  assert.equal(found.status, 'non-finite');
  assert.equal(found.error, Infinity);
  assert.ok(found.nonFinite > 0);
  assert.match(found.message!, /^the integrand is Infinity at x = \(0\.5, /);
});

test('a trace is kept, a signal and a time limit end the run with what is known', async () => {
  const f = ([x, y]: Float64Array): number => Math.sqrt(Math.abs(x - y));
  const square: DomainN = [
    [0, 1],
    [0, 1],
  ];
  const traced = await cubature(f, square, { rtol: 1e-5, trace: true });
  const last = traced.trace!.at(-1)!;
  assert.deepEqual(
    [last.value, last.error, last.evaluations],
    [traced.value, traced.error, traced.evaluations],
  );
  const aborted = await cubature(f, square, { rtol: 0, signal: AbortSignal.abort() });
  assert.deepEqual([aborted.status, aborted.evaluations], ['aborted', 0]);
  const late = await cubature(f, square, { rtol: 0, maxSeconds: 1e-9 });
  assert.equal(late.status, 'budget-exhausted');
  assert.match(late.message!, /maxSeconds/);
});

const gauss = ([x, y, z]: Float64Array): number => Math.exp(-x * x - y * y - z * z - x * y * z * z);
const HALF_SPACES: DomainN = [
  [-1, 2],
  [0, Infinity],
  [0, (x) => 1 + x[1] * x[1]],
];

test('the same bits serially and for 1, 2 and 7 workers, with a limit that is a function', async () => {
  const methods = { cubature, cross, integrateN, monteCarloN, qmc, vegas };
  const run = async (pool?: Pool): Promise<unknown[]> => {
    const results: unknown[] = [];
    for (const method of Object.values(methods)) {
      const options = { rtol: 0, maxEvaluations: 60_000, seed: 3, trace: true, pool };
      const { value, error, evaluations, trace, state }: IntegralN = await method(
        gauss,
        HALF_SPACES,
        options,
      );
      results.push({ value, error, evaluations, trace, state });
    }
    return results;
  };
  const serial = await run();
  for (const workers of [1, 2, 7]) {
    const pool = new Pool({ workers });
    try {
      assert.deepEqual(await run(pool), serial, `${workers} workers`);
    } finally {
      await pool.terminate();
    }
  }
});
