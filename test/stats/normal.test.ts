import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { normalProbability, normalQuantile, quantile, quantilesOf } from 'nfold/stats';

// mpmath 1.3, 40 digits: ncdf, and its inverse.
const PROBABILITIES = [
  [-37, 5.725571222524577e-300],
  [-20, 2.7536241186062337e-89],
  [-8, 6.220960574271784e-16],
  [-5.7, 5.990371401063528e-9],
  [-5.6, 1.071759025831093e-8],
  [-3, 0.0013498980316300946],
  [-1, 0.15865525393145705],
  [-0.6745, 0.24999674286369916],
  [-0.67, 0.2514288950953101],
  [-0.1, 0.460172162722971],
  [0, 0.5],
  [0.3, 0.6179114221889527],
  [0.7, 0.758036347776927],
  [2, 0.9772498680518208],
  [5.6, 0.9999999892824097],
  [6, 0.9999999990134123],
  [9, 1.0],
] as const;
const QUANTILES = [
  [1e-300, -37.0470962993612],
  [1e-20, -9.262340089798407],
  [1e-12, -7.034483825301132],
  [1e-8, -5.612001244174789],
  [0.0001, -3.7190164854556804],
  [0.01, -2.326347874040841],
  [0.074, -1.4466320671589785],
  [0.076, -1.4325027208258116],
  [0.3, -0.5244005127080408],
  [0.5, 0.0],
  [0.6, 0.2533471031357997],
  [0.924, 1.4325027208258119],
  [0.926, 1.4466320671589787],
  [0.99, 2.3263478740408408],
  [0.999999, 4.753424308817087],
  [0.999999999999, 7.0344869100478356],
] as const;

test('probabilities and quantiles of the normal distribution are right to nearly all digits', () => {
  for (const [x, p] of PROBABILITIES) {
    assert.ok(Math.abs(normalProbability(x) - p) <= 4e-15 * p, `P(Z <= ${x}) = ${normalProbability(x)}`);
  }
  for (const [p, x] of QUANTILES) {
    assert.ok(Math.abs(normalQuantile(p) - x) <= 4e-15 * Math.max(1e-3, Math.abs(x)), `quantile ${p}`);
  }
});

test('ends: nothing lies beyond infinity', () => {
  assert.deepEqual([-Infinity, Infinity].map(normalProbability), [0, 1]);
  assert.deepEqual([0, 1].map(normalQuantile), [-Infinity, Infinity]);
  for (const p of [NaN, -0.1, 1.1]) assert.ok(Number.isNaN(normalQuantile(p)));
  assert.ok(Number.isNaN(normalProbability(NaN)));
});

test('quantiles without sorting are those of the sorted values, bit for bit', () => {
  const value = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true }));
  const level = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(value), fc.array(level, { minLength: 1, maxLength: 4 }), (values, qs) => {
      assert.deepEqual(
        quantilesOf(values, qs),
        qs.map((q) => quantile(values, q)),
      );
    }),
    { seed: 20_261_125 },
  );
  assert.deepEqual(quantilesOf([1, NaN, 2], [0.5]), [NaN]);
  assert.throws(() => quantilesOf([1], [2]), /q must be a number from 0 to 1/);
});
