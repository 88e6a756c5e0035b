import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Pool, stream } from 'nfold';
import { median, quantile } from 'nfold/stats';
import {
  type DrawBlock,
  type SimulateOptions,
  cauchy,
  exponential,
  gamma,
  mvnormal,
  normal,
  poisson,
  simulate,
  sweep,
  uniform,
} from 'nfold/simulate';

const seed = 20_261_125;
const lab = {
  alpha: normal(15, 2),
  x1: normal(3, 5),
  x2: normal(10, 1),
  x3: normal(8, 8),
  eps: normal(0, 1),
};
const labText = 'y = alpha + x1 + 2*x2 + x3/2 + eps';
const BLOCK = 8192;
/** Six whole blocks and an odd part of one. */
const n = 6 * BLOCK + 849;

const mixed = {
  ...mvnormal({ a: 0, b: 1 }, [[1, 0.5], [0.5, 2]]), // prettier-ignore
  g: gamma(2, 3),
  p: poisson(4),
  u: uniform(-1, 2),
};
const mixedText = 'total = a + 2*b + g; ratio = total / (1 + p^2); wave = sin(u) * ratio';

/** All draws of an output or a variable, by `onBlock`. */
async function rawDraws(
  options: Omit<SimulateOptions<typeof mixed, Record<string, number>>, 'draws'> & { model: string },
) {
  const columns: Record<string, number[]> = {};
  let next = 0;
  const onBlock = ({ first, count, columns: block }: DrawBlock): void => {
    assert.equal(first, next);
    next += count;
    for (const [name, values] of Object.entries(block)) {
      assert.equal(values.length, count);
      (columns[name] ??= []).push(...values);
    }
  };
  const result = await simulate({ ...options, draws: mixed, onBlock });
  assert.equal(next, options.n);
  return { result, columns };
}

test('the sample of the lab agrees with theory', async () => {
  const { outputs, theory } = await simulate({ draws: lab, model: labText, n: 200_000, seed });
  const { y } = outputs;
  assert.deepEqual(theory.y, { mean: 42, sd: Math.sqrt(50), normal: true });
  assert.ok(Math.abs(y.mean - 42) < 5 * y.standardError);
  assert.ok(Math.abs(y.sd - Math.sqrt(50)) < 5 * y.sdStandardError);
  assert.ok(Math.abs(y.skewness) < 5 * Math.sqrt(6 / y.n));
  assert.ok(Math.abs(y.kurtosis) < 5 * Math.sqrt(24 / y.n));
});

test('all results have the same bits serially, for 1, 2 and 7 workers and in the serial backend, text or function', async () => {
  const model = ({ a, b, g, p, u }: Record<'a' | 'b' | 'g' | 'p' | 'u', number>) => {
    const total = a + 2 * b + g;
    const ratio = total / (1 + p * p);
    return { total, ratio, wave: Math.sin(u) * ratio };
  };
  const options = { draws: mixed, n, seed };
  const serial = await simulate({ ...options, model: mixedText });
  const check = ({ outputs, covariance }: typeof serial, where: string): void => {
    assert.deepEqual(outputs, serial.outputs, where);
    assert.deepEqual(covariance, serial.covariance, where);
    for (const q of [0, 0.01, 0.5, 0.99, 1]) {
      for (const name of serial.names) {
        assert.deepEqual(outputs[name].quantile(q), serial.outputs[name].quantile(q), where);
      }
    }
  };
  check(await simulate({ ...options, model }), 'a function');
  const pools = [{ workers: 1 }, { workers: 2 }, { workers: 7 }, { workers: 2, backend: 'serial' }] as const;
  for (const made of pools) {
    await using pool = new Pool(made);
    const workers = JSON.stringify(made);
    check(await simulate({ ...options, model: mixedText, pool }), `text, ${workers}`);
    check(await simulate({ ...options, model, pool }), `function, ${workers}`);
  }
});

