import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { CompensatedSum, compensatedSum, withinTolerance } from '#nfold/core';

test('terms that rounding would lose are kept', () => {
  assert.equal(compensatedSum([1, 1e100, 1, -1e100]), 2);
  assert.equal(compensatedSum(Array<number>(10).fill(0.1)), 1);
  assert.equal(compensatedSum([]), 0);
});

test('infinities and NaN come through', () => {
  assert.equal(compensatedSum([1, Infinity, 2]), Infinity);
  assert.equal(compensatedSum([-Infinity, 1]), -Infinity);
  assert.ok(Number.isNaN(compensatedSum([Infinity, -Infinity])));
  assert.ok(Number.isNaN(compensatedSum([1, NaN])));
});

test('the sum of multiples of a power of two is exact in any order', () => {
  const terms = fc.array(fc.maxSafeInteger(), { maxLength: 50 });
  fc.assert(
    fc.property(terms, (integers) => {
      const exact = integers.reduce((sum, n) => sum + BigInt(n), 0n);
      const sum = new CompensatedSum();
      for (const n of integers) sum.add(n / 2 ** 60);
      assert.equal(sum.value, Number(exact) / 2 ** 60);
    }),
    { seed: 3 },
  );
});

test('an error is small enough beside the larger of both tolerances', () => {
  assert.ok(withinTolerance(100, 1, { atol: 0, rtol: 0.01 }));
  assert.ok(!withinTolerance(-100, 1.01, { atol: 1, rtol: 0.01 }));
  assert.ok(withinTolerance(0, 0, { atol: 0, rtol: 0 }));
  assert.ok(!withinTolerance(0, NaN, { atol: 1, rtol: 1 }));
});
