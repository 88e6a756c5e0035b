import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RandomStream, stream } from 'nfold/random';
import { fromHexFloat, knownAnswers } from '../known-answers/read.js';
import { fromHex, nameOf } from './numpy-vectors.js';

interface Vectors {
  distributions: { bitgen: string; seed: string; spawn_key: number[]; call: string; values: string[] }[];
}
const vectors = knownAnswers<Vectors>('numpy_vectors.json');
const sizes = [0, 1, 2, 15, 16, 17, 1000, 4095, 4096, 4097, 9000];

/** What NumPy's calls are called here: draw by draw, and filling an array where there is a fill method. */
const CALLS: Record<
  string,
  { draw: (s: RandomStream) => number; fill?: 'fillRandom' | 'fillStandardExponential' }
> = {
  'random(20)': { draw: (s) => s.random(), fill: 'fillRandom' },
  'standard_exponential(200)': { draw: (s) => s.standardExponential(), fill: 'fillStandardExponential' },
  'uniform(-3.5, 7.25, 20)': { draw: (s) => s.uniform(-3.5, 7.25) },
  'exponential(2.5, 20)': { draw: (s) => s.exponential(2.5) },
};

test('every method gives NumPy’s numbers, one by one and in bulk', () => {
  let checked = 0;
  for (const { bitgen, seed, spawn_key, call, values } of vectors.distributions) {
    const method = CALLS[call];
    if (method === undefined) continue;
    const expected = values.map(fromHexFloat);
    const streams = stream.with({ bitGenerator: nameOf(bitgen) });
    const fresh = (): RandomStream => streams(fromHex(seed), ...spawn_key);
    const one = fresh();
    assert.deepEqual(
      expected.map(() => method.draw(one)),
      expected,
      `${bitgen} ${call}`,
    );
    if (method.fill !== undefined) {
      assert.deepEqual(Array.from(fresh()[method.fill](new Float64Array(expected.length))), expected, call);
    }
    checked++;
  }
  assert.equal(checked, 10 * Object.keys(CALLS).length);
});

test('filling an array and drawing one by one are the same numbers, and leave the same stream behind', () => {
  for (const size of sizes) {
    for (const [fill, draw] of [
      ['fillRandom', 'random'],
      ['fillStandardExponential', 'standardExponential'],
    ] as const) {
      const [bulk, single] = [stream(5, size), stream(5, size)];
      const filled = bulk[fill](new Float64Array(size));
      for (let i = 0; i < size; i++)
        assert.equal(filled[i], single[draw](), `${fill} of ${size}, value ${i}`);
      assert.equal(bulk.random(), single.random(), `after ${fill} of ${size}`);
    }
  }
});

test('in two million exponentials, bulk and single draws differ in none: wedges and tail included', () => {
  const [bulk, single] = [stream(99), stream(99)];
  const block = new Float64Array(100_000);
  for (let round = 0; round < 20; round++) {
    bulk.fillStandardExponential(block);
    assert.ok(block.every((value) => value === single.standardExponential()));
  }
});

test('a substream is a pure function of the path', () => {
  fc.assert(
    fc.property(
      fc.bigInt(0n, 2n ** 130n),
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.nat(),
      (seed, path, index) => {
        const parent = new RandomStream(seed, path);
        parent.fillRandom(new Float64Array(20));
        const child = parent.substream(index);
        assert.deepEqual(child.path, [...path, index]);
        assert.equal(child.random(), stream(seed, ...path, index).random());
      },
    ),
  );
});

test('sorted uniforms are sorted, lie in (0, 1], and agree with NumPy', () => {
  interface Case {
    seed: number;
    path: number[];
    n: number;
    a: number;
    b: number;
    points: string[];
    last: string | null;
  }
  for (const { seed, path, n, a, b, points, last } of knownAnswers<{ cases: Case[] }>('lecture.json').cases) {
    const filled = stream(seed, ...path).fillSortedUniforms(new Float64Array(n));
    const scaled = Array.from(filled, (u) => a + (b - a) * u);
    assert.deepEqual(scaled.slice(0, points.length), points.map(fromHexFloat));
    if (last !== null) assert.equal(scaled[n - 1], fromHexFloat(last));
    for (let i = 0; i < n; i++) assert.ok(filled[i] > (filled[i - 1] ?? 0) && filled[i] <= 1);
  }
});

test('the O(n) sorted uniforms have the distribution of uniforms that were sorted', () => {
  const [n, repeats] = [12, 20_000];
  const [spaced, sorted] = [stream(1, 0), stream(1, 1)];
  const [direct, bySort] = [new Float64Array(n), new Float64Array(n)];
  const ours = Array.from({ length: n }, () => new Float64Array(repeats));
  const theirs = Array.from({ length: n }, () => new Float64Array(repeats));
  for (let r = 0; r < repeats; r++) {
    spaced.fillSortedUniforms(direct);
    sorted.fillRandom(bySort).sort();
    for (let k = 0; k < n; k++) [ours[k][r], theirs[k][r]] = [direct[k], bySort[k]];
  }
  // Two-sample Kolmogorov-Smirnov, 12 order statistics and 11 gaps: 1.95 sqrt(2 / m) is the 0.1 % point of one test;
  // 2.3 keeps all 23 together at 0.1 %.
  const limit = 2.3 * Math.sqrt(2 / repeats);
  for (let k = 0; k < n; k++) {
    assert.ok(kolmogorovSmirnov(ours[k], theirs[k]) < limit, `order statistic ${k + 1} of ${n}`);
    if (k === 0) continue;
    const gap = (of: readonly Float64Array[]): Float64Array => of[k].map((x, r) => x - of[k - 1][r]);
    assert.ok(kolmogorovSmirnov(gap(ours), gap(theirs)) < limit, `gap ${k} of ${n}`);
  }
  // The test can fail: order statistics of one point more are told apart.
  const shifted = ours[5].map((x) => x * (n / (n + 1)));
  assert.ok(kolmogorovSmirnov(shifted, theirs[5]) > limit);
});

/** Largest distance between the empirical distribution functions of two samples of the same size. */
function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.toSorted(), b.toSorted()];
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    if (x[i] <= y[j]) i++;
    else j++;
    largest = Math.max(largest, Math.abs(i - j) / x.length);
  }
  return largest;
}

test('a negative scale is refused in one line', () => {
  assert.throws(() => stream(1).exponential(-1), {
    message: /^exponential: scale must be a number of at least 0, got -1/,
  });
});
