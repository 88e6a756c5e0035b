import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isNfoldError } from 'nfold';
import { caretLines, checkKnown, parseSystem } from 'nfold/expression';

/** The message of what `work` throws. */
function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    assert.ok(isNfoldError(error), String(error));
    return error.message;
  }
  return assert.fail('nothing was refused');
}

test('equations stand in an order in which each uses what is before it', () => {
  const system = parseSystem('c = a + b; b = a^2\n a = x1 + 2*x2;');
  assert.deepEqual(system.names, ['c', 'b', 'a']);
  assert.deepEqual(
    system.equations.map(({ name }) => name),
    ['a', 'b', 'c'],
  );
  assert.deepEqual(system.variables, ['x1', 'x2']);
  assert.equal(system.toString(), 'c = a + b; b = a^2; a = x1 + 2*x2');
  assert.equal(parseSystem(system.toString()).toString(), system.toString());
});

test('a sign of equality in a comparison defines nothing', () => {
  const { names, variables } = parseSystem('hit = x == 3 ? 1 : 0');
  assert.deepEqual([names, variables], [['hit'], ['x']]);
  assert.match(
    refusal(() => parseSystem('x == 3')),
    /^an equation begins with a name and = at column 1; /,
  );
});

test('an expression alone gets the name that is offered', () => {
  assert.deepEqual(parseSystem(' x + 1', { output: 'y' }).names, ['y']);
  assert.match(
    refusal(() => parseSystem('x + ', { output: 'y' })),
    /at column \d/,
  );
  assert.match(
    refusal(() => parseSystem('a = x; x + 1', { output: 'y' })),
    /an equation begins with a name and = at column 8/,
  );
});

test('circles are found, with the place of the first equation in them', () => {
  assert.match(
    refusal(() => parseSystem('a = b; b = c; c = a')),
    /^equations define each other in a circle \(a -> b -> c -> a\) at column 5; /,
  );
  assert.match(
    refusal(() => parseSystem('y = 1; x = x + y')),
    /^x is defined by itself at column 12; /,
  );
});

test('faults have the columns of the whole text', () => {
  const source = 'a = x; b = a +* 2';
  try {
    parseSystem(source);
    assert.fail('nothing was refused');
  } catch (error) {
    assert.equal(caretLines(error), `  ${source}\n  ${' '.repeat(source.indexOf('*'))}^`);
  }
  assert.match(
    refusal(() => parseSystem('a = 1; a = 2')),
    /variables must be different names/,
  );
  assert.match(
    refusal(() => parseSystem('pi = 3')),
    /pi has a meaning of its own/,
  );
  assert.match(
    refusal(() => parseSystem(' ; ')),
    /the model is empty at column 1/,
  );
});

test('a name that is neither defined nor known is told with its place and the nearest name', () => {
  const system = parseSystem('a = alpha; b = a + alhpa');
  assert.equal(
    refusal(() => checkKnown(system, ['alpha'], 'is not drawn')),
    'alhpa is not drawn at column 20; did you mean "alpha"?',
  );
  checkKnown(system, ['alpha', 'alhpa'], 'is not drawn');
});
