// Arrows that need no parser: whatever is taken for one must be one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isPlainArrow, loadCaptureFinder } from '#nfold/task';

const PLAIN = [
  'x => x',
  '(x) => x * x',
  '(a, b) => a + b',
  '() => 1',
  '(x) => 4 / (1 + x ** 2)',
  '(x) => Math.max(x, .5, 1e-3) / 2.',
  '(xs) => Math.max(...xs)',
  '(x) => x?.y ?? typeof x',
  '$ => $[0] ? $.length : [NaN, null]',
];
const NOT_PLAIN = [
  '(x) => { return x }',
  '(x) => x + outer',
  '(x) => ({ x })',
  '(x = 1) => x',
  '({ x }) => x',
  'async (x) => await x',
  'function (x) { return x }',
  '(x) => [...outer]',
  '(x) => x ? outer : 1',
  '(x) => this.x',
  '(x) => x // outer',
  '(x) => x /* outer */',
  '(x) => "outer"',
  '(x) => `${outer}`',
  '(x) => 010',
  '(x) => 1n',
  '(x) => xs.map((y) => y)',
  '(x) => é',
  'method(x) => x',
];
const TOKENS = ['x', 'y', 'outer', 'Math', '.', '..', '...', 'sqrt', '(', ')', '[', ']', '{', '}', ',', '?', ':', '?.', '+', '-', '*', '/', '**', '=>', '=', '1', '.5', '2.', '010', '1e5', ' ', '\n', '"', "'", '`', '//', '/*', '*/', 'this', 'typeof', 'async', 'new', ';', '\\', '#p', 'return']; // prettier-ignore

describe('arrows that need no parser', () => {
  for (const source of PLAIN) it(`are known: ${source}`, () => assert.ok(isPlainArrow(source)));
  for (const source of NOT_PLAIN)
    it(`leave to the parser: ${source}`, () => assert.ok(!isPlainArrow(source)));

  it('use nothing from outside, by the parser as well', async () => {
    const find = await loadCaptureFinder();
    const body = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 12 });
    const head = fc.constantFrom('x =>', '(x) =>', '(x, y) =>', '() =>');
    let plain = 0;
    const check = fc.property(head, body, (start, tokens) => {
      const source = `${start} ${tokens.join('')}`;
      if (!isPlainArrow(source)) return;
      const found = find(source);
      // Texts of functions are never wrong syntax; only random ones are.
      if (found.some(({ kind }) => kind === 'syntax')) return;
      plain++;
      assert.deepEqual(found, [], source);
    });
    fc.assert(check, { seed: 1, numRuns: 40_000 });
    assert.ok(plain > 500, `${plain} of the random texts are plain arrows`);
  });
});
