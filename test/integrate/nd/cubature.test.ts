import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cubature } from 'nfold/integrate';

/** The integral of x_1^e1 … x_d^ed over the unit cube. */
const monomial = (exponents: readonly number[]): number => exponents.reduce((p, e) => p / (e + 1), 1);

test('genz-malik is exact up to degree 7, gauss-kronrod up to its own', async () => {
  const cases: readonly [rule: 'genz-malik' | 'gauss-kronrod', exponents: readonly number[]][] = [
    ['genz-malik', [7, 0]],
    ['genz-malik', [3, 2, 2]],
    ['genz-malik', [1, 1, 1, 2, 2]],
    ['gauss-kronrod', [22]],
    ['gauss-kronrod', [22, 21]],
    ['gauss-kronrod', [16, 15, 16]],
  ];
  for (const [rule, exponents] of cases) {
    const d = exponents.length;
    const f = (x: Float64Array): number => exponents.reduce((p, e, k) => p * x[k] ** e, 1);
    const domain = exponents.map(() => [0, 1] as const);
    const { value, evaluations } = await cubature(f, domain, { rule, rtol: 1, maxEvaluations: 4000 });
    assert.ok(Math.abs(value - monomial(exponents)) < 4e-15, `${rule} in ${d} dimensions: ${value}`);
    assert.ok(evaluations <= 4000);
  }
});

test('the budget is hard, and a budget too small for one region says so', async () => {
  let calls = 0;
  const f = ([x, y]: Float64Array): number => {
    calls++;
    return Math.sqrt(Math.abs(x - y));
  };
  const options = { rule: 'genz-malik', rtol: 0, maxEvaluations: 1000 } as const;
  const found = await cubature(
    f,
    [
      [0, 1],
      [0, 1],
    ],
    options,
  );
  assert.equal(found.evaluations, calls);
  assert.ok(calls <= 1000 && calls > 900);
  assert.equal(found.status, 'budget-exhausted');
  assert.ok(Math.abs(found.value - 8 / 15) <= found.error);
  const none = await cubature(
    f,
    [
      [0, 1],
      [0, 1],
    ],
    { ...options, maxEvaluations: 10 },
  );
  assert.deepEqual([none.evaluations, none.error, none.status], [0, Infinity, 'budget-exhausted']);
});

test('infinite ranges, turned limits, and limits that depend on outer variables', async () => {
  const gauss = await cubature(
    ([x, y]) => Math.exp(-x * x - y * y),
    [
      [-Infinity, Infinity],
      [0, Infinity],
    ],
  );
  assert.ok(Math.abs(gauss.value - Math.PI / 2) < 1e-7);
  const triangle = await cubature(
    () => 1,
    [
      [0, 1],
      [0, (x) => x[0]],
    ],
  );
  assert.ok(Math.abs(triangle.value - 0.5) < 1e-12);
  const turned = await cubature(
    ([x, y]) => x * y,
    [
      [1, 0],
      [2, 4],
    ],
  );
  assert.ok(Math.abs(turned.value + 3) < 1e-12);
});