test('the summary is that of the raw draws, and raw draws come in order for any number of workers', async () => {
  const { result, columns } = await rawDraws({ model: mixedText, n, seed });
  for (const name of result.names) {
    const values = columns[name];
    const output = result.outputs[name];
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
    assert.ok(Math.abs(output.mean - mean) < 1e-10 * output.sd);
    assert.ok(Math.abs(output.sd - Math.sqrt(variance)) < 1e-10 * output.sd);
    assert.equal(output.min, Math.min(...values));
    assert.equal(output.max, Math.max(...values));
    for (const q of [0.001, 0.025, 0.5, 0.9, 0.999]) {
      const { value, low, high } = output.quantile(q);
      const exact = [...values].sort((one, other) => one - other)[Math.floor((n - 1) * q)];
      assert.ok(exact >= low && exact <= high, `${name}, ${q}: ${exact} in [${low}, ${high}]`);
      assert.ok(value >= low && value <= high);
    }
    const { counts, below, above } = output.histogram();
    assert.ok(Math.abs(counts.reduce((sum, count) => sum + count, below + above) - n) < 1e-6 * n);
  }
  const [x, y] = [columns.total, columns.wave];
  const { mean: meanX } = result.outputs.total;
  const { mean: meanY } = result.outputs.wave;
  const products = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i] - meanY), 0);
  assert.ok(Math.abs(result.covariance.total.wave / (products / (n - 1)) - 1) < 1e-9);
  assert.equal(result.correlation.wave.wave, 1);
  await using pool = new Pool(2);
  const parallel = await rawDraws({ model: mixedText, n, seed, pool });
  assert.deepEqual(parallel.columns, columns);
});

test('variable k of draw i is number i mod 8192 of the stream (seed, k, block), whatever n is', async () => {
  const keep = ['p', 'u', 'g', 'a', 'total'];
  const { result, columns } = await rawDraws({ model: mixedText, n: BLOCK + 7, seed, keep });
  const place = Object.keys(mixed).indexOf('p');
  for (const block of [0, 1]) {
    const expected = stream(seed, place, block).fillPoisson(new Float64Array(7), 4);
    assert.deepEqual(columns.p.slice(block * BLOCK, block * BLOCK + 7), Array.from(expected));
  }
  const uniforms = stream(seed, Object.keys(mixed).indexOf('u'), 1).fillUniform(new Float64Array(7), -1, 2);
  assert.deepEqual(columns.u.slice(BLOCK), Array.from(uniforms));
  const fewer = await rawDraws({ model: mixedText, n: 1001, seed, keep });
  assert.deepEqual(fewer.columns.total, columns.total.slice(0, 1001));
  const { inputs, outputs } = result.draw(BLOCK + 3);
  assert.equal(inputs.p, columns.p[BLOCK + 3]);
  assert.equal(inputs.a, columns.a[BLOCK + 3]);
  assert.equal(outputs.total, columns.total[BLOCK + 3]);
});

test('correlated normals have their covariance, and theory knows it', async () => {
  const draws = mvnormal({ a: 1, b: -2, c: 0 }, [[4, 1, 0.5], [1, 2, -0.3], [0.5, -0.3, 1]]); // prettier-ignore
  const model = 'x = a; y = b; z = c; s = a - 2*b + c/2';
  const { covariance, outputs, theory } = await simulate({ draws, model, n: 100_000, seed });
  for (const [j, k, value] of [
    ['x', 'y', 1],
    ['x', 'z', 0.5],
    ['y', 'z', -0.3],
    ['x', 'x', 4],
  ] as const)
    // prettier-ignore
    assert.ok(Math.abs(covariance[j][k] - value) < 0.1, `${j}${k}`);
  // Var(a - 2b + c/2) = 4 + 8 + 1/4 - 4 Cov(a, b) + Cov(a, c) - 2 Cov(b, c)
  const variance = 4 + 8 + 0.25 - 4 * 1 + 0.5 - 2 * -0.3;
  assert.ok(Math.abs(theory.s!.sd - Math.sqrt(variance)) < 1e-12);
  assert.equal(theory.s!.mean, 5);
  assert.ok(Math.abs(outputs.s.mean - 5) < 5 * outputs.s.standardError);
  assert.ok(Math.abs(outputs.s.sd - theory.s!.sd) < 5 * outputs.s.sdStandardError);
});

test('random linear models agree with their theory', async () => {
  const coefficient = fc.integer({ min: -20, max: 20 }).map((value) => value / 4);
  await fc.assert(
    fc.asyncProperty(fc.tuple(coefficient, coefficient, coefficient, coefficient), async ([a, b, c, d]) => {
      const { outputs, theory } = await simulate({
        draws: { x: normal(2, 3), e: exponential(2), u: uniform(0, 4), p: poisson(3) },
        parameters: { d },
        model: `half = (${a})*x - u/4; y = half*2 + (${b})*(e - ${c}) + d*p - exp(0)`,
        n: 20_000,
        seed,
      });
      assert.equal(theory.y!.normal, false);
      const { y } = outputs;
      assert.ok(Math.abs(y.mean - theory.y!.mean) <= 5 * y.standardError);
      assert.ok(Math.abs(y.sd - theory.y!.sd) <= 5 * y.sdStandardError);
    }),
    { numRuns: 20, seed },
  );
});

