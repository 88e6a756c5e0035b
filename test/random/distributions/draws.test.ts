// What the methods of a stream promise beyond NumPy's numbers: fills, checks, orders and choices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  BIT_GENERATORS,
  type DistributionName,
  type RandomStream,
  SeedSequence,
  Sfc64,
  checkParameters,
  distributions,
  stream,
} from 'nfold/random';
import { filler, method } from './calls.js';
import { DrawsFrom } from './generators.js';

const names = Object.keys(distributions).filter((name) => name !== 'integers') as DistributionName[];
/** Parameters that every rule accepts, per distribution; fast-check chooses among them. */
const parametersOf: Readonly<Record<string, fc.Arbitrary<number[]>>> = Object.fromEntries(
  names.map((name) => [name, fc.tuple(...distributions[name].parameters.map(arbitraryFor)).map((values) => name === 'triangular' ? values.sort((a, b) => a - b) : values).filter((values) => accepted(name, values))]), // prettier-ignore
);

function arbitraryFor({ accepts }: { accepts: (value: number) => boolean }): fc.Arbitrary<number> {
  return fc
    .oneof(
      fc.constantFrom(0.05, 0.3, 0.5, 0.95, 1, 1.5, 3, 7, 12, 40, 300),
      fc.double({ min: 0.01, max: 50, noNaN: true }),
    )
    .filter(accepts);
}

function accepted(name: DistributionName, values: number[]): boolean {
  try {
    checkParameters(distributions[name], values);
    return true;
  } catch {
    return false;
  }
}

test('filling and drawing one by one are the same numbers, and leave the same stream behind', () => {
  for (const name of names) {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 1, 15, 16, 17, 100, 4097),
        parametersOf[name],
        (seed, size, parameters) => {
          const [filling, drawing] = [stream(seed), stream(seed)];
          const filled = filler<Float64Array>(filling, name)(new Float64Array(size), ...parameters);
          const draw = method(drawing, name);
          for (let i = 0; i < size; i++) assert.ok(Object.is(filled[i], draw(...parameters)), `${name} ${i}`);
          assert.equal(filling.random(), drawing.random());
        },
      ),
      { numRuns: 12, seed: 1 },
    );
  }
});

test('bulk and single draws differ in none of two million normals: wedges and tail included', () => {
  const [bulk, single] = [stream(99), new DrawsFrom(new Sfc64(new SeedSequence(99)))];
  const block = new Float64Array(100_000);
  for (let round = 0; round < 20; round++) {
    bulk.fillNormal(block, 3, 2);
    assert.ok(block.every((value) => value === single.normal(3, 2)));
  }
});

test('every bit generator fills in bulk what it draws one by one, with a half of 32 bits kept or not', () => {
  const spans = [0, 5, 999, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 53 - 1];
  for (const bitGenerator of BIT_GENERATORS) {
    for (const [i, span] of spans.entries()) {
      const pair = (): RandomStream[] => Array.from({ length: 2 }, () => stream.with({ bitGenerator })(8, i));
      for (const before of [0, 1, 2]) {
        const [filling, drawing] = pair();
        for (const s of [filling, drawing]) for (let k = 0; k < before; k++) s.integers(7);
        const low = -Math.floor(span / 2);
        const arrays = [new Float64Array(4500), ...(span < 2 ** 31 ? [new Int32Array(333)] : [])];
        for (const out of arrays) {
          filling.fillIntegers(out, low, low + span, { endpoint: true });
          const what = `${bitGenerator}, span ${span}, ${before} before`;
          assert.ok(
            out.every((x) => x === drawing.integers(low, low + span, { endpoint: true })),
            what,
          );
        }
        const normals = filling.fillNormal(new Float64Array(100), 3, 2);
        assert.ok(normals.every((x) => x === drawing.normal(3, 2)));
        const uniforms = filling.fillUniform(new Float64Array(100), -1, 5);
        assert.ok(uniforms.every((x) => x === drawing.uniform(-1, 5)));
        assert.equal(filling.integers(9), drawing.integers(9));
        const exponentials = filling.fillExponential(new Float64Array(100), 2.5);
        assert.ok(exponentials.every((x) => x === drawing.exponential(2.5)));
        assert.equal(filling.random(), drawing.random());
      }
    }
  }
});

test('a parameter that breaks its rule is refused in one line, by draws and fills', () => {
  for (const name of names) {
    const { parameters } = distributions[name];
    const good = fc.sample(parametersOf[name], { numRuns: 1, seed: 5 })[0];
    for (const [i, parameter] of parameters.entries()) {
      for (const bad of [NaN, Infinity, -Infinity, '1' as unknown as number, null as unknown as number]) {
        const values = good.with(i, bad);
        const refusal = {
          code: 'ERR_INVALID_ARGUMENT',
          message: new RegExp(`^${name}: ${parameter.name} must be [^\\n]+, got `),
        };
        assert.throws(() => method(stream(1), name)(...values), refusal);
        assert.throws(() => filler<Float64Array>(stream(1), name)(new Float64Array(3), ...values), refusal);
      }
    }
  }
});

