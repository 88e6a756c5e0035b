import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, inline } from 'nfold';
import {
  type Alternative,
  type IntervalMethod,
  type PermutationType,
  type Statistic,
  bootstrap,
  permutationTest,
} from 'nfold/resample';
import { knownAnswers } from '../known-answers/read.js';

interface Known {
  readonly samples: Readonly<Record<string, readonly number[][]>>;
  readonly resamples: number;
  readonly intervals: readonly {
    readonly sample: string;
    readonly statistic: string;
    readonly method: IntervalMethod;
    readonly alternative: Alternative;
    readonly confidence: number;
    readonly low: string;
    readonly high: string;
    readonly standardError: number;
    readonly estimate: number;
    readonly bias: number;
  }[];
  readonly permutations: readonly {
    readonly type: PermutationType;
    readonly statistic: string;
    readonly samples: readonly number[][];
    readonly alternative: Alternative;
    readonly observed: number;
    readonly pValue: number;
    readonly count: number;
  }[];
}

const known = knownAnswers<Known>('bootstrap.json');
const N = 40_000;
/** Five Monte Carlo errors of the level of a 10 % quantile, at both ends. */
const LEVEL = 2 * 5 * Math.sqrt(0.1 * 0.9 * (1 / N + 1 / known.resamples));

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}

const spreadOfMeans = inline(
  (...samples: Float64Array[]) =>
    variance(samples.map((sample) => sample.reduce((sum, value) => sum + value, 0) / sample.length)),
  { scope: { variance } },
);

function statisticOf(name: string): Statistic {
  if (name === 'spread of means') return spreadOfMeans;
  return name.startsWith('quantile') ? { quantile: Number(name.split(' ')[1]) } : (name as 'mean');
}

test('intervals, standard errors and biases agree with scipy.stats.bootstrap within Monte Carlo error', async () => {
  await using pool = new Pool(2);
  for (const { sample, statistic, method, alternative, confidence, ...expected } of known.intervals) {
    const what = `${statistic} of ${sample}, ${method}, ${alternative}`;
    // Ends jump where the distribution has steps: those of a wider and of a narrower interval enclose SciPy's.
    const [found, wide, narrow] = await Promise.all(
      [0, LEVEL, -LEVEL].map((more) => {
        const options = { n: N, method, alternative, confidence: confidence + more, seed: 7, pool };
        return bootstrap(known.samples[sample], statisticOf(statistic), options);
      }),
    );
    const error = expected.standardError;
    const near = (actual: number, wanted: number, tolerance: number, name: string): void =>
      assert.ok(
        actual === wanted || Math.abs(actual - wanted) <= tolerance * error,
        `${what}: ${name} ${actual}, SciPy's ${wanted}`,
      );
    near(found.estimate, expected.estimate, 1e-12, 'estimate');
    const [low, high] = [expected.low, expected.high].map((end) => Number(end.replace('inf', 'Infinity')));
    const inside = (value: number, from: number, to: number): boolean =>
      from - 1e-9 * error <= value && value <= to + 1e-9 * error;
    assert.ok(inside(low, wide.low, narrow.low), `${what}: low ${found.low}, SciPy's ${low}`);
    assert.ok(inside(high, narrow.high, wide.high), `${what}: high ${found.high}, SciPy's ${high}`);
    near(found.standardError, error, 5 * Math.sqrt(1 / N), 'standard error');
    near(found.bias, expected.bias, 5 * Math.sqrt(1 / N), 'bias');
  }
});

test('exact p-values are those of scipy.stats.permutation_test', async () => {
  await using pool = new Pool(2);
  for (const { type, statistic, samples, alternative, ...expected } of known.permutations) {
    const what = `${type}, ${statistic}, ${alternative}`;
    const options = { n: 1e6, type, alternative };
    const found = await permutationTest(samples, statisticOf(statistic), options);
    assert.ok(found.exact, what);
    assert.ok(Math.abs(found.statistic - expected.observed) <= 1e-12, what);
    assert.ok(Math.abs(found.pValue - expected.pValue) <= 1e-12, `${what}: ${found.pValue}`);
    // In pairings SciPy moves both samples, which takes each pairing n! times.
    if (type !== 'pairings') assert.equal(found.n, expected.count, what);
    const parallel = await permutationTest(samples, statisticOf(statistic), { ...options, pool });
    assert.deepEqual({ ...parallel, seed: 0 }, { ...found, seed: 0 }, what);
  }
});
