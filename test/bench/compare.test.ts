import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compare,
  comparisonTable,
  describeComparison,
  formatDigits,
  formatPercent,
  formatSeconds,
  formatTable,
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

test('promises of other libraries are awaited, once or several times in a sample', async () => {
  const { clock, spend } = fakeClock();
  const thenable: PromiseLike<number> = {
    // oxlint-disable-next-line unicorn/no-thenable -- a promise that is not one of the language's
    then: (onFulfilled) =>
      Promise.resolve(spend(0.5))
        .then(() => 7)
        .then(onFulfilled),
  };
  for (const iterations of [1, 3]) {
    const equal = (a: number, b: number) => (a === 7 && b === 7 ? undefined : `${a} and ${b}`);
    const { seconds } = await measure(() => thenable, { rounds: 2, iterations, equal, clock });
    assert.deepEqual(seconds, [0.5, 0.5]);
  }
});

test('what is prepared for a sample is not timed, and a failure to prepare ends the comparison', async () => {
  const { clock, spend } = fakeClock();
  let ready = false;
  const prepared = {
    prepare: () => {
      spend(9);
      ready = true;
    },
    run: () => {
      assert.ok(ready);
      ready = false;
      spend(0.25);
    },
  };
  const { measurements } = await compare({ prepared }, { rounds: 2, clock });
  assert.deepEqual(measurements[0].seconds, [0.25, 0.25]);
  const broken = { prepare: () => Promise.reject(new Error('no disk')), run: () => 1 };
  await assert.rejects(compare({ broken }, { rounds: 1, clock }), (error) => {
    assert.ok(isNfoldError(error, 'ERR_TASK_FAILED'));
    assert.match(error.message, /\(broken\): no disk$/);
    return true;
  });
});

test('times are seconds an item, and a call may time itself', async () => {
  const { clock, spend } = fakeClock();
  const variants = { clocked: () => void spend(8), own: () => ({ seconds: 2 }) };
  const options = { rounds: 1, items: 4, clock, seconds: (r: { seconds: number } | void) => r?.seconds };
  const result = await compare<{ seconds: number } | void>(variants, options);
  assert.deepEqual(
    result.measurements.map(({ seconds, items }) => [seconds, items]),
    [
      [[2], 4],
      [[0.5], 4],
    ],
  );
});

test('a table has a row a variant, with its time over that of the baseline', async () => {
  const { clock, spend } = fakeClock();
  const variants = { nfold: () => spend(0.02), other: () => spend(0.05) };
  const result = await compare(variants, { rounds: 3, clock });
  assert.deepEqual(formatTable(comparisonTable(result)), [
    'variant   median            interval       of nfold',
    'nfold    20.0 ms  20.0 ms to 20.0 ms              1',
    'other    50.0 ms  50.0 ms to 50.0 ms  2.500 ± 0.001',
  ]);
});

const equal = (a: number, b: number) => (a === b ? undefined : `${a} and ${b}`);

test('variants must agree, before the first round already', async () => {
  await assert.rejects(compare({ a: () => 1, b: () => 2 }, { equal, warmup: 0 }), (error) => {
    assert.ok(isNfoldError(error, 'ERR_DISAGREEMENT'));
    assert.equal(error.message, 'the result of b differs from that of a: 1 and 2');
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
