import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNfoldError } from 'nfold';
import {
  type IntegralN,
  type NdOptions,
  integrateN,
  monteCarloN,
  qmc,
  sobolPoints,
  vegas,
} from 'nfold/integrate';
import { knownAnswers } from '../../known-answers/read.js';

const METHODS = { 'monte-carlo': monteCarloN, qmc, vegas } as const;

/** A peak in three dimensions: a product whose factors have the integral 10 atan(5/2). */
const peak = ([x, y, z]: Float64Array): number =>
  1 / ((0.04 + (x - 0.5) ** 2) * (0.04 + (y - 0.5) ** 2) * (0.04 + (z - 0.5) ** 2));
const PEAK = (10 * Math.atan(2.5)) ** 3;
const CUBE = [
  [0, 1],
  [0, 1],
  [0, 1],
] as const;

test('Sobol’s points are SciPy’s, bit for bit, in 1111 dimensions', () => {
  const known = knownAnswers<{
    dimension: number;
    count: number;
    columns: Record<string, number[]>;
    sums: number[];
  }>('sobol.json');
  const { dimension, count } = known;
  const integers = sobolPoints(dimension, count).map((u) => (u - 2 ** -33) * 2 ** 32);
  for (const [k, column] of Object.entries(known.columns)) {
    assert.deepEqual(
      Array.from(integers.subarray(Number(k) * count, (Number(k) + 1) * count)),
      column,
      `dimension ${k}`,
    );
  }
  for (let i = 0; i < count; i++) {
    let sum = 0;
    for (let k = 0; k < dimension; k++) sum += integers[k * count + i];
    assert.equal(sum, known.sums[i], `point ${i}`);
  }
});

test('scrambled points are a net: each of 2^m equal strips of every axis holds one of 2^m points', () => {
  const count = 256;
  const points = sobolPoints(40, count, { seed: 5 });
  for (let k = 0; k < 40; k++) {
    const strips = new Set(
      Array.from({ length: count }, (_, i) => Math.floor(points[k * count + i] * count)),
    );
    assert.equal(strips.size, count, `axis ${k}`);
  }
});

test('standard errors cover: 120 seeded runs of each method stay within two of them in 90 to 99 %', async () => {
  for (const [name, method] of Object.entries(METHODS)) {
    let [within, worst] = [0, 0];
    for (let seed = 0; seed < 120; seed++) {
      const { value, error } = await method(peak, CUBE, { rtol: 0, maxEvaluations: 6000, seed });
      const off = Math.abs(value - PEAK) / error;
      if (off <= 2) within++;
      worst = Math.max(worst, off);
    }
    assert.ok(within >= 108 && within <= 119, `${name}: ${within} of 120`);
    assert.ok(worst < 5, `${name}: off by ${worst} standard errors`);
  }
});

/** All that must not depend on who did the work. */
const bits = ({ value, error, evaluations, status, trace, state }: IntegralN): unknown => ({
  value,
  error,
  evaluations,
  status,
  trace,
  state,
});

test('a run that is stopped, written as JSON and resumed ends with the bits of one that was not', async () => {
  for (const [name, method] of Object.entries(METHODS)) {
    const options: NdOptions = { rtol: 0, maxEvaluations: 400_000, seed: 11 };
    const whole = await method(peak, CUBE, options);
    for (const after of [1, 2]) {
      const controller = new AbortController();
      let batches = 0;
      const { signal } = controller;
      const onIteration = (): void => {
        if (++batches === after) controller.abort();
      };
      const part = await method(peak, CUBE, { ...options, signal, onIteration });
      assert.equal(part.status, 'aborted', name);
      assert.ok(part.evaluations < whole.evaluations && Number.isFinite(part.value), name);
      const state = JSON.parse(JSON.stringify(part.state)) as NonNullable<IntegralN['state']>;
      const resumed = await method(peak, CUBE, { ...options, resume: state });
      assert.deepEqual(bits(resumed), bits(whole), `${name} after ${after}`);
    }
  }
});

test('vegas has a table whose last line is the result, and beats plain points at a peak', async () => {
  const options = { rtol: 0, maxEvaluations: 60_000, seed: 2 };
  const [map, plain] = [await vegas(peak, CUBE, options), await monteCarloN(peak, CUBE, options)];
  const last = map.iterations!.at(-1)!;
  assert.equal(map.iterations!.length, 11);
  assert.deepEqual([last.average, last.averageError], [map.value, map.error]);
  assert.ok(last.q > 1e-6 && last.q <= 1);
  assert.ok(map.error < plain.error / 50);
});

test('tolerances stop early, budgets are never exceeded, vectors and blocks give the numbers of points', async () => {
  for (const [name, method] of Object.entries(METHODS)) {
    const early = await method(peak, CUBE, { rtol: 0.01, seed: 1 });
    assert.equal(early.status, 'converged', name);
    assert.ok(early.evaluations < 1_000_000, name);
    for (const maxEvaluations of [1, 17, 3000]) {
      let calls = 0;
      const counted = (x: Float64Array): number => {
        calls++;
        return peak(x);
      };
      const { evaluations } = await method(counted, CUBE, { rtol: 0, maxEvaluations });
      assert.ok(calls === evaluations && calls <= maxEvaluations, `${name}: ${calls} of ${maxEvaluations}`);
    }
    const options = { rtol: 0, maxEvaluations: 20_000, seed: 4 };
    const one = await method(peak, CUBE, options);
    const two = (x: Float64Array, out: Float64Array): void => {
      out[0] = peak(x);
      out[1] = peak(x);
    };
    const both = await method(two, CUBE, { ...options, components: 2 });
    if (name !== 'vegas') assert.deepEqual(Array.from(both.components.values), [one.value, one.value], name);
    const block = (points: Float64Array, count: number, out: Float64Array): void => {
      for (let i = 0; i < count; i++)
        out[i] = peak(Float64Array.of(points[i], points[count + i], points[2 * count + i]));
    };
    assert.deepEqual(bits(await method(block, CUBE, { ...options, block: true })), bits(one), name);
  }
});

test('bad input gets one clear line', async () => {
  const cases: readonly (readonly [() => Promise<unknown>, RegExp])[] = [
    [() => qmc(peak, []), /^domain must be a list with \[low, high\] for each dimension, got \[\]/],
    [() => qmc(peak, [[0, NaN]]), /^domain\[0\] must be two numbers, got null|NaN/],
    [
      () => qmc(peak, CUBE, { maxEvaluations: 0 }),
      /^maxEvaluations must be a whole number of at least 1, got 0/,
    ],
    [() => qmc(peak, CUBE, { rtol: -1 }), /^rtol must be a number of at least 0, got -1/],
    [() => qmc(1 as never, CUBE), /^f must be a formula or a function of the coordinates, got 1/],
    [
      () =>
        qmc(
          peak,
          Array.from({ length: 1112 }, () => [0, 1] as const),
        ),
      /^domain must be of at most 1111 dimensions/,
    ],
    [() => vegas(peak, CUBE, { resume: {} as never }), /^resume must be the state of an earlier result/],
    [
      () => integrateN(peak, CUBE, { components: 0 }),
      /^components must be a whole number of at least 1, got 0/,
    ],
  ];
  for (const [call, message] of cases) {
    await assert.rejects(
      call,
      (error) => isNfoldError(error, 'ERR_INVALID_ARGUMENT') && message.test(error.message),
    );
  }
  const state = (await qmc(peak, CUBE, { maxEvaluations: 100, rtol: 0 })).state!;
  await assert.rejects(() => vegas(peak, CUBE, { resume: state }), /resume.plan.method must be vegas/);
});
