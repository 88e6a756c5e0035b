import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { compile, FUNCTIONS, parse, powerSteps, print, toJavaScript } from 'nfold/expression';
import { evaluate, shape, trees } from './trees.js';

test('printing and parsing give the same tree again', () => {
  fc.assert(
    fc.property(trees, (tree) => {
      assert.deepEqual(shape(parse(print(tree)).root), shape(tree));
    }),
    { seed: 1, numRuns: 3000 },
  );
});

test('the canonical text has no parenthesis too many', () => {
  const canonical: Readonly<Record<string, string>> = {
    '((1))/(1+(x^2))': '1/(1 + x^2)',
    '(2*x)*y': '2*x*y',
    '2*(x*y)': '2*(x*y)',
    'a-(b-c)': 'a - (b - c)',
    '(a^b)^c': '(a^b)^c',
    'a^(b^c)': 'a^b^c',
    '(-x)^2': '(-x)^2',
    '-(x^2)': '-x^2',
    '-(x*y)': '-(x*y)',
    '2^(-x)': '2^-x',
    '3x': '3*x',
    'exp(-(x^2))*cos(3x)': 'exp(-x^2)*cos(3*x)',
    '(x<1) and (not (y))': 'x < 1 and not y',
    '(x<1)?(a):((b)?c:d)': 'x < 1 ? a : b ? c : d',
    'log(x)': 'ln(x)',
    'pow(x,2)': 'x^2',
    'e^x': 'exp(x)',
  };
  for (const [source, text] of Object.entries(canonical)) assert.equal(String(parse(source)), text);
});

test('a compiled expression computes what its tree means, to the last bit', () => {
  const coordinate = fc.oneof(fc.double(), fc.double({ min: -3, max: 3 }), fc.integer({ min: -2, max: 2 }));
  const names = ['x', 'y', 'constructor'];
  fc.assert(
    fc.property(trees, fc.tuple(coordinate, coordinate, coordinate), (tree, values) => {
      const environment = Object.fromEntries(names.map((name, i) => [name, values[i]]));
      const expression = { source: '', root: tree, variables: names };
      const actual = compile(expression)(...values);
      assert.ok(Object.is(actual, evaluate(tree, environment)), `${print(tree)} at ${values.join(', ')}`);
    }),
    { seed: 2, numRuns: 3000 },
  );
});

function valueSource(text: string): string {
  return toJavaScript(parse(text).root).value;
}

test('whole powers are multiplied out in the published order, other powers are Math.pow', () => {
  assert.deepEqual(powerSteps(1), []);
  assert.deepEqual(powerSteps(2), [[0, 0]]);
  assert.deepEqual(powerSteps(5), [
    [0, 0],
    [1, 1],
    [0, 2],
  ]);
  assert.equal(valueSource('x^2'), '$x*$x');
  assert.equal(valueSource('x^-2'), '1 / ($x*$x)');
  assert.equal(valueSource('sin(x)^3'), 't0 = Math.sin($x), t1 = t0*t0, t0*t1');
  assert.equal(valueSource('x^17'), 'Math.pow($x, 17)');
  assert.equal(valueSource('x^0.5'), 'Math.pow($x, 0.5)');
  for (let n = 1; n <= 16; n++) {
    const values = [3];
    for (const [i, j] of powerSteps(n)) values.push(values[i] * values[j]);
    assert.equal(values[values.length - 1], 3 ** n);
  }
});

test('every function of the table is called with its own arity', () => {
  for (const [name, { math, min }] of Object.entries(FUNCTIONS)) {
    const values = [0.25, 0.75].slice(0, min);
    const parameters = ['a', 'b'].slice(0, min);
    const expected = (Reflect.get(Math, math) as (...x: number[]) => number)(...values);
    assert.ok(Object.is(compile(`${name}(${parameters.join(', ')})`)(...values), expected), name);
  }
});

test('each compiled expression is a function of its own that can travel as source', () => {
  const [first, second] = [compile('sin(x)^2 + 1'), compile('sin(x)^2 + 1')];
  assert.notEqual(first.toString(), second.toString());
  // oxlint-disable-next-line typescript/no-implied-eval -- this is what a worker does with the source
  const travelled = new Function(`return ${first.toString()}`)() as (x: number) => number;
  assert.equal(travelled(0.3), first(0.3));
  assert.equal(first.length, 1);
});
