import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimate, formatUncertain } from '#nfold/core';

test('a standard error stands in brackets, two digits in units of the last place', () => {
  const known: readonly (readonly [value: number, error: number, shown: string])[] = [
    [0.785389, 0.00012, '0.78539(12)'],
    [0.785389, 0.000996, '0.7854(10)'],
    [0.785389, 0.0995, '0.79(10)'],
    [0.785389, 0.0994, '0.785(99)'],
    [-0.785389, 0.12, '-0.79(12)'],
    [1234.5678, 1, '1234.6(10)'],
    [1234.5678, 9.96, '1235(10)'],
    [1234.5678, 12, '1235(12)'],
    [1e-7, 3e-9, '0.0000001000(30)'],
    [0, 0.5, '0.00(50)'],
  ];
  for (const [value, error, shown] of known) assert.equal(formatUncertain(value, error), shown);
});

test('what has no short form is written with ±', () => {
  const known: readonly (readonly [value: number, error: number, shown: string])[] = [
    [1.5, 0, '1.5 ± 0'],
    [123_456, 2345, '123500 ± 2300'],
    [1e-30, 2e-32, '1e-30 ± 2e-32'],
    [1.5, Infinity, '1.5 ± Infinity'],
    [1.5, NaN, '1.5 ± NaN'],
    [NaN, 0.1, 'NaN'],
    [-Infinity, Infinity, '-Infinity'],
  ];
  for (const [value, error, shown] of known) assert.equal(formatUncertain(value, error), shown);
});

function text(value: number, error: number): string {
  const bound = estimate({ value, error, errorKind: 'bound', evaluations: 1, status: 'converged' });
  return String(bound).replace(/ \(.*/, '');
}

test('a bound has two digits and the value no more than that is worth, 15 at most', () => {
  assert.equal(text(0.785398163397, 1.23e-9), '0.7853981634 ± 1.2e-9');
  assert.equal(text(2.00205764828542, 0.0097), '2.0021 ± 0.0097');
  assert.equal(text(1 / 3, 1e-30), '0.333333333333333 ± 1e-30');
  assert.equal(text(0.001, 5), '0 ± 5');
  assert.equal(text(0, 0.1), '0 ± 0.1');
  assert.equal(text(1 / 3, 0), '0.333333333333333 ± 0');
});

test('an estimate tells its cost, its method and its status', () => {
  const fields = { value: 1, error: 0.1, errorKind: 'standard-error', status: 'suspect' } as const;
  assert.equal(String(estimate({ ...fields, evaluations: 1 })), '1.00(10) (1 evaluation, suspect)');
  assert.equal(
    String(estimate({ ...fields, evaluations: 2 }, 'dice')),
    '1.00(10) (2 evaluations, dice, suspect)',
  );
});
