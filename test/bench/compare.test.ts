import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compare,
  describeComparison,
  formatDigits,
  formatPercent,
  formatSeconds,
  measure,
} from 'nfold/bench';
import { isNfoldError } from '#nfold/core';

function fakeClock() {
  let time = 5;
  return { clock: () => time, spend: (seconds: number) => (time += seconds) };
}

test('variants are timed in rounds, and the ratio refers to the first one', async () => {
  const { clock, spend } = fakeClock();
  const result = await compare(
    { slow: () => spend(0.04), fast: () => Promise.resolve(spend(0.02)) },
    { rounds: 4, iterations: 3, clock },
  );
  assert.deepEqual(
    result.measurements.map(({ name, seconds }) => [name, seconds.length]),
    [
      ['slow', 4],
      ['fast', 4],
    ],
  );
  assert.ok(Math.abs(result.measurements[1].mean - 0.02) < 1e-9);
  assert.ok(Math.abs(result.faster.fast.value - 2) < 1e-9);
  assert.deepEqual(describeComparison(result), [
    'slow: 40.0 ms (40.0 ms to 40.0 ms)',
    'fast: 20.0 ms (20.0 ms to 20.0 ms), 2.000 ± 0.001 times faster than slow',
  ]);
});

const equal = (a: number, b: number) => (a === b ? undefined : `${a} and ${b}`);

test('variants must agree, before the first round already', async () => {
  await assert.rejects(compare({ a: () => 1, b: () => 2 }, { equal, warmup: 0 }), (error) => {
    assert.ok(isNfoldError(error, 'ERR_DISAGREEMENT'));
    assert.equal(error.message, 'the result of b differs from the one of a: 1 and 2');
    return true;
  });
  await assert.rejects(compare({}), /variants must be an object with at least one function/);
});

test('a measurement keeps its raw samples and survives an abort', async () => {
  const { clock, spend } = fakeClock();
  const controller = new AbortController();
  let calls = 0;
  function work(): void {
    spend(++calls);
    if (calls === 4) controller.abort();
  }
  const result = await measure(work, { clock, signal: controller.signal });
  assert.equal(result.name, 'work');
  assert.deepEqual(result.seconds, [2, 3]);
  assert.equal(result.partial, true);
  assert.equal(result.time.median, 2.5);
});

test('numbers are printed with the digits that can be trusted', () => {
  assert.deepEqual([1.2345, 0.0123456, 9.9999e-4, 4.5e-8, 0, 123.4].map(formatSeconds), [
    '1.23 s',
    '12.3 ms',
    '1.00 ms',
    '45.0 ns',
    '0 s',
    '123 s',
  ]);
  assert.deepEqual(
    [NaN, 12345, 0.099999, 1e-7].map((x) => formatDigits(x, 3)),
    ['n/a', '12345', '0.100', '0.000000100'],
  );
  assert.deepEqual([0.943, 0.0512, NaN].map(formatPercent), ['94 %', '5.1 %', 'n/a']);
});
