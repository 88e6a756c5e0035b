import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pool, inline, stream } from 'nfold';
import {
  type Bootstrap,
  type Samples,
  type Statistic,
  STATISTICS,
  bootstrap,
  jackknife,
  permutationTest,
} from 'nfold/resample';
import { Moments, quantile } from 'nfold/stats';
import { isNfoldError } from '#nfold/core';

const seed = 20_261_125;
const random = stream(seed);
const x = random.fillGamma(new Float64Array(101), 2, 3);
const y = x.map((value) => value + random.normal(0, 2));
const other = random.fillNormal(new Float64Array(80), 4, 3);

const range = (sample: Float64Array): number =>
  sample.reduce((a, b) => Math.max(a, b)) - sample.reduce((a, b) => Math.min(a, b));

const QUESTIONS: readonly (readonly [data: Samples, statistic: Statistic])[] = [
  [x, 'mean'],
  [x, 'median'],
  [other, 'median'],
  [x, { quantile: 0.9 }],
  [x, 'sd'],
  [x, 'variance'],
  [[x, y], 'correlation'],
  [[x, y], 'slope'],
  [[x, other], 'differenceOfMeans'],
  [[x, other], 'differenceOfMedians'],
];

/** The same statistic as a function of the samples, which takes the path of any function. */
function written(statistic: Statistic): Statistic {
  const plain: Readonly<Record<string, (...samples: Float64Array[]) => number>> = {
    mean: (a) => new Moments().addAll(a).mean,
    median: (a) => quantile(a, 0.5),
    sd: (a) => new Moments().addAll(a).sd,
    variance: (a) => new Moments().addAll(a).variance,
    correlation: (a, b) => products(a, b).xy / Math.sqrt(products(a, b).xx * products(b, a).xx),
    slope: (a, b) => products(a, b).xy / products(a, b).xx,
    differenceOfMeans: (a, b) => new Moments().addAll(a).mean - new Moments().addAll(b).mean,
    differenceOfMedians: (a, b) => quantile(a, 0.5) - quantile(b, 0.5),
  };
  if (typeof statistic === 'object') return (a) => quantile(a, statistic.quantile);
  return typeof statistic === 'string' ? plain[statistic] : statistic;
}

function products(a: Float64Array, b: Float64Array): { xx: number; xy: number } {
  const [ma, mb] = [a, b].map((sample) => new Moments().addAll(sample).mean);
  let [xx, xy] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    xx += (a[i] - ma) ** 2;
    xy += (a[i] - ma) * (b[i] - mb);
  }
  return { xx, xy };
}

