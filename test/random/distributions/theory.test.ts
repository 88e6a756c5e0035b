// Every distribution against theory: moments, Kolmogorov-Smirnov and chi-square with fixed seeds; and streams against each other.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type DistributionName, distributions, stream } from 'nfold/random';
import { fromHexFloat, knownAnswers } from '../../known-answers/read.js';
import { filler, method } from './calls.js';
import { LEAST_P, chiSquareP, chiSquareTail, kolmogorovP, normalP } from './goodness.js';

interface Case {
  name: DistributionName;
  parameters: number[];
  mean: string | null;
  variance: string | null;
  quantiles?: string[];
  density?: [string, string][];
  first?: number;
  probabilities?: string[];
}
const { cases } = knownAnswers<{ cases: Case[] }>('distributions.json');
const N = 40_000;
const label = ({ name, parameters }: Case): string => `${name}(${parameters.join(', ')})`;

/** A sample of the case's distribution; `parameters` may be wrong on purpose. */
function sample({ name }: Case, parameters: readonly number[], index: number): Float64Array {
  return filler<Float64Array>(stream(20_240_101, index), name)(new Float64Array(N), ...parameters);
}

/** p-values of mean and variance, as far as they exist; the variance's with the sample's own fourth moment. */
function momentsP(values: Float64Array, { mean, variance }: Case): number[] {
  if (mean === null || variance === null) return [];
  const [m, v] = [fromHexFloat(mean), fromHexFloat(variance)];
  let [sum, squares, fourth] = [0, 0, 0];
  for (const x of values) {
    sum += x - m;
    squares += (x - m) ** 2;
    fourth += (x - m) ** 4;
  }
  const spread = Math.sqrt((fourth / N - (squares / N) ** 2) / N);
  return [normalP(sum / Math.sqrt(N * v)), normalP((squares / N - v) / spread)];
}

/** How many values are at most each of the ascending bounds. */
function countsUpTo(values: Float64Array, bounds: readonly number[]): number[] {
  const ascending = values.toSorted();
  let i = 0;
  return bounds.map((bound) => {
    while (i < ascending.length && ascending[i] <= bound) i++;
    return i;
  });
}

/** p-values of Kolmogorov-Smirnov at the quantiles, and of chi-square between them. */
function continuousP(values: Float64Array, quantiles: readonly string[]): number[] {
  const counts = countsUpTo(values, quantiles.map(fromHexFloat));
  const cells = quantiles.length + 1;
  const distances = counts.map((count, i) => Math.abs(count / N - (i + 1) / cells));
  const inCells = [...counts, N].map((count, i) => count - (i === 0 ? 0 : counts[i - 1]));
  const expected = Array<number>(cells).fill(N / cells);
  return [kolmogorovP(Math.max(...distances), N), chiSquareP(inCells, expected)];
}

function discreteP(values: Float64Array, first: number, probabilities: readonly string[]): number[] {
  const observed = probabilities.map(() => 0);
  let beyond = 0;
  for (const k of values) {
    assert.ok(Number.isInteger(k) && k >= first);
    if (k - first < observed.length) observed[k - first]++;
    else beyond++;
  }
  if (beyond > 3) return [0]; // where the theory has less than 1e-7 a draw
  return [chiSquareP(observed, probabilities.map((p) => N * fromHexFloat(p)))]; // prettier-ignore
}

function pValues(values: Float64Array, theory: Case): number[] {
  const fit =
    theory.quantiles === undefined
      ? discreteP(values, theory.first!, theory.probabilities!)
      : continuousP(values, theory.quantiles);
  return [...momentsP(values, theory), ...fit];
}

test('there is a case for every distribution', () => {
  assert.deepEqual([...new Set(cases.map(({ name }) => name))].sort(), Object.keys(distributions).sort());
});

for (const [index, theory] of cases.entries()) {
  test(`${label(theory)}: moments and shape of ${N} draws`, () => {
    const p = pValues(sample(theory, theory.parameters, index), theory);
    assert.ok(Math.min(...p) > LEAST_P, `p-values ${p.join(', ')}`);
  });
}

test('the tests notice samplers that are a little wrong', () => {
  const wrong: [name: DistributionName, right: number[], wrong: number[]][] = [
    ['normal', [10.5, 2.25], [10.5, 2.4]],
    ['uniform', [-3.5, 7.25], [-3.5, 7.5]],
    ['standardGamma', [3.7], [3.85]],
    ['beta', [2.5, 3.5], [2.6, 3.5]],
    ['standardT', [7.5], [5]],
    ['poisson', [3.3], [3.4]],
    ['binomial', [1000, 0.42], [1000, 0.423]],
    ['geometric', [0.2], [0.207]],
    ['integers', [-3, 9], [-3, 10]],
  ];
  for (const [name, right, parameters] of wrong) {
    const index = cases.findIndex((theory) => label(theory) === `${name}(${right.join(', ')})`);
    const p = pValues(sample(cases[index], parameters, index), cases[index]);
    assert.ok(Math.min(...p) < LEAST_P, `${name}(${parameters.join(', ')}): ${p.join(', ')}`);
  }
});

