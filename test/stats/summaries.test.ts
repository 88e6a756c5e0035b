import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { Covariance, Moments, QuantileSketch, sorted } from 'nfold/stats';
import { stream } from 'nfold/random';

const seed = 20_261_125;
const numbers = (minLength = 2): fc.Arbitrary<number[]> =>
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength, maxLength: 80 });

function close(actual: number, expected: number, scale: number, what: string): void {
  assert.ok(
    Math.abs(actual - expected) <= 1e-10 * Math.max(scale, 1e-300),
    `${what}: ${actual} vs ${expected}`,
  );
}

test('skewness and kurtosis agree with scipy.stats', () => {
  // scipy.stats.skew and kurtosis of [1, 2, 3, 10, -4, 2.5]
  const moments = new Moments().addAll([1, 2, 3, 10, -4, 2.5]);
  close(moments.skewness, 0.407_006_797_305_206_67, 1, 'skewness');
  close(moments.kurtosis, -0.067_405_972_263_582_47, 1, 'kurtosis');
  assert.ok(Number.isNaN(new Moments().addAll([2, 2]).skewness));
});

test('the third and fourth moments of merged parts are those of the whole', () => {
  fc.assert(
    fc.property(numbers(), numbers(0), (a, b) => {
      const whole = new Moments().addAll([...a, ...b]).state;
      const one = new Moments();
      for (const x of [...a, ...b]) one.add(x);
      const parts = new Moments().addAll(a).merge(new Moments().addAll(b)).state;
      const scale = Math.max(...[...a, ...b].map(Math.abs)) * (a.length + b.length);
      for (const state of [one.state, parts]) {
        close(state.m3, whole.m3, scale ** 3, 'm3');
        close(state.m4, whole.m4, scale ** 4, 'm4');
      }
    }),
    { seed },
  );
});

test('the standard error of the standard deviation is that of repeated samples', () => {
  const sds = Array.from({ length: 400 }, (_, i) => {
    const draws = stream(seed, i).fillStandardExponential(new Float64Array(2000));
    return new Moments().addAll(draws);
  });
  const spread = new Moments().addAll(sds.map(({ sd }) => sd)).sd;
  const stated = new Moments().addAll(sds.map(({ sdStandardError }) => sdStandardError)).mean;
  assert.ok(Math.abs(stated / spread - 1) < 0.15, `${stated} stated, ${spread} seen`);
});

test('covariances and correlations agree with numpy', () => {
  // numpy.cov and numpy.corrcoef of the rows
  const covariance = new Covariance(3).addColumns([
    [1, 2, 4, 7],
    [2, 1, 5, 3],
    [0, -1, 3, 8],
  ]);
  const expected = [
    [7, 2.166_666_666_666_666_5, 10.333_333_333_333_332],
    [2.166_666_666_666_666_5, 2.916_666_666_666_666_5, 3.5],
    [10.333_333_333_333_332, 3.5, 16.333_333_333_333_332],
  ];
  for (const [j, row] of covariance.matrix().entries())
    for (const [k, value] of row.entries()) close(value, expected[j][k], 20, `(${j}, ${k})`);
  close(covariance.correlations()[0][1], 0.479_512_223_816_156_3, 1, 'correlation');
  assert.equal(covariance.correlation(2, 2), 1);
  assert.ok(
    Number.isNaN(
      new Covariance(2)
        .addColumns([
          [1, 1],
          [2, 3],
        ])
        .correlation(0, 1),
    ),
  );
  assert.throws(() => new Covariance(2).addColumns([[1], [2, 3]]), /columns must be of one length/);
});

test('the covariance of merged parts is that of the whole, and a state comes back', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.integer({ min: -9, max: 9 })), {
        minLength: 3,
        maxLength: 40,
      }),
      fc.nat(40),
      (rows, cut) => {
        const columns = (part: readonly (readonly [number, number])[]): number[][] => [
          part.map(([x]) => x),
          part.map(([, y]) => y),
        ];
        const whole = new Covariance(2).addColumns(columns(rows));
        const [head, tail] = [rows.slice(0, cut), rows.slice(cut)];
        const merged = new Covariance(2)
          .addColumns(columns(head))
          .merge(Covariance.from(new Covariance(2).addColumns(columns(tail)).state));
        assert.equal(merged.n, rows.length);
        close(merged.covariance(0, 1), whole.covariance(0, 1), 1e4, 'covariance');
        close(merged.covariance(0, 0), whole.covariance(0, 0), 1e6, 'variance');
      },
    ),
    { seed },
  );
});

