import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AntitheticStream, Draws, RandomStream, distributions, stream } from 'nfold/random';
import { Moments } from 'nfold/stats';

const seed = 1956;
const pair = (path: readonly number[] = [3]): [AntitheticStream, AntitheticStream] => [
  new AntitheticStream(seed, path),
  new AntitheticStream(seed, path, { mirrored: true }),
];

/** Parameters with which each distribution can be drawn. */
const PARAMETERS: Readonly<Record<string, readonly number[]>> = {
  normal: [3, 5],
  lognormal: [0.2, 0.5],
  standardT: [4],
  cauchy: [1, 2],
  laplace: [1, 2],
  logistic: [1, 2],
  uniform: [-2, 5],
  triangular: [0, 1, 4],
  gumbel: [1, 2],
  exponential: [2],
  weibull: [1.5],
  pareto: [3],
  power: [2.5],
  rayleigh: [2],
  geometric: [0.2],
  integers: [-3, 8],
  standardNormal: [],
  standardCauchy: [],
  standardExponential: [],
  random: [],
};
type Method = (...values: unknown[]) => number;
const call = (random: RandomStream, name: string, values: readonly unknown[]): number =>
  (random[name as 'normal'] as Method).apply(random, [...values]);

test('a uniform and its partner add up to 1 - 2^-53, integers to the ends, normals to twice the mean', () => {
  const [one, other] = pair();
  for (let i = 0; i < 1000; i++) {
    assert.equal(one.random() + other.random(), 1 - 2 ** -53);
    assert.equal(one.standardNormal(), -other.standardNormal());
    assert.equal(one.integers(-3, 8) + other.integers(-3, 8), 4);
    assert.ok(Math.abs(one.normal(3, 5) + other.normal(3, 5) - 6) < 1e-13);
  }
  const [a, b] = pair().map((random) => random.multivariateNormal([1, 2], [[2, 1], [1, 2]])); // prettier-ignore
  a.forEach((x, i) => assert.ok(Math.abs(x + b[i] - 2 * (i + 1)) < 1e-13));
});

test('the first of a pair draws the numbers of an ordinary stream, but for exponentials', () => {
  const [one] = pair();
  const ordinary = stream(seed, 3);
  const inverted = [
    'standardExponential',
    'exponential',
    'weibull',
    'pareto',
    'power',
    'rayleigh',
    'geometric',
  ];
  for (const [name, values] of Object.entries(PARAMETERS)) {
    if (inverted.includes(name)) continue;
    for (let i = 0; i < 20; i++) assert.equal(call(one, name, values), call(ordinary, name, values), name);
  }
  for (let i = 0; i < 20; i++) assert.equal(one.standardExponential(), ordinary.standardExponential('inv'));
});

for (const [name, values] of Object.entries(PARAMETERS)) {
  test(`${name}: both streams have its distribution, and mirror each other`, () => {
    const n = 20_000;
    const pairs = pair().map((random) => Float64Array.from({ length: n }, () => call(random, name, values)));
    const [a, b, c] = values as [number, number, number];
    const { mean, variance, density, kind } = distributions[name as 'normal'];
    const [mu, sigma] = [mean(a, b, c), Math.sqrt(variance(a, b, c))];
    const median = [...pairs[0], ...pairs[1]].sort((x, y) => x - y)[n];
    for (const draws of pairs) {
      if (Number.isFinite(mu)) {
        assert.ok(Math.abs(new Moments().addAll(draws).mean - mu) < (5 * sigma) / Math.sqrt(n), 'mean');
      }
      assert.ok(draws.every((x) => Number.isFinite(x) && density(x, a, b, c) >= 0));
    }
    // Mirrored about the median: both are never on the same side, where no probability sits on the median itself.
    const same = pairs[0].filter((x, i) => (x - median) * (pairs[1][i] - median) > 0).length;
    assert.ok(kind === 'discrete' ? same < 0.2 * n : same < 0.01 * n, `${same} pairs on one side`);
  });
}

test('arrays hold the numbers of single draws, whole and mirrored', () => {
  for (const mirrored of [false, true]) {
    const make = (): AntitheticStream => new AntitheticStream(seed, [1], { mirrored });
    for (const [name, values] of Object.entries(PARAMETERS)) {
      const fill = `fill${name[0].toUpperCase()}${name.slice(1)}`;
      const [one, other] = [make(), make()];
      const filled = (one[fill as 'fillNormal'] as (...all: unknown[]) => Float64Array).call(
        one,
        new Float64Array(40),
        ...values,
      );
      assert.deepEqual(
        Array.from(filled),
        Array.from({ length: 40 }, () => call(other, name, values)),
        fill,
      );
    }
  }
});

test('every method mirrors or refuses: none draws numbers that do not mirror', () => {
  const harmless = ['constructor', 'substream', 'fillInBulk', 'fillIntegersInBulk'];
  const names = [RandomStream.prototype, Draws.prototype]
    .flatMap((prototype) => Object.getOwnPropertyNames(prototype))
    .filter((name) => !harmless.includes(name) && name !== 'bitGenerator');
  const own = new Set(Object.getOwnPropertyNames(AntitheticStream.prototype));
  const viaOwn = ['multivariateNormal']; // asks fillMultivariateNormal
  assert.deepEqual(
    names.filter((name) => !own.has(name) && !viaOwn.includes(name)),
    [],
  );
  const [one] = pair();
  const unsupported = { code: 'ERR_UNSUPPORTED' };
  assert.throws(() => one.gamma(2, 3), /antithetic pairs have no mirror image of gamma; draw by inversion/);
  assert.throws(() => one.poisson(3), unsupported);
  assert.throws(() => one.fillBinomial(new Float64Array(3), 5, 0.5), unsupported);
  assert.throws(() => one.shuffle([1, 2]), unsupported);
  assert.throws(() => one.choice([1, 2]), unsupported);
  assert.throws(() => one.bits, unsupported);
  assert.throws(() => one.state(), unsupported);
  assert.throws(() => one.fillNormal(new Float32Array(2)), unsupported);
});

test('substreams mirror too, with any bit generator; parameters are checked as ever', () => {
  for (const bitGenerator of ['sfc64', 'philox', 'mt19937'] as const) {
    const [one, other] = [false, true].map(
      (mirrored) => new AntitheticStream(seed, [2], { mirrored, bitGenerator }),
    );
    assert.equal(one.substream(5).bitGenerator, bitGenerator);
    assert.equal(one.substream(5).standardNormal(), -other.substream(5).standardNormal());
  }
  const [one] = pair();
  assert.throws(() => one.normal(0, -1), /normal: scale must be a number of at least 0, got -1/);
  assert.throws(() => one.integers(3, 3), /integers: high must be greater than low/);
  const wrong = { mirrored: 1 as unknown as boolean };
  assert.throws(() => new AntitheticStream(1, [], wrong), /mirrored must be true or false, got 1/);
});
