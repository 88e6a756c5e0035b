// Outliers, trends and block medians.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { blockMedians, modifiedZScores, outliers, trend } from 'nfold/stats';

const near = (value: number, expected: number, tolerance = 1e-12): void =>
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} instead of ${expected}`);

test('modified z-scores are those of NumPy and SciPy', () => {
  // NumPy 2.4.6, SciPy 1.17.1: 0.6745 * (y - median(y)) / median_abs_deviation(y)
  const scores = modifiedZScores([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]);
  near(scores[0], -1.5738333333333, 1e-9);
  near(scores[9], 26.3055, 1e-9);
  assert.deepEqual(outliers([2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]), [8, 9]);
});

test('values of which most are equal have outliers too, equal ones none', () => {
  assert.deepEqual(outliers([1, 1, 1, 1, 1, 1, 1, 1, 1, 5]), [9]);
  assert.deepEqual(outliers([2, 2, 2]), []);
  assert.deepEqual(outliers([]), []);
});

test('a trend has the slope and the score of SciPy', () => {
  // scipy.stats.theilslopes, and S = sum of signs over pairs by NumPy, as (S - sign S) / sqrt(n (n - 1) (2 n + 5) / 18)
  const { slope, z } = trend([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]);
  near(slope, 0.36666666666666664);
  near(z, 1.6457411551769798);
  assert.deepEqual(trend([7]), { slope: 0, z: 0 });
});

test('a line has its own slope, and the reverse order the opposite one', () => {
  const list = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(list, (values) => {
      const [there, back] = [trend(values), trend(values.toReversed())];
      near(there.slope + back.slope, 0, 1e-9);
      near(there.z + back.z, 0);
    }),
    { seed: 1, numRuns: 100 },
  );
  near(trend([1, 3, 5, 7]).slope, 2);
});

test('blocks cover all values, each once', () => {
  assert.deepEqual(blockMedians([1, 2, 3, 4, 5, 6, 7], 3), [1.5, 4, 6.5]);
  assert.deepEqual(blockMedians([4, 2], 5), [4, 2]);
  assert.deepEqual(blockMedians([], 2), []);
  assert.throws(() => blockMedians([1], 0), { code: 'ERR_INVALID_ARGUMENT' });
});