/** Numbers of every kind: bulk, far tails, repeated and whole ones. */
const anything = fc.oneof(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double({ min: -1e200, max: 1e200, noNaN: true }),
  fc.integer({ min: -5, max: 5 }),
);

test('the bin that a quantile names holds the order statistic, for certain', () => {
  fc.assert(
    fc.property(
      fc.array(anything, { minLength: 1, maxLength: 60 }),
      fc.array(anything, { minLength: 1, maxLength: 60 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (pilot, values, q) => {
        const sketch = QuantileSketch.around(pilot, 64).addAll(values);
        const { value, low, high } = sketch.quantile(q);
        const exact = sorted(values)[Math.floor((values.length - 1) * q)];
        // The edges are computed: they may be off by rounding, in units of what they are sums of.
        const slack =
          1e-12 * (Math.abs(low) + Math.abs(high) + Math.abs(sketch.grid.low) + 64 * sketch.grid.width);
        assert.ok(exact >= low - slack && exact <= high + slack, `${exact} in [${low}, ${high}]`);
        assert.ok(value >= low && value <= high);
      },
    ),
    { seed, numRuns: 500 },
  );
});

test('sketches of one grid merge exactly, in any order, and states come back', () => {
  fc.assert(
    fc.property(numbers(), numbers(0), numbers(0), (pilot, a, b) => {
      const { grid } = QuantileSketch.around(pilot);
      const whole = new QuantileSketch(grid).addAll([...a, ...b]);
      const one = QuantileSketch.from(new QuantileSketch(grid).addAll(b).state);
      assert.deepEqual(one.merge(new QuantileSketch(grid).addAll(a)).state, whole.state);
      assert.equal(whole.n, a.length + b.length);
    }),
    { seed },
  );
  const [a, b] = [QuantileSketch.around([1, 2.5]), QuantileSketch.around([1, 9.5])];
  assert.throws(() => a.merge(b), /other must be a sketch of the same grid/);
});

test('quantiles of a large sample lie within thousandths of a standard deviation', () => {
  const draws = stream(seed).fillStandardExponential(new Float64Array(100_000));
  const sketch = QuantileSketch.around(draws.subarray(0, 4096)).addAll(draws);
  const ascending = sorted(draws);
  for (const q of [0, 0.01, 0.25, 0.5, 0.9, 0.999]) {
    const { value, low, high } = sketch.quantile(q);
    assert.ok(high - low < 0.01 * Math.max(1, value), `width at ${q}: ${high - low}`);
    assert.ok(Math.abs(value - ascending[Math.floor(99_999 * q)]) <= high - low, `quantile ${q}`);
  }
});

test('whole numbers and constants have exact quantiles, NaN is counted apart', () => {
  const dice = Array.from({ length: 1000 }, (_, i) => 1 + (i % 6));
  const sketch = QuantileSketch.around(dice).addAll(dice).addAll([NaN, NaN]);
  assert.equal(sketch.quantile(0.5).value, 3);
  assert.equal(sketch.quantile(1).value, 6);
  assert.equal(sketch.nan, 2);
  const { value, low, high } = QuantileSketch.around([0.1]).addAll([0.1, 0.1]).quantile(0.5);
  assert.ok(Math.abs(value - 0.1) < 1e-12 && high - low < 1e-12);
  assert.ok(Number.isNaN(QuantileSketch.around([1]).quantile(0.5).value));
  assert.throws(() => sketch.quantile(2), /q must be a number from 0 to 1/);
});

test('a histogram holds every number once', () => {
  fc.assert(
    fc.property(numbers(), fc.integer({ min: 1, max: 50 }), (values, bins) => {
      const sketch = QuantileSketch.around(values, 256).addAll(values);
      const { counts, below, above } = sketch.histogram(-5e5, 5e5, bins);
      const total = counts.reduce((a, b) => a + b, below + above);
      close(total, values.length, values.length, 'total');
    }),
    { seed },
  );
});