test('rules name distribution, parameter, rule and value', () => {
  const s = stream(1);
  const refused: [() => unknown, string][] = [
    [() => s.gamma(-1), 'gamma: shape must be a number of at least 0, got -1 (number)'],
    [() => s.normal(0, -2), 'normal: scale must be a number of at least 0, got -2 (number)'],
    [() => s.uniform(2, 1), 'uniform: high must be at least low, and high - low finite, got 1 (number)'],
    [() => s.binomial(10, 1.5), 'binomial: p must be a number from 0 to 1, got 1.5 (number)'],
    [() => s.binomial(2.5, 0.5), 'binomial: n must be a whole number of at least 0, got 2.5 (number)'],
    [() => s.hypergeometric(3, 4, 8), 'hypergeometric: nsample must be at most ngood + nbad, got 8 (number)'],
    [() => s.zipf(1), 'zipf: a must be a number greater than 1, got 1 (number)'],
    [() => s.triangular(0, 5, 4), 'triangular: mode must be from left to right, with left less than right, got 5 (number)'],
    [() => (s.gamma as () => number)(), 'gamma: shape must be a number of at least 0, got undefined (undefined)'],
    [() => s.integers(5, 5), 'integers: high must be greater than low (5), by at most 2^53, got 5 (number)'],
    [() => s.integers(0.5), 'integers: high must be a whole number between -2^53 and 2^53, got 0.5 (number); bigIntegers draws beyond that'],
    [() => s.bigIntegers(0n, 2n ** 64n + 1n), 'bigIntegers: low and high must be within 64 bits, signed or unsigned, got 18446744073709551617n (bigint)'],
    [() => s.fillIntegers(new Uint8Array(2), 0, 257), 'integers: the last number for uint8 must be at most 255, got 256 (number)'],
    [() => s.fillPoisson(new Uint8Array(20), 250), 'poisson: out must be an array that can hold value 1, got "Uint8Array" (string); use a Float64Array'],
    [() => s.standardExponential('zag' as 'zig'), 'standardExponential: method must be one of zig, inv, got "zag" (string); did you mean "zig"?'],
    [() => s.choice(5, 6, { replace: false }), 'choice: size must be at most 5, as nothing is replaced, got 6 (number)'],
    [() => s.choice(3, 1, { p: [0.5, 0.5] }), 'choice: p must be as long as what is chosen from (3), got 2 (number)'],
    [() => s.choice(2, 1, { p: [0.5, 0.6] }), 'the sum of choice: p must be 1, got 1.1 (number); divide by the sum'],
    [() => s.choice(2, 1, { p: [1.5, -0.5] }), 'choice: p[0] must be a number from 0 to 1, got 1.5 (number)'],
    [() => s.choice([]), 'choice: from must be an array of at least one value, got [] (object)'],
    [() => s.permuted([1, 2, 3], 2), 'permuted: rowLength must be a divisor of the length 3, got 2 (number)'],
    [() => s.dirichlet([1, 0]), 'dirichlet: alpha[1] must be a number greater than 0, got 0 (number)'],
    [() => s.multinomial(5, [0.5, 0.2]), 'the sum of multinomial: p must be 1, got 0.7 (number); divide by the sum'],
    [() => s.bytes(-1), 'bytes: length must be a whole number of at least 0, got -1 (number)'],
  ]; // prettier-ignore
  for (const [call, message] of refused) assert.throws(call, { code: 'ERR_INVALID_ARGUMENT', message });
});

test('a covariance is checked: shape, numbers, symmetry, and where it stops being positive definite', () => {
  const s = stream(1);
  const refused: [number[], number[][], RegExp][] = [
    [[], [], /mean must be a list of at least one number/],
    [[0, NaN], [[1, 0], [0, 1]], /mean\[1\] must be a finite number, got NaN/],
    [[0, 0], [[1, 0]], /cov must be a matrix of 2 rows, as mean has 2 numbers, got 1/],
    [[0, 0], [[1, 0], [0]], /row 1 of cov must be 2 numbers long, got 1/],
    [[0, 0], [[1, Infinity], [0, 1]], /cov\[0\]\[1\] must be a finite number/],
    [[0, 0], [[1, 0.5], [0.4, 1]], /cov\[1\]\[0\] must be cov\[0\]\[1\] = 0.5, got 0.4/],
    [[0, 0], [[1, 2], [2, 1]], /cov must be positive definite, which its leading 2 x 2 block is not, got 1 \(number\); pivot 2 of the Cholesky factorisation is -3/],
    [[0], [[0]], /leading 1 x 1 block is not/],
  ]; // prettier-ignore
  for (const [mean, cov, message] of refused)
    assert.throws(() => s.multivariateNormal(mean, cov), { code: 'ERR_INVALID_ARGUMENT', message });
  assert.throws(() => s.fillMultivariateNormal(new Float64Array(3), [0, 0], [[1, 0], [0, 1]]), /the length of out must be a multiple of the dimension 2/); // prettier-ignore
});