const close = (actual: number, expected: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, expected ${expected}`);

test('every result has the same bits serially and for 1, 2 and 7 workers', async () => {
  const whole: Statistic = range;
  for (const workers of [1, 2, 7]) {
    await using pool = new Pool(workers);
    for (const [data, statistic] of [...QUESTIONS, [x, whole] as const]) {
      const options = { n: 500, seed, keep: true };
      const expected = await bootstrap(data, statistic, options);
      const actual = await bootstrap(data, statistic, { ...options, pool });
      assert.deepEqual(
        { ...actual, toString: 0 },
        { ...expected, toString: 0 },
        `${JSON.stringify(statistic)}, ${workers}`,
      );
    }
    const groups = [x, other];
    const test500 = { n: 500, seed, keep: true };
    assert.deepEqual(
      await permutationTest(groups, 'differenceOfMedians', { ...test500, pool }),
      await permutationTest(groups, 'differenceOfMedians', test500),
    );
    assert.deepEqual(await jackknife(x, range, { pool }), await jackknife(x, range));
  }
});

test('every backend gives the same results', async () => {
  const expected = await bootstrap([x, other], 'differenceOfMeans', { n: 300, seed });
  for (const backend of ['processes', 'serial'] as const) {
    await using pool = new Pool({ workers: 2, backend });
    const { low, high } = await bootstrap([x, other], 'differenceOfMeans', { n: 300, seed, pool });
    assert.deepEqual([low, high], [expected.low, expected.high], backend);
  }
});

test('fast paths have the distribution of resamples that are drawn and copied', async () => {
  for (const [data, statistic] of QUESTIONS) {
    const options = { n: 20_000, seed, method: 'percentile', keep: true } as const;
    const fast = await bootstrap(data, statistic, options);
    const paired = statistic === 'correlation' || statistic === 'slope';
    const slow = await bootstrap(data, written(statistic), { ...options, paired, seed: seed + 1 });
    const what = JSON.stringify(statistic);
    close(fast.estimate, slow.estimate, 1e-12 * Math.abs(slow.estimate), what);
    close(fast.bias, slow.bias, 5 * slow.standardError * Math.sqrt(2 / 20_000), what);
    close(fast.standardError, slow.standardError, 0.05 * slow.standardError, what);
    // Two-sample Kolmogorov-Smirnov at a level of 1e-6.
    const distance = largestGap(fast.distribution ?? [], slow.distribution ?? []);
    assert.ok(distance < 2.7 * Math.sqrt(2 / 20_000), `${what}: ${distance}`);
  }
});

function largestGap(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [p, q] = [a, b].map((values) =>
    Float64Array.from(values, (value) => Number(value.toPrecision(10))).sort(),
  );
  let [i, j, gap] = [0, 0, 0];
  while (i < p.length && j < q.length) {
    const value = Math.min(p[i], q[j]);
    while (i < p.length && p[i] === value) i++;
    while (j < q.length && q[j] === value) j++;
    gap = Math.max(gap, Math.abs(i / p.length - j / q.length));
  }
  return gap;
}

test('the jackknife has its closed forms, and its formulas are those of leaving out one by one', async () => {
  const mean = await jackknife(x, 'mean');
  const moments = new Moments().addAll(x);
  close(mean.standardError, moments.standardError, 1e-14, 'standard error of the mean');
  close(mean.bias, 0, 1e-12, 'the mean has no bias');
  // The variance divided by n is too small by variance / n, and the jackknife finds that exactly.
  const divided = await jackknife(x, (a) => {
    const middle = a.reduce((sum, value) => sum + value, 0) / a.length;
    return a.reduce((sum, value) => sum + (value - middle) ** 2, 0) / a.length;
  });
  close(divided.bias, -moments.variance / x.length, 1e-10, 'bias of the variance divided by n');
  for (const [data, statistic] of QUESTIONS) {
    const paired = statistic === 'correlation' || statistic === 'slope';
    const fast = await jackknife(data, statistic);
    const slow = await jackknife(data, written(statistic), { paired });
    assert.equal(fast.values.length, slow.values.length);
    for (const [i, value] of fast.values.entries())
      close(value, slow.values[i], 1e-11, `${JSON.stringify(statistic)} without ${i}`);
    close(fast.standardError, slow.standardError, 1e-9, JSON.stringify(statistic));
  }
});

test('jackknife formulas hold for any data, with ties and outliers', async () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { minLength: 4, maxLength: 20 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (data, q) => {
        const scale = Math.max(1, ...data.map(Math.abs));
        for (const statistic of ['mean', { quantile: q }, 'sd'] as const) {
          const [fast, slow] = [await jackknife(data, statistic), await jackknife(data, written(statistic))];
          for (const [i, left] of fast.values.entries())
            close(left, slow.values[i], 1e-9 * scale, JSON.stringify(statistic));
        }
      },
    ),
    { seed, numRuns: 100 },
  );
});

test('intervals cover the true value about as often as they promise', async () => {
  // 95 % of 400: 380, with a standard deviation of 4.4; BCa intervals of skewed small samples fall short a little.
  for (const [statistic, truth] of [
    ['mean', 1],
    ['median', Math.LN2],
  ] as const) {
    let covered = 0;
    for (let run = 0; run < 400; run++) {
      const sample = stream(seed, run).fillStandardExponential(new Float64Array(60));
      const { low, high } = await bootstrap(sample, statistic, { n: 999, seed: run });
      if (low <= truth && truth <= high) covered++;
    }
    assert.ok(covered >= 360 && covered <= 396, `${statistic}: ${covered} of 400`);
  }
});

test('p-values are uniform where the hypothesis is true, and never 0', async () => {
  const values: number[] = [];
  for (let run = 0; run < 300; run++) {
    const [a, b] = [0, 1].map((k) => stream(seed, run, k).fillStandardNormal(new Float64Array(12)));
    values.push((await permutationTest([a, b], 'differenceOfMeans', { n: 199, seed: run })).pValue);
  }
  const below = values.filter((p) => p <= 0.1).length;
  assert.ok(below >= 14 && below <= 50, `${below} of 300 below 0.1`);
  const apart = await permutationTest([x, x.map((value) => value + 1000)], 'differenceOfMeans', {
    n: 99,
    seed,
  });
  assert.equal(apart.pValue, 2 / 100);
  assert.equal(apart.exact, false);
});

test('random permutations agree with all of them', async () => {
  const a = [9.1, 7.3, 8.8, 10.2, 9.9, 8.4];
  const b = [7.0, 8.1, 6.9, 7.7, 8.0, 9.0];
  const cases = [
    ['differenceOfMeans', 'independent', [a, b]],
    ['differenceOfMedians', 'independent', [a, b]],
    ['correlation', 'pairings', [a, b]],
    [written('slope'), 'pairings', [a, b]],
    ['mean', 'samples', [a.map((value) => value - 8.5)]],
    [written('mean'), 'samples', [a.map((value) => value - 8.5)]],
    ['differenceOfMeans', 'samples', [a, b]],
    [written('differenceOfMeans'), 'samples', [a, b]],
  ] as const;
  for (const [statistic, type, samples] of cases) {
    const exact = await permutationTest(samples, statistic, { type, n: 1000 });
    // There are 64 sign changes, 924 ways to choose six of twelve, and 720 orders of six.
    const some = await permutationTest(samples, statistic, { type, n: exact.n - 1, seed });
    assert.deepEqual([exact.exact, some.exact, exact.standardError], [true, false, 0]);
    const error = Math.sqrt((exact.pValue * (1 - exact.pValue) + 0.01) / some.n);
    close(some.pValue, exact.pValue, 5 * error + 2 / some.n, `${JSON.stringify(statistic)} ${type}`);
  }
});

test('degenerate distributions are told, and values that are not finite are counted', async () => {
  const constant = await bootstrap([3, 3, 3, 3], 'mean', { n: 50, seed });
  assert.deepEqual(
    [constant.low, constant.high, constant.standardError, constant.status],
    [3, 3, 0, 'degenerate'],
  );
  assert.match(constant.message ?? '', /the mean is 3 in every resample/);
  // All resamples of 30 values have fewer different ones.
  const values = Array.from({ length: 30 }, (_, i) => i);
  const different = await bootstrap(values, (a) => new Set(a).size, { n: 100, seed });
  assert.deepEqual([different.low, different.high, different.status], [NaN, NaN, 'degenerate']);
  assert.match(different.message ?? '', /lies on one side of the estimate .*; use method percentile$/);
  const gap = await bootstrap([1, 2, 3, 4], (a) => (a.length === 4 ? a[0] : NaN), { n: 200, seed });
  assert.deepEqual([gap.low, gap.status], [NaN, 'degenerate']);
  assert.match(gap.message ?? '', /^the statistic without value 0 is not finite, .*; use method percentile$/);
  const one = await bootstrap([1, 2, 3, 4], () => 1, { n: 50, seed });
  assert.equal(one.status, 'degenerate');
  const few = await bootstrap(
    [
      [1, 2, 3],
      [1, 3, 2],
    ],
    'correlation',
    { n: 300, seed, method: 'percentile', keep: true },
  );
  assert.equal(few.status, 'non-finite');
  assert.equal(few.nonFinite.count, few.distribution?.filter(Number.isNaN).length);
  assert.equal(few.nonFinite.first, few.distribution?.findIndex(Number.isNaN));
  assert.ok(few.nonFinite.count > 0 && few.low >= -1 && few.high <= 1);
  assert.match(few.message ?? '', /^the correlation is not finite in \d+ of 300 resamples/);
  await assert.rejects(
    bootstrap(
      [
        [1, 1, 1],
        [1, 2, 3],
      ],
      'correlation',
      { n: 10 },
    ),
    {
      code: 'ERR_NON_FINITE',
      message: 'the correlation of the data is NaN; some sample does not vary',
    },
  );
});

test('variances and correlations keep their digits beside an outlier that a resample may lack', async () => {
  const data = [1e9, 1, 2, 3, 4, 5];
  const both = [data, data.map((value, i) => value + (i % 2))];
  for (const [samples, statistic] of [
    [data, 'variance'],
    [both, 'correlation'],
  ] as const) {
    const options = { n: 64, keep: true, method: 'percentile', seed } as const;
    const fast = await bootstrap(samples, statistic, options);
    const slow = await bootstrap(samples, written(statistic), { ...options, paired: true });
    const expected = Array.from(slow.distribution ?? []);
    assert.ok(
      expected.some((value) => Math.abs(value) < 10),
      'some resamples lack the outlier',
    );
    for (const [i, value] of (fast.distribution ?? new Float64Array()).entries()) {
      if (Number.isNaN(expected[i])) assert.ok(Number.isNaN(value));
      else close(value, expected[i], 1e-9 * Math.abs(expected[i]), `${statistic} ${i}`);
    }
  }
});

test('progress counts all the work, an aborted signal ends it, the seed is told', async () => {
  const seen: number[][] = [];
  const onProgress = (done: number, total: number): number => seen.push([done, total]);
  const { seed: told, ...first } = await bootstrap(x, range, { n: 300, onProgress });
  assert.deepEqual(seen.at(-1), [401, 401], 'resamples, and a call without each value');
  assert.ok(seen.every(([done], i) => i === 0 || done > seen[i - 1][0]));
  const again = await bootstrap(x, range, { n: 300, seed: told });
  assert.deepEqual([again.low, again.high], [first.low, first.high]);
  const signal = AbortSignal.abort();
  await assert.rejects(bootstrap(x, range, { signal }), (error) => {
    assert.ok(isNfoldError(error, 'ERR_CANCELLED') && !('partial' in error.details), 'nothing was done');
    return true;
  });
});

test('what was done before an abort is told by the error: the same as so many resamples', async () => {
  await using pool = new Pool(2);
  for (const statistic of ['mean', range] as const) {
    for (const by of [{}, { pool }]) {
      const controller = new AbortController();
      const { signal } = controller;
      const run = bootstrap(x, statistic, {
        n: 1e6,
        seed,
        ...by,
        signal,
        onProgress: () => controller.abort(),
      });
      const partial = await run.then(
        () => assert.fail('it was aborted'),
        (error: unknown) => {
          assert.ok(isNfoldError(error, 'ERR_CANCELLED'));
          return error.details['partial'] as Bootstrap;
        },
      );
      const { n } = partial;
      assert.ok(n > 0 && n < 1e6, String(n));
      const method = statistic === 'mean' ? 'bca' : 'percentile';
      const whole = await bootstrap(x, statistic, { n, seed, method });
      assert.deepEqual(
        [partial.method, partial.low, partial.high, partial.bias],
        [method, whole.low, whole.high, whole.bias],
      );
    }
  }
});

test('functions with outer variables travel by inline, and what cannot travel says so', async () => {
  await using pool = new Pool(2);
  const power = 3;
  const sumOfPowers = (a: Float64Array): number => a.reduce((sum, value) => sum + value ** power, 0);
  await assert.rejects(bootstrap(x, sumOfPowers, { n: 10, pool }), { code: 'ERR_TASK_NOT_PORTABLE' });
  const travelling = inline(sumOfPowers, { scope: { power } });
  const there = await bootstrap(x, travelling, { n: 100, seed, pool });
  const here = await bootstrap(x, sumOfPowers, { n: 100, seed });
  assert.deepEqual([there.low, there.high], [here.low, here.high]);
});

test('bad input gets one clear line', async () => {
  const cases: readonly (readonly [promise: () => Promise<unknown>, message: RegExp])[] = [
    [() => bootstrap([1], 'mean'), /^data must be at least 2 numbers, got \[1\]/],
    [() => bootstrap([], 'mean'), /^data must be at least 2 numbers, got \[\]/],
    [
      () => bootstrap([1, NaN], 'mean'),
      /^data\[1\] must be a finite number, got NaN \(number\); leave missing values out/,
    ],
    [() => bootstrap([1, 2], 'mode' as 'mean'), /^statistic must be one of mean, median/],
    [() => bootstrap([1, 2], 'medain' as 'mean'), /did you mean "median"\?/],
    [() => bootstrap([1, 2], { quantile: 2 }), /^statistic: quantile must be a number from 0 to 1/],
    [() => bootstrap([1, 2], 'correlation'), /^data must be two samples, such as \[x, y\] for correlation/],
    [
      () =>
        bootstrap(
          [
            [1, 2],
            [1, 2, 3],
          ],
          'slope',
        ),
      /^data\[1\] must be as long as data\[0\], 2, because slope needs pairs/,
    ],
    [() => bootstrap([1, 2], 'mean', { n: 0 }), /^n must be a whole number from 1 to 1000000000/],
    [() => bootstrap([1, 2], 'mean', { confidence: 95 }), /^confidence must be a number between 0 and 1/],
    [
      () => bootstrap([1, 2], 'mean', { method: 'bac' as 'bca' }),
      /^method must be one of .*did you mean "bca"\?/,
    ],
    [
      () => bootstrap([1, 2], () => 'one' as never),
      /^statistic must be a function whose result is a number, got "one"/,
    ],
    [
      () => permutationTest([1, 2], 'mean', { type: 'independent' }),
      /^type must be samples or pairings for one sample/,
    ],
    [
      () =>
        permutationTest(
          [
            [1, 2],
            [3, 4],
          ],
          'slope',
          { type: 'independent' },
        ),
      /^type must be pairings or samples for slope/,
    ],
    [() => jackknife([1, 2], 'sd'), /^data must be at least 3 numbers/],
  ];
  for (const [call, message] of cases) {
    await assert.rejects(call(), (error: Error & { code: string }) => {
      assert.match(error.message, message);
      assert.equal(error.code, 'ERR_INVALID_ARGUMENT');
      return true;
    });
  }
  assert.equal(STATISTICS.length, 8);
});
