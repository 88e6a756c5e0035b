// Intervals of shifts, against the exact distribution of the rank sum by another recurrence, and their laws.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { shiftInterval } from 'nfold/stats';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

// Coverage by Mann and Whitney's own recurrence f(n, m, u) = f(n-1, m, u-m) + f(n, m-1, u) in exact integers, Python 3.
// The critical values behind them (5, 3, 23, 211, 18) are those of the printed tables for 5 %, two-sided.
const COVERAGE: readonly (readonly [n: number, m: number, coverage: number])[] = [
  [6, 6, 0.9588744588744589],
  [6, 5, 0.9696969696969697],
  [10, 10, 0.9567429474550218],
  [25, 25, 0.9505749267748778],
  [12, 7, 0.9550686671429706],
  [4, 4, 1 - 2 / 70],
  [3, 3, 1 - 2 / 20],
  [1, 1, 0],
];

test('the coverage is that of the exact test, or what few values can promise', () => {
  for (const [n, m, coverage] of COVERAGE) {
    const found = shiftInterval(upTo(n), upTo(m)).coverage;
    assert.ok(Math.abs(found - coverage) < 1e-13, `${n}, ${m}: ${found} instead of ${coverage}`);
  }
});

test('a shift of all values shifts the interval, and exchanging the samples turns it round', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(values, values, fc.integer({ min: -50, max: 50 }), (a, b, by) => {
      const { shift, low, high } = shiftInterval(a, b);
      assert.ok(low <= shift && shift <= high);
      const moved = shiftInterval(a, b.map((y) => y + by)); // prettier-ignore
      assert.deepEqual([moved.shift, moved.low, moved.high], [shift + by, low + by, high + by]);
      const turned = shiftInterval(b, a);
      assert.deepEqual([turned.shift, turned.low, turned.high].map((x) => x + 0), [-shift, -high, -low].map((x) => x + 0)); // prettier-ignore
    }),
    { seed: 1, numRuns: 200 },
  );
});

test('samples of no size or of one too large, and impossible confidences, are refused', () => {
  const code = 'ERR_INVALID_ARGUMENT';
  assert.throws(() => shiftInterval([], [1]), { code, message: /^a must be 1 to 25 values, got 0/ });
  assert.throws(() => shiftInterval([1], upTo(26)), { code, message: /^b must be 1 to 25 values, got 26/ });
  assert.throws(() => shiftInterval([1], [1], 1), { code });
});
