import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Moments, linearFit, loess, median, medianInterval, quantile, quantileSorted } from 'nfold/stats';
import { isNfoldError } from '#nfold/core';

const seed = 20_240_511;
const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 80 });

function close(actual: number, expected: number, scale: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-12 * Math.max(scale, 1e-300),
    `${what}: ${actual} vs ${expected}`,
  );
}

test('quantiles agree with numpy.quantile', () => {
  // numpy.quantile([7, 1, 3, 10], [0, 0.1, 0.25, 0.5, 0.9, 1])
  const expected = [1, 1.6, 2.5, 5, 9.1, 10];
  const got = [0, 0.1, 0.25, 0.5, 0.9, 1].map((q) => quantile([7, 1, 3, 10], q));
  got.forEach((value, i) => close(value, expected[i], 10, `quantile ${i}`));
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([Infinity, Infinity, 1]), Infinity);
  assert.equal(median([Infinity, 2, 1]), 2);
  assert.ok(Number.isNaN(median([])));
  assert.ok(Number.isNaN(median([1, NaN, 2])));
  assert.throws(() => quantile([1], 1.5), /q must be a number from 0 to 1, got 1.5/);
});

test('a quantile grows with q and stays within the values', () => {
  fc.assert(
    fc.property(numbers, fc.double({ min: 0, max: 1, noNaN: true }), (values, q) => {
      const ascending = values.toSorted((a, b) => a - b);
      const value = quantileSorted(ascending, q);
      assert.ok(value >= ascending[0] && value <= ascending[ascending.length - 1]);
      assert.ok(quantileSorted(ascending, q / 2) <= value);
    }),
    { seed },
  );
});

test('moments of merged parts are those of the whole, whichever way the numbers went in', () => {
  fc.assert(
    fc.property(numbers, numbers, (a, b) => {
      const whole = new Moments();
      for (const x of [...a, ...b]) whole.add(x);
      const parts = new Moments().addAll(a).merge(Moments.from(new Moments().addAll(b).state));
      const scale = Math.max(Math.abs(whole.min), Math.abs(whole.max));
      assert.equal(parts.n, whole.n);
      assert.equal(parts.min, whole.min);
      assert.equal(parts.max, whole.max);
      close(parts.mean, whole.mean, scale, 'mean');
      close(parts.variance, whole.variance, scale ** 2, 'variance');
    }),
    { seed },
  );
});

test('moments keep their digits far from zero', () => {
  const values = [4, 7, 13, 16].map((x) => x + 1e9);
  const moments = new Moments().addAll(values);
  assert.equal(moments.mean, 1e9 + 10);
  assert.equal(moments.variance, 30);
  assert.equal(moments.standardError, Math.sqrt(30) / 2);
});

test('moments of few numbers are honest', () => {
  const empty = new Moments();
  assert.deepEqual([empty.n, empty.min, empty.max], [0, Infinity, -Infinity]);
  assert.ok(Number.isNaN(empty.mean) && Number.isNaN(empty.variance));
  assert.equal(new Moments().merge(empty).n, 0);
  const one = new Moments().add(3);
  assert.equal(one.mean, 3);
  assert.ok(Number.isNaN(one.sd));
});

test('merging blocks in order gives the same bits as merging them again', () => {
  const blocks = Array.from({ length: 20 }, (_, b) =>
    Array.from({ length: 50 }, (__, i) => Math.sin(b * 50 + i)),
  );
  const merged = (): Moments => {
    const total = new Moments();
    for (const block of blocks) total.merge(new Moments().addAll(block));
    return total;
  };
  assert.deepEqual(merged().state, merged().state);
});

test('the interval of a median holds between order statistics of stated coverage', () => {
  assert.deepEqual(medianInterval([5, 1, 4, 2, 3]), { median: 3, low: 1, high: 5, coverage: 0.9375 });
  // Binomial(10, 1/2): P(K < 2) = 11/1024, so x(2) .. x(9) covers 1 - 22/1024.
  const ten = medianInterval([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.deepEqual(ten, { median: 5.5, low: 2, high: 9, coverage: 1 - 22 / 1024 });
  assert.deepEqual(medianInterval([2]), { median: 2, low: 2, high: 2, coverage: 0 });
  assert.equal(medianInterval([]).coverage, 0);
  // Both ways of finding the ranks must meet where one takes over from the other.
  const [exact, normal] = [1000, 1001].map((n) => medianInterval(Array.from({ length: n }, (_, i) => i)));
  assert.ok(Math.abs(exact.low - normal.low) <= 1 && Math.abs(exact.high - normal.high) <= 2);
});

test('a straight line is found exactly, with no residual', () => {
  const x = [1e6, 1e6 + 1, 1e6 + 2, 1e6 + 5];
  const fit = linearFit(
    x,
    x.map((v) => 3 * v - 7),
  );
  close(fit.slope, 3, 1, 'slope');
  assert.ok(Math.abs(fit.intercept + 7) < 1e-6);
  assert.ok(fit.residualSd < 1e-8);
});

test('a line through noise has the textbook standard errors', () => {
  // y = 1, 3, 2, 5 at x = 0, 1, 2, 3: slope 1.1, intercept 1.1, residual sum of squares 2.7.
  const fit = linearFit([0, 1, 2, 3], [1, 3, 2, 5]);
  close(fit.slope, 1.1, 1, 'slope');
  close(fit.intercept, 1.1, 1, 'intercept');
  close(fit.residualSd, Math.sqrt(2.7 / 2), 1, 'residual sd');
  close(fit.slopeError, Math.sqrt(2.7 / 2 / 5), 1, 'slope error');
  assert.equal(linearFit([2, 2], [1, 3]).slope, 0);
  assert.throws(
    () => linearFit([], []),
    (error) => isNfoldError(error, 'ERR_INVALID_ARGUMENT'),
  );
});

test('local lines reproduce a straight line, follow a bend, and leave out what is not finite', () => {
  const x = Array.from({ length: 200 }, (_, i) => i / 10);
  const line = loess(
    x,
    x.map((v) => (v === 5 ? NaN : 2 - 3 * v)),
    [0, 5, 19.9],
  );
  [2, -13, -57.7].forEach((value, i) => assert.ok(Math.abs(line[i] - value) < 1e-9));
  const bend = loess(x, x.map(Math.sin), [Math.PI / 2], 0.05);
  assert.ok(Math.abs(bend[0] - 1) < 0.02);
  assert.deepEqual([...loess([1, 1, 1], [1, 2, 3], [1])], [2]);
  assert.ok(Number.isNaN(loess([], [], [1])[0]));
  assert.throws(() => loess([2, 1], [0, 0], [1]), /x must be in ascending order/);
});
