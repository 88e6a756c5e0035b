import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compile, parse, print } from 'nfold/expression';
import { stream } from 'nfold/random';
import { kernel } from '#nfold/kernel';
import { trees } from '../expression/trees.js';
import { knownAnswers } from '../known-answers/read.js';

const AWKWARD = [
  0,
  -0,
  1,
  -1,
  0.5,
  -2.5,
  3,
  1e-320,
  1e300,
  -1e300,
  Infinity,
  -Infinity,
  NaN,
  0.49999999999999994,
];

test('a formula’s WebAssembly gives the bits of its JavaScript, for any formula at any point', () => {
  const points = fc.array(fc.oneof(fc.double(), fc.constantFrom(...AWKWARD)), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(trees, points, (tree, x) => {
      const text = print(tree).replaceAll(/\b(y|constructor)\b/g, 'x');
      const built = kernel(text);
      assert.equal(built.engine, 'webassembly');
      const scalar = compile(text, ['x']);
      const out = new Float64Array(x.length);
      built.evaluate(Float64Array.from(x), out);
      for (let i = 0; i < x.length; i++) {
        assert.ok(Object.is(out[i], scalar(x[i])), `${text} at ${x[i]}: ${out[i]} and ${scalar(x[i])}`);
      }
    }),
    { numRuns: 1500, seed: 20_260_101 },
  );
});

test('blocks of every length are filled to the end and not beyond', () => {
  const built = kernel('2x + 1');
  for (const length of [0, 1, 2, 3, 16_383, 16_384, 16_385, 40_001]) {
    const x = Float64Array.from({ length }, (_, i) => i);
    const out = new Float64Array(length + 1).fill(-1);
    built.evaluate(x, out.subarray(0, length));
    assert.ok(x.every((value, i) => out[i] === 2 * value + 1));
    assert.equal(out[length], -1);
  }
});

test('rectangles on sorted points: NumPy’s values, and the same bits in every engine', () => {
  interface Case {
    seed: number;
    path: number[];
    n: number;
    a: number;
    b: number;
    rectangles: number;
    corrected: number;
  }
  const formula = kernel('1/(1+x^2)');
  const plain = kernel((x) => 1 / (1 + x * x));
  assert.equal(plain.engine, 'javascript');
  for (const { seed, path, n, a, b, rectangles, corrected } of knownAnswers<{ cases: Case[] }>('lecture.json')
    .cases) {
    for (const [first, expected] of [
      [false, rectangles],
      [true, corrected],
    ] as const) {
      const value = formula.sortedRectangles(stream(seed, ...path), n, a, b - a, first);
      assert.ok(
        Math.abs(value - expected) <= 2e-15 * Math.abs(expected) * Math.max(1, Math.sqrt(n)),
        `n = ${n}`,
      );
      assert.equal(plain.sortedRectangles(stream(seed, ...path), n, a, b - a, first), value, `n = ${n}`);
    }
  }
});

test('many points are summed in blocks, the same in every engine', () => {
  const [formula, plain] = [kernel('exp(-x)'), kernel((x) => Math.exp(-x))];
  for (const n of [16_384, 16_385, 50_001]) {
    const value = formula.sortedRectangles(stream(3, n), n, -1, 3, true);
    assert.equal(plain.sortedRectangles(stream(3, n), n, -1, 3, true), value);
    assert.ok(Math.abs(value - (Math.E - Math.exp(-2))) < 0.01);
  }
});

const noEval = 'deno' in process.versions && 'Deno takes no module on its command line';
test('without WebAssembly the results are the same bits', { skip: noEval }, () => {
  const script = `
    const { kernel } = await import('#nfold/kernel');
    const { stream } = await import('nfold/random');
    const built = kernel('exp(-x^2)*cos(3x)');
    const values = [0, 1, 2, 17, 1000].map((n) => built.sortedRectangles(stream(1, n), n, 0, 2, true));
    console.log(JSON.stringify([built.engine, values]));`;
  const [engine, values] = [true, false].map((present) => {
    const source = present ? script : `delete globalThis.WebAssembly; ${script}`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
      encoding: 'utf8',
    });
    assert.equal(stderr, '');
    return JSON.parse(stdout) as [string, number[]];
  });
  assert.deepEqual([engine[0], values[0]], ['webassembly', 'javascript']);
  assert.deepEqual(engine[1], values[1]);
});

test('a formula in two variables is refused', () => {
  assert.throws(() => kernel(parse('x*y')), { code: 'ERR_INVALID_ARGUMENT', message: /one variable/ });
  assert.throws(() => kernel('x*y'), { code: 'ERR_INVALID_ARGUMENT' });
});
