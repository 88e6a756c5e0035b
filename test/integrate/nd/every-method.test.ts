import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNfoldError } from 'nfold';
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

/** How far from the truth each method may be here, in its errors and relative to the value. */
const METHODS = {
  auto: { run: integrateN, precise: 1e-7 },
  cubature: { run: cubature, precise: 1e-6 },
  cross: { run: cross, precise: 1e-7 },
  qmc: { run: qmc, precise: 1e-3 },
  vegas: { run: vegas, precise: 1e-3 },
  'monte-carlo': { run: monteCarloN, precise: 2e-2 },
} as const;
type Name = keyof typeof METHODS;
const names = Object.keys(METHODS) as Name[];
const OPTIONS = { rtol: 0, maxEvaluations: 60_000, seed: 9 };

function assertNear(name: Name, found: IntegralN, exact: number, component = 0): void {
  const { values, errors } = found.components;
  const off = Math.abs(values[component] - exact);
  assert.ok(off <= METHODS[name].precise * Math.abs(exact), `${name}: ${values[component]} for ${exact}`);
  assert.ok(off <= 5 * errors[component] + 1e-14 * Math.abs(exact), `${name}: off by ${off}`);
}

/** exp(-x^2 - y) over all x and 0 <= y <= 1 + x^2: the inner integral is 1 - exp(-1 - x^2). */
const STRIP: DomainN = [
  [-Infinity, Infinity],
  [0, (x) => 1 + x[0] * x[0]],
];
const strip = ([x, y]: Float64Array): number => Math.exp(-x * x - y);
const STRIP_EXACT = Math.sqrt(Math.PI) * (1 - Math.exp(-1) / Math.SQRT2);
/** The same times x^2: the second moments of exp(-x^2) and exp(-2 x^2). */
const MOMENT_EXACT = (Math.sqrt(Math.PI) / 2) * (1 - Math.exp(-1) / (2 * Math.SQRT2));

test('infinite ranges and limits that depend on outer variables', async () => {
  for (const name of names) assertNear(name, await METHODS[name].run(strip, STRIP, OPTIONS), STRIP_EXACT);
});

test('vectors: every method but cross, which refuses them; auto leaves it out', async () => {
  const both = (x: Float64Array, out: Float64Array): void => {
    out[0] = strip(x);
    out[1] = x[0] * x[0] * out[0];
  };
  for (const name of names) {
    const call = (): Promise<IntegralN> => METHODS[name].run(both, STRIP, { ...OPTIONS, components: 2 });
    if (name === 'cross') {
      await assert.rejects(call, (error) => {
        const message = /^components must be left out for cross, got 2 .*use method 'cubature', or auto/;
        return isNfoldError(error, 'ERR_INVALID_ARGUMENT') && message.test(error.message);
      });
      continue;
    }
    const found = await call();
    assert.equal(found.components.values.length, 2);
    assertNear(name, found, STRIP_EXACT, 0);
    assertNear(name, found, MOMENT_EXACT, 1);
    assert.notEqual(found.method, 'cross');
  }
});

test('blocks of points give the bits of single points', async () => {
  const block = (points: Float64Array, count: number, out: Float64Array): void => {
    for (let i = 0; i < count; i++) out[i] = strip(Float64Array.of(points[i], points[count + i]));
  };
  for (const name of names) {
    const one = await METHODS[name].run(strip, STRIP, OPTIONS);
    const many = await METHODS[name].run(block, STRIP, { ...OPTIONS, block: true });
    assert.deepEqual(
      [many.value, many.error, many.evaluations],
      [one.value, one.error, one.evaluations],
      name,
    );
  }
});

test('values that are not finite: counted, named, left out, and never converged', async () => {
  const f = ([x, y]: Float64Array): number => (x + y < 1 ? NaN : 1);
  for (const name of names) {
    const found = await METHODS[name].run(
      f,
      [
        [0, 1],
        [0, 1],
      ],
      { ...OPTIONS, rtol: 1e-2 },
    );
    assert.equal(found.status, 'non-finite', name);
    assert.equal(found.error, Infinity, name);
    assert.ok(found.nonFinite > 0 && found.nonFinite <= found.evaluations, name);
    assert.match(found.message!, /^the integrand is NaN at x = \(/, name);
  }
});

test('random methods in 1 to 100 dimensions', async () => {
  for (const d of [1, 2, 17, 40, 100]) {
    const domain = Array.from({ length: d }, () => [0, 1] as const);
    // A product of 1 + a (x - 1/2) has the integral 1; its variance is (1 + a^2 / 12)^d - 1.
    const a = 2 / Math.sqrt(d);
    const f = (x: Float64Array): number => x.reduce((p, t) => p * (1 + a * (t - 0.5)), 1);
    for (const name of ['qmc', 'vegas', 'monte-carlo'] as const) {
      const { value, error } = await METHODS[name].run(f, domain, { ...OPTIONS, maxEvaluations: 30_000 });
      assert.ok(Math.abs(value - 1) <= 4 * error, `${name} in ${d}: ${value} ± ${error}`);
      assert.ok(error < 0.01, `${name} in ${d}: ± ${error}`);
    }
  }
});
