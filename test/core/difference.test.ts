import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { firstDifference } from '#nfold/core';

test('what structured clone copies does not differ from its copy', () => {
  const anything = fc.anything({ withDate: true, withMap: true, withSet: true, withTypedArray: true });
  fc.assert(
    fc.property(anything, (value) => assert.equal(firstDifference(value, structuredClone(value)), undefined)),
    { seed: 1, numRuns: 300 },
  );
});

test('the first difference is told with its place and both values', () => {
  const cases: readonly (readonly [unknown, unknown, string])[] = [
    [1, 2, '2 instead of 1'],
    [0, -0, '-0 instead of 0'],
    [[1, [2, 3]], [1, [2, 4]], '[1][1] is 4 instead of 3'],
    [
      { a: { b: new Float32Array([1, 2]) } },
      { a: { b: new Float32Array([1]) } },
      '.a.b.length is 1 instead of 2',
    ],
    [{ a: 1, b: 2 }, { a: 1 }, '.b is missing'],
    [{ a: 1 }, { a: 1, b: 2 }, '.b is there unexpectedly'],
    [new Map([['k', 1]]), new Map([['k', 2]]), '[0][1] is 2 instead of 1'],
    [new Uint8Array([1]), new Int8Array([1]), 'Int8Array instead of Uint8Array'],
    [new Uint8Array([7]).buffer, new Uint8Array([8]).buffer, '[0] is 8 instead of 7'],
    [undefined, null, 'null instead of undefined'],
    ['a', 'b', '"b" instead of "a"'],
  ];
  for (const [expected, actual, difference] of cases) {
    assert.equal(firstDifference(expected, actual), difference);
  }
});

test('a tolerance is meant for each number', () => {
  const tolerance = { atol: 0.1, rtol: 0.01 };
  assert.equal(firstDifference([1, 100], [1.05, 100.9], tolerance), undefined);
  assert.equal(firstDifference([1, 100], [1.05, 101.1], tolerance), '[1] is 101.1 instead of 100');
  assert.equal(firstDifference([NaN], [NaN], tolerance), undefined);
  assert.equal(firstDifference([NaN], [1], tolerance), '[0] is 1 instead of NaN');
});

test('circles end', () => {
  const circle = (x: number): unknown => {
    const object: Record<string, unknown> = { x };
    object['self'] = object;
    return object;
  };
  assert.equal(firstDifference(circle(1), circle(1)), undefined);
  assert.equal(firstDifference(circle(1), circle(2)), '.x is 2 instead of 1');
});