test('a shape wrong in the middle alone fails, with the right mean and variance', () => {
  const index = cases.findIndex(({ name }) => name === 'standardNormal');
  const values = sample(cases[index], [], index);
  // Uniform between the quartiles instead of normal there.
  const uniform = method(stream(5), 'uniform');
  const flat = values.map((x) => (Math.abs(x) < 0.6745 ? uniform(-0.6745, 0.6745) : x));
  assert.ok(Math.min(...continuousP(flat, cases[index].quantiles!)) < LEAST_P);
});

test('p-values are those of tables', () => {
  // M. Abramowitz, I. A. Stegun, table 26.8: 5 % and 0.1 % points; Kolmogorov's 5 % point 1.3581.
  for (const [x, df, p] of [
    [3.84146, 1, 0.05],
    [124.342, 100, 0.05],
    [10.8276, 1, 0.001],
    [149.449, 100, 0.001],
  ] as const)
    // prettier-ignore
    assert.ok(Math.abs(chiSquareTail(x, df) / p - 1) < 1e-4);
  assert.ok(Math.abs(kolmogorovP(1.3581 / 1000, 1e6) - 0.05) < 1e-4);
});

test('means, variances and densities are SciPy’s', () => {
  for (const theory of cases) {
    const { mean, variance, density } = distributions[theory.name];
    const [a = 0, b = 0, c = 0] = theory.parameters;
    close(mean(a, b, c), theory.mean, `mean of ${label(theory)}`);
    close(variance(a, b, c), theory.variance, `variance of ${label(theory)}`);
    for (const [x, value] of theory.density ?? [])
      close(density(fromHexFloat(x), a, b, c), value, `${label(theory)} at ${fromHexFloat(x)}`);
    for (const [i, value] of (theory.probabilities ?? []).entries())
      close(density(theory.first! + i, a, b, c), value, `${label(theory)} at ${theory.first! + i}`);
  }
});

function close(actual: number, expected: string | null, what: string): void {
  if (expected === null) {
    assert.ok(!Number.isFinite(actual), `${what}: ${actual}`);
    return;
  }
  const value = fromHexFloat(expected);
  assert.ok(Math.abs(actual - value) <= 2e-9 * Math.abs(value) + 1e-12, `${what}: ${actual}, not ${value}`);
}

test('densities are 0 outside the support, and no draw leaves it', () => {
  for (const [index, theory] of cases.entries()) {
    const [a = 0, b = 0, c = 0] = theory.parameters;
    const { density, support } = distributions[theory.name];
    const [low, high] = support(a, b, c);
    assert.equal(density(low - 1, a, b, c), low === -Infinity ? density(low, a, b, c) : 0, label(theory));
    if (high < Infinity) assert.equal(density(high + 1, a, b, c), 0, label(theory));
    assert.ok(
      sample(theory, theory.parameters, index).every((x) => x >= low && x <= high),
      label(theory),
    );
  }
});

/** 12 / sqrt(n) times the sum of (u - 1/2) (v - 1/2), which is nearly a standard normal for independent uniforms. */
function correlation(u: Float64Array, v: Float64Array, lag: number): number {
  let sum = 0;
  const n = u.length - lag;
  for (let i = 0; i < n; i++) sum += (u[i] - 0.5) * (v[i + lag] - 0.5);
  return (12 * sum) / Math.sqrt(n);
}

/** The p-value of many correlations being standard normals, by chi-square of the sum of squares; both tails count. */
function independenceP(zs: readonly number[]): number {
  let squares = 0;
  for (const z of zs) squares += z * z;
  const tail = chiSquareTail(squares, zs.length);
  return 2 * Math.min(tail, 1 - tail);
}

const neighbours = {
  'stream(seed, 0 … 63)': (i: number) => stream(7, i),
  'stream(0 … 63)': (i: number) => stream(i),
  'a chain of substreams': (i: number) => stream(7, ...Array<number>(i).fill(0)),
};
for (const [what, make] of Object.entries(neighbours)) {
  test(`neighbouring streams are not correlated, nor any two of 64: ${what}`, () => {
    const streams = Array.from({ length: 64 }, (_, i) => make(i).fillRandom(new Float64Array(4000)));
    const [adjacent, all]: [number[], number[]] = [[], []];
    for (let i = 0; i + 1 < 64; i++)
      for (let lag = 0; lag < 8; lag++) adjacent.push(correlation(streams[i], streams[i + 1], lag));
    for (let i = 0; i < 64; i++) for (let j = 0; j < i; j++) all.push(correlation(streams[i], streams[j], 0));
    for (const zs of [adjacent, all]) {
      assert.ok(independenceP(zs) > LEAST_P);
      assert.ok(Math.max(...zs.map(Math.abs)) < 5.5, 'p = 4e-8 for one');
    }
  });
}

test('the test of correlation notices streams that share a little', () => {
  const streams = Array.from({ length: 64 }, (_, i) => stream(7, i).fillRandom(new Float64Array(4000)));
  // Each takes one value in 20 from the one before.
  const leaky = streams.map((u, i) =>
    i === 0 ? u : u.map((x, k) => (k % 20 === 0 ? streams[i - 1][k] : x)),
  );
  const zs = leaky.slice(1).map((u, i) => correlation(streams[i], u, 0));
  assert.ok(independenceP(zs) < LEAST_P);
});
