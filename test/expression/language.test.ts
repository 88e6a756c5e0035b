import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile, constantValue, parse } from 'nfold/expression';

const at = (source: string, ...values: number[]): number => compile(parse(source))(...values);

test('powers bind as in mathematics', () => {
  assert.equal(constantValue('2^3^2'), 512);
  assert.equal(constantValue('-2^2'), -4);
  assert.equal(constantValue('2^-1'), 0.5);
  assert.equal(constantValue('2**3'), 8);
  assert.equal(constantValue('2^-2^2'), 1 / 16);
  assert.equal(at('-x^2', 3), -9);
  assert.equal(at('(-x)^2', 3), 9);
  assert.equal(at('pow(x, 3)', 2), 8);
});

test('products and quotients are applied from left to right, implicit ones like written ones', () => {
  assert.equal(at('2x^2', 3), 18);
  assert.equal(at('1/2x', 4), 2);
  assert.equal(at('3(x+1)', 4), 15);
  assert.equal(at('2 sin(x)', 0.3), 2 * Math.sin(0.3));
  assert.equal(at('2^3x', 5), 40);
  assert.equal(at('-3x', 5), -15);
  assert.equal(at('8/4/2'), 1);
  assert.equal(at('8-4-2'), 2);
  assert.equal(constantValue('2pi'), 2 * Math.PI);
  assert.equal(constantValue('2e'), 2 * Math.E);
  assert.equal(constantValue('2e3'), 2000);
  assert.equal(constantValue('2e-e'), Math.E);
});

test('numbers are read in every usual form', () => {
  const forms = { '1': 1, '1.5': 1.5, '.5': 0.5, '3.': 3, '1e-3': 0.001, '1E5': 1e5, '1e+2': 100 };
  for (const [text, value] of Object.entries(forms)) assert.equal(constantValue(text), value);
  assert.equal(constantValue('-inf'), -Infinity);
  assert.equal(constantValue('+pi/2'), Math.PI / 2);
  assert.equal(constantValue('0.1'), 0.1);
});

test('typographic signs mean what they look like', () => {
  assert.equal(at('2×x − 1', 3), 5);
  assert.equal(at('2·π'), 2 * Math.PI);
  assert.equal(at('x≤1', 1), 1);
  assert.equal(at('σ + 1', 1), 2);
});

test('a comparison is 1 or 0, and conditions choose', () => {
  assert.equal(at('(x < 1) + (x <= 1) + (x == 1)', 1), 2);
  assert.equal(at('x > 0 ? 1 : x < 0 ? -1 : 0', -3), -1);
  assert.equal(at('x > 0 ? 1 : x < 0 ? -1 : 0', 0), 0);
  assert.equal(at('x > 0 and x < 2', 1), 1);
  assert.equal(at('x > 0 && x < 2 || not x == 5', 5), 0);
  assert.equal(at('not 0'), 1);
  assert.equal(at('0 or 7'), 1);
  assert.equal(at('inf - inf ? 1 : 0'), 1, 'only 0 is false');
  assert.equal(at('sqrt(x < 0 ? -x : x)', -4), 2);
});

test('functions carry their mathematical names', () => {
  assert.equal(at('ln(x)', 5), Math.log(5));
  assert.equal(at('log(x)', 5), Math.log(5));
  assert.equal(at('arcsin(x) + asin(x)', 0.5), 2 * Math.asin(0.5));
  assert.equal(at('max(x, 2, 7)', 5), 7);
  assert.equal(at('hypot(3, x)', 4), 5);
  assert.equal(at('atan2(x, -1)', 0), Math.PI);
  assert.equal(at('e^(2x)', 3), Math.exp(6));
  assert.equal(at('x^0.5', 2), Math.pow(2, 0.5));
});

test('variables come in order of appearance, or as declared', () => {
  assert.deepEqual(parse('b*a + b').variables, ['b', 'a']);
  assert.deepEqual(parse('y', { variables: ['x', 'y'] }).variables, ['x', 'y']);
  assert.equal(compile(parse('y', { variables: ['x', 'y'] }))(1, 2), 2);
  assert.equal(compile('x - y', ['y', 'x'])(1, 3), 2);
  assert.throws(() => compile(parse('x + y'), ['x']), {
    code: 'ERR_INVALID_ARGUMENT',
    message: 'variables must include y, got x',
  });
});

test('a name with a meaning of its own, a repeated one or no name at all cannot be declared', () => {
  for (const name of ['pi', 'e', 'sin', 'log', 'pow', 'and', '', 'x y', '2x', 'x+1', '__proto__', '$x']) {
    assert.throws(() => parse('1', { variables: [name] }), { code: 'ERR_INVALID_ARGUMENT' }, name);
  }
  assert.throws(() => parse('x', { variables: ['x', 'x'] }), { code: 'ERR_INVALID_ARGUMENT' });
  assert.throws(() => parse(5 as unknown as string), { code: 'ERR_INVALID_ARGUMENT' });
});

test('each node knows where it stands', () => {
  const source = '3 + (a + b) * sin( x )^2';
  const { root } = parse(source);
  assert.ok(root.type === 'binary' && root.right.type === 'binary' && root.right.right.type === 'binary');
  const text = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  assert.equal(text(root), source);
  assert.equal(text(root.right), '(a + b) * sin( x )^2');
  assert.equal(text(root.right.left), 'a + b');
  assert.equal(text(root.right.right), 'sin( x )^2');
  assert.equal(text(root.right.right.left), 'sin( x )');
});