test('multivariate normals have the covariance that was asked for', () => {
  const cov = [[4, 2, 0.6], [2, 3, 0.4], [0.6, 0.4, 1]]; // prettier-ignore
  const n = 100_000;
  const out = stream(3).fillMultivariateNormal(new Float64Array(3 * n), [1, -2, 3], cov);
  const single = stream(3);
  for (let row = 0; row < 5; row++)
    assert.deepEqual(single.multivariateNormal([1, -2, 3], cov), out.slice(3 * row, 3 * row + 3));
  const column = (i: number): number[] => Array.from({ length: n }, (_, row) => out[3 * row + i]);
  const columns = [0, 1, 2].map((i) => column(i).map((x) => x - [1, -2, 3][i]));
  for (let i = 0; i < 3; i++) {
    assert.ok(Math.abs(columns[i].reduce((sum, x) => sum + x, 0)) < 5 * Math.sqrt(n * cov[i][i]));
    for (let j = 0; j <= i; j++) {
      const product = columns[i].reduce((sum, x, row) => sum + x * columns[j][row], 0) / n;
      // The variance of x y is v_x v_y + c^2.
      const spread = Math.sqrt((cov[i][i] * cov[j][j] + cov[i][j] ** 2) / n);
      assert.ok(Math.abs(product - cov[i][j]) < 5 * spread, `covariance ${i} ${j}`);
    }
  }
});

test('shuffles and permutations keep the values; every order of four is as likely', () => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.integer()), (seed, values) => {
      const [s, t] = [stream(seed), stream(seed)];
      const permuted = s.permutation(values);
      const ascending = (a: number, b: number): number => a - b;
      assert.deepEqual(permuted.toSorted(ascending), values.toSorted(ascending));
      const copy = values.slice();
      assert.equal(t.shuffle(copy), copy);
      assert.deepEqual(copy, permuted);
    }),
    { seed: 2 },
  );
  const counts = new Map<string, number>();
  const s = stream(8);
  for (let i = 0; i < 24_000; i++) {
    const key = s.permutation(4).join('');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assert.equal(counts.size, 24);
  assert.ok(chiSquare < 65, `${chiSquare} is above the 1e-5 point of 23 degrees of freedom`);
});

test('choices without replacement are different, and each as likely, by both methods', () => {
  for (const [population, size] of [
    [50, 10],
    [20_000, 1000],
    [20_000, 10],
  ] as const)
    // prettier-ignore
    for (const shuffle of [true, false]) {
      const s = stream(4, population, size);
      let low = 0;
      for (let round = 0; round < 200; round++) {
        const chosen = s.choice(population, size, { replace: false, shuffle });
        assert.equal(new Set(chosen).size, size);
        assert.ok(chosen.every((index) => index >= 0 && index < population));
        low += chosen.filter((index) => index < population / 2).length;
      }
      assert.ok(Math.abs(low - 100 * size) < 5 * Math.sqrt(50 * size));
    }
  assert.deepEqual(stream(1).choice(['a', 'b'], 2, { replace: false }).sort(), ['a', 'b']);
  assert.deepEqual(stream(1).choice(['a', 'b', 'c'], 4, { p: [0, 1, 0] }), ['b', 'b', 'b', 'b']);
  assert.equal(stream(1).choice(['a', 'b'], undefined, { p: [0, 1] }), 'b');
  assert.throws(() => stream(1).choice(3, 2, { replace: false, p: [0, 1, 0] }), { message: /size must be at most 1/ }); // prettier-ignore
});

test('integers: endpoint, dtype, and bigints agree where they overlap', () => {
  const [a, b, c, d] = [stream(6), stream(6), stream(6), stream(6)];
  const small = d.fillIntegers(new Uint8Array(100), 3, 9, { dtype: 'int64', endpoint: true });
  for (let i = 0; i < 100; i++) {
    const value = a.integers(3, 9, { endpoint: true });
    assert.equal(b.integers(3, 10), value);
    assert.equal(Number(c.bigIntegers(3n, 10n)), value);
    assert.equal(small[i], value);
  }
});

test('cauchy, which NumPy lacks, is its standardCauchy moved and scaled', () => {
  const [a, b] = [stream(9), stream(9)];
  for (let i = 0; i < 50; i++) assert.equal(a.cauchy(2, 3), 2 + 3 * b.standardCauchy());
  assert.equal(stream(9).cauchy(), stream(9).standardCauchy());
});

test('extreme parameters end, with finite numbers', () => {
  const s = stream(12);
  for (let i = 0; i < 200; i++) {
    for (const value of [
      s.gamma(1e-3),
      s.gamma(1e9),
      s.beta(1e-200, 1e-200),
      s.beta(1e-3, 1e-3),
      s.poisson(2 ** 53),
      s.binomial(Number.MAX_SAFE_INTEGER, 0.5),
      s.geometric(1e-300),
      s.zipf(1.0001),
      s.zipf(2000),
      s.vonmises(0, 1e12),
      s.wald(1e6, 1e-6),
      s.logseries(1 - 1e-9),
    ])
      assert.ok(Number.isFinite(value));
  }
});