test('theory is silent where a model is not linear or a moment is missing', async () => {
  const model = 'square = x^2; product = x*z; wild = c + x; both = x + square; scaled = 3*x + c - c';
  const draws = { x: normal(), z: normal(1, 1), c: cauchy() };
  const { theory } = await simulate({ draws, model, n: 100, seed });
  assert.deepEqual(theory, { scaled: { mean: 0, sd: 3, normal: true } });
});

test('results that are not finite are counted, left out, and can be had again', async () => {
  const { outputs, nonFinite, warnings, draw } = await simulate({
    draws: { x: normal(2, 1), z: normal() },
    model: 'y = log(x); inverse = 1/max(x, 0); z2 = z',
    n,
    seed,
  });
  const { count, first = NaN, draw: bad } = nonFinite.y;
  const share = 0.02275; // P(Z < -2)
  assert.ok(Math.abs(count / n - share) < 5 * Math.sqrt((share * (1 - share)) / n));
  assert.equal(outputs.y.n + count, n);
  assert.ok(bad !== undefined && bad.inputs.x < 0 && Number.isNaN(bad.outputs.y));
  assert.deepEqual(draw(first), bad);
  for (let i = 0; i < first; i++) assert.ok(draw(i).inputs.x >= 0);
  assert.ok(Number.isFinite(outputs.y.mean) && Number.isFinite(outputs.inverse.max));
  assert.deepEqual(nonFinite.z2, { count: 0 });
  assert.equal(outputs.z2.n, n);
  assert.match(
    warnings[0],
    /^y: \d+ results are not finite, of 50001, .* draw \d+ \(NaN\) with seed 20261125$/,
  );
});

test('heavy tails stay within the bounds of the sketch', async () => {
  const values: number[] = [];
  const onBlock = ({ columns }: DrawBlock): void => void values.push(...columns.y);
  const { outputs } = await simulate({ draws: { x: cauchy() }, model: 'y = x', n: 20_001, seed, onBlock });
  for (const q of [0, 0.001, 0.2, 0.5, 0.97, 1]) {
    const { low, high } = outputs.y.quantile(q);
    const exact = [...values].sort((a, b) => a - b)[Math.floor(20_000 * q)];
    assert.ok(exact >= low && exact <= high, `${q}`);
  }
  assert.ok(Math.abs(outputs.y.quantile(0.5).value - median(values)) < 0.01);
  assert.ok(Math.abs(outputs.y.quantile(0.75).value - quantile(values, 0.75)) < 0.01);
});

test('a sweep has a result a point, with common random numbers', async () => {
  const points = await sweep({
    draws: { x: normal() },
    parameters: { base: 1 },
    grid: { s: [1, 2], t: [0, 10] },
    model: 'y = base + s*x + t',
    n: 1000,
    seed,
  });
  assert.deepEqual(
    points.map(({ at }) => at),
    [{ s: 1, t: 0 }, { s: 1, t: 10 }, { s: 2, t: 0 }, { s: 2, t: 10 }], // prettier-ignore
  );
  const [first, shifted, doubled] = points.map(({ result }) => result.outputs.y);
  assert.ok(Math.abs(shifted.mean - first.mean - 10) < 1e-12);
  assert.ok(Math.abs(doubled.sd / first.sd - 2) < 1e-12);
});

test('progress is told at the beginning, and to the end, in rising counts', async () => {
  const seen: number[] = [];
  const onProgress = (done: number, total: number): void => {
    assert.equal(total, n);
    seen.push(done);
  };
  await simulate({ draws: lab, model: labText, n, seed, onProgress });
  assert.equal(seen[0], 0);
  assert.equal(seen.at(-1), n);
  assert.deepEqual(seen, [...new Set(seen)].sort((a, b) => a - b)); // prettier-ignore
});

test('memory does not grow with the number of draws', async () => {
  const sizes: number[] = [];
  const measure = async (draws: number): Promise<void> => {
    const onProgress = (): void => void sizes.push(process.memoryUsage().arrayBuffers);
    await simulate({ draws: { x: uniform() }, model: 'y = x', n: draws, seed, onProgress });
  };
  await measure(1e5);
  const few = Math.max(...sizes);
  await measure(4e6);
  // A column of 4e6 numbers has 32 MB.
  assert.ok(Math.max(...sizes) - few < 8e6, `${few} to ${Math.max(...sizes)}`);
});
