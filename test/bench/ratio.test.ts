import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparedWith, formatRatio, pairedRatio } from 'nfold/bench';

const ratio = (...perRound: readonly number[]): string =>
  formatRatio(
    pairedRatio(
      perRound,
      perRound.map(() => 1),
    ),
  );

test('a ratio is told with its spread, and where that is wide with its interval in as many digits', () => {
  assert.equal(ratio(1.84, 1.87, 1.9), '1.87 ± 0.03');
  assert.equal(ratio(16.36, 92.8, 162.78), '92.8 (16.4 to 163)');
  assert.equal(ratio(0.0011, 0.0023, 0.0105), '0.00230 (0.00110 to 0.0105)');
  assert.equal(ratio(0.0211, 0.0234, 0.0257), '0.023 ± 0.002');
  assert.equal(ratio(24.1, 25, 26.2), '25.0 ± 1.0');
  assert.equal(ratio(1200, 1234.5, 1260), '1235 ± 30');
  assert.equal(ratio(2, 2, 2), '2.000 ± 0.001');
  assert.equal(ratio(3), '3.00');
  assert.equal(ratio(), 'n/a');
});

test('the end of a sentence says faster, slower, as fast, or that it cannot be told', () => {
  const told = (...perRound: readonly number[]): string =>
    comparedWith(
      pairedRatio(
        perRound,
        perRound.map(() => 1),
      ),
      'loop',
    );
  assert.equal(told(1.84, 1.87, 1.9), '1.87 ± 0.03 times faster than loop');
  assert.equal(told(0.5, 0.5, 0.5), '2.000 ± 0.001 times slower than loop');
  assert.equal(told(0.98, 1.01, 1.02), 'as fast (1.01 ± 0.02 times) as loop');
  assert.equal(told(0, 0, 1), 'too short to be compared with loop');
  assert.equal(told(Infinity), 'too short to be compared with loop');
});
