import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  NfoldError,
  checkFinite,
  checkInteger,
  checkOneOf,
  checkPositive,
  invalidArgument,
  isNfoldError,
  nearest,
  preview,
} from '#nfold/core';

const refusal = (check: () => unknown): string => {
  try {
    check();
  } catch (error) {
    assert.ok(isNfoldError(error, 'ERR_INVALID_ARGUMENT'));
    return error.message;
  }
  return assert.fail('nothing was refused');
};

test('values that keep their rules come back', () => {
  assert.equal(checkInteger('n', 0), 0);
  assert.equal(checkInteger('n', -3, -3, 3), -3);
  assert.equal(checkFinite('x', -0.5), -0.5);
  assert.equal(checkPositive('t', Number.MIN_VALUE), Number.MIN_VALUE);
  assert.equal(checkOneOf('method', 'midpoint', ['midpoint', 'rectangles']), 'midpoint');
});

test('values that break their rules are refused in one line: name, rule, value, type', () => {
  assert.equal(
    refusal(() => checkInteger('n', 1.5)),
    'n must be a whole number of at least 0, got 1.5 (number)',
  );
  assert.equal(
    refusal(() => checkInteger('n', '3', 1, 9)),
    'n must be a whole number from 1 to 9, got "3" (string)',
  );
  assert.equal(
    refusal(() => checkInteger('n', 2 ** 53)),
    `n must be a whole number of at least 0, got ${2 ** 53} (number)`,
  );
  assert.equal(
    refusal(() => checkFinite('x', NaN)),
    'x must be a finite number, got NaN (number)',
  );
  assert.equal(
    refusal(() => checkPositive('t', 0)),
    't must be a number greater than 0, got 0 (number)',
  );
  assert.equal(
    refusal(() => checkPositive('t', null)),
    't must be a number greater than 0, got null (null)',
  );
  assert.equal(
    refusal(() => checkOneOf('method', 'midpont', ['midpoint', 'rectangles'])),
    'method must be one of midpoint, rectangles, got "midpont" (string); did you mean "midpoint"?',
  );
  assert.equal(
    refusal(() => checkOneOf('method', 7, ['midpoint'])),
    'method must be one of midpoint, got 7 (number)',
  );
});

test('the details of a refusal are for programs', () => {
  const error = invalidArgument('n', 'even', 3, 'add one');
  assert.deepEqual(
    [error.message, error.details],
    ['n must be even, got 3 (number); add one', { name: 'n', rule: 'even', value: 3 }],
  );
  assert.ok(!isNfoldError(error, 'ERR_TIMEOUT'));
  assert.ok(!isNfoldError(new Error('other')));
  assert.equal(new NfoldError('ERR_FILE', 'no', {}, { cause: error }).cause, error);
});

test('any value has a short preview', () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const known: readonly (readonly [unknown, string])[] = [
    ['a"b', '"a\\"b"'],
    [12n, '12n'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
    [refusal, 'function refusal'],
    [Object.defineProperty(() => {}, 'name', { value: '' }), 'a function'],
    [new Float64Array(9), 'Float64Array'],
    [new TypeError('x'), 'Error'],
    [{ a: [1] }, '{"a":[1]}'],
    [circle, '[object Object]'],
    ['x'.repeat(100), `"${'x'.repeat(56)}...`],
  ];
  for (const [value, text] of known) assert.equal(preview(value), text);
});

test('the nearest word is a slip of the keyboard away, or none', () => {
  const words = ['sin', 'cos', 'midpoint', 'workers'];
  assert.equal(nearest('sni', words), 'sin');
  assert.equal(nearest('WORKER', words), 'workers');
  assert.equal(nearest('mid-point', words), 'midpoint');
  assert.equal(nearest('wrokerz', words), 'workers');
  assert.equal(nearest('wrokrez', words), undefined);
  assert.equal(nearest('tan', words), undefined);
  assert.equal(nearest('', words), undefined);
  assert.equal(nearest('sin', []), undefined);
});
