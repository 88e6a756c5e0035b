import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pool, type Span, converge, inline } from 'nfold';
import { integrateFixed } from 'nfold/integrate';
import { BIT_GENERATORS } from 'nfold/random';
import { linearFit } from 'nfold/stats';
import { knownAnswers } from '../known-answers/read.js';

const F = '1/(1+x^2)';
const LIMITS = [0, 1] as const;

test('serial and parallel runs give the same bits for any number of workers and any backend', async () => {
  const serial = await converge(F, LIMITS, { samples: 500, seed: 3 });
  assert.deepEqual([serial.completed, serial.partial, serial.nonFinite.count], [500, false, 0]);
  for (const options of [{ workers: 1 }, { workers: 2 }, { workers: 7 }, { backend: 'serial' }] as const) {
    await using pool = new Pool(options);
    const parallel = await converge(F, LIMITS, { samples: 500, seed: 3, pool });
    assert.deepEqual(parallel.values, serial.values);
    assert.deepEqual(parallel, serial);
  }
});

test('another bit generator: the same bits with a formula, a function and workers, and other estimates', async () => {
  await using pool = new Pool(2);
  const options = { samples: 200, seed: 3 };
  const usual = await converge(F, LIMITS, options);
  for (const bitGenerator of BIT_GENERATORS.slice(1)) {
    const serial = await converge(F, LIMITS, { ...options, bitGenerator });
    assert.deepEqual(await converge(F, LIMITS, { ...options, bitGenerator, pool }), serial);
    assert.deepEqual(await converge((x) => 1 / (1 + x * x), LIMITS, { ...options, bitGenerator }), serial);
    assert.notEqual(serial.values[199], usual.values[199]);
    const one = integrateFixed(F, LIMITS, { method: 'rectangles', samples: 199, seed: 3, bitGenerator });
    assert.equal(one.value, serial.values[199]);
  }
});

test('the estimates are NumPy’s on the same streams', async () => {
  interface Case {
    seed: number;
    path: number[];
    n: number;
    rectangles: number;
    corrected: number;
  }
  const cases = knownAnswers<{ cases: Case[] }>('lecture.json').cases.filter(({ path }) => path.length === 1);
  assert.ok(cases.length > 10);
  const samples = 1 + Math.max(...cases.map(({ n }) => n));
  for (const variant of ['lecture', 'corrected'] as const) {
    const { values } = await converge(F, LIMITS, { samples, seed: cases[0].seed, variant });
    for (const { n, rectangles, corrected } of cases) {
      const expected = variant === 'lecture' ? rectangles : corrected;
      assert.ok(Math.abs(values[n] - expected) < 1e-14, `n = ${n}, ${variant}`);
    }
  }
});

test('no points and one point give 0, as in the lecture; the corrected variant counts the first rectangle', async () => {
  const lecture = await converge(F, LIMITS, { samples: 3, seed: 1 });
  assert.deepEqual([lecture.values[0], lecture.values[1]], [0, 0]);
  assert.ok(lecture.values[2] > 0);
  const corrected = await converge(F, LIMITS, { samples: 3, seed: 1, variant: 'corrected' });
  assert.equal(corrected.values[0], 0);
  assert.ok(corrected.values[1] > 0 && corrected.values[2] > lecture.values[2]);
});

test('the estimates converge to pi/4, and their error falls as 1/n', async () => {
  const { values } = await converge(F, LIMITS, { samples: 4000, seed: 8 });
  const ns = Array.from({ length: 3900 }, (_, i) => i + 100);
  const logs = ns.map((n) => Math.log(Math.abs(values[n] - Math.PI / 4)));
  const { slope } = linearFit(
    ns.map((n) => Math.log(n)),
    logs,
  );
  assert.ok(Math.abs(slope + 1) < 0.1, `slope ${slope}`);
});

test('an estimate is what integrate gives for the same seed and number of points', async () => {
  const { values } = await converge('exp(x)', [-1, 2], { samples: 101, seed: 5 });
  const single = integrateFixed('exp(x)', [-1, 2], { method: 'rectangles', samples: 100, seed: 5 });
  assert.equal(values[100], single.value);
});

test('descending limits change the sign', async () => {
  const [up, down] = await Promise.all([
    converge(F, [0, 1], { samples: 50 }),
    converge(F, [1, 0], { samples: 50 }),
  ]);
  assert.deepEqual(
    down.values,
    up.values.map((value) => -value),
  );
});

test('a function travels to the workers as a formula does', async () => {
  await using pool = new Pool(2);
  const f = (x: number): number => 1 / (1 + x * x);
  const text = await converge(F, LIMITS, { samples: 200, seed: 2 });
  for (const g of [f, inline((x: number) => 1 / (one + x * x), { scope: { one: 1 } })]) {
    const parallel = await converge(g, LIMITS, { samples: 200, seed: 2, pool });
    assert.deepEqual(parallel.values, text.values);
  }
});
declare const one: number;

test('the spans cover every estimate once', async () => {
  await using pool = new Pool(2);
  for (const options of [{}, { pool }]) {
    const spans: Span[] = [];
    await converge(F, LIMITS, { samples: 3000, onSpan: (span) => spans.push(span), ...options });
    const covered = new Uint8Array(3000);
    for (const { first, count, start, end } of spans) {
      assert.ok(end >= start);
      for (let i = first; i < first + count; i++) covered[i]++;
    }
    assert.ok(covered.every((times) => times === 1));
  }
});

test('a run that is aborted keeps what was computed and says that it is partial', async () => {
  await using pool = new Pool(2);
  for (const options of [{}, { pool }]) {
    const abort = new AbortController();
    const result = await converge(F, LIMITS, {
      samples: 20_000,
      signal: abort.signal,
      onSpan: () => abort.abort(),
      ...options,
    });
    assert.ok(result.partial && result.completed > 0 && result.completed < 20_000);
    assert.equal(
      result.values.reduce((count, value) => count + (Number.isNaN(value) ? 0 : 1), 0),
      result.completed,
    );
  }
});

test('estimates that are not finite are counted', async () => {
  const { nonFinite, completed } = await converge('1/(x-x)', LIMITS, { samples: 10 });
  assert.deepEqual([completed, nonFinite], [10, { count: 8, first: 2 }]);
});

test('bad input is refused before any work', async () => {
  await assert.rejects(converge(F, LIMITS, { samples: 0 }), {
    message: /^samples must be a whole number of at least 1/,
  });
  await assert.rejects(converge(F, [0, Infinity]), { message: /^upper limit must be a finite number/ });
  await assert.rejects(converge('1/(1+x^2', LIMITS), { code: 'ERR_EXPRESSION_SYNTAX' });
  await assert.rejects(converge(F, LIMITS, { seed: -1 }), { message: /^seed must be/ });
  const bitGenerator = 'xorshift' as 'sfc64';
  await assert.rejects(converge(F, LIMITS, { bitGenerator }), {
    message: /^bitGenerator must be one of sfc64/,
  });
});
