import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { NfoldError } from 'nfold';
import { caretLines, compile, constantValue, parse } from 'nfold/expression';

/** What is wrong, with the message that says so; the caret in the second column of the table is where it points. */
const FAULTS: readonly (readonly [source: string, caret: string, message: string])[] = [
  ['', '^', 'the expression is empty at column 1'],
  ['  ', '^', 'the expression is empty at column 1'],
  ['1/(1+x^2', '  ^', '"(" is never closed at column 3'],
  ['((1)', '^', '"(" is never closed at column 1'],
  ['max(1, 2', '   ^', '"(" is never closed at column 4'],
  ['(', '^', '"(" is never closed at column 1'],
  ['(1+2))', '     ^', '")" closes nothing at column 6'],
  [')', '^', '")" closes nothing at column 1'],
  ['sni(x)', '^', 'unknown function sni at column 1; did you mean "sin"?'],
  ['1 + sqr(x)', '    ^', 'unknown function sqr at column 5; did you mean "sqrt"?'],
  ['f(x)', '^', 'unknown function f at column 1; to multiply write f*(…)'],
  ['pi(2)', '^', 'pi is not a function at column 1; to multiply write pi*(…)'],
  ['sin(1, 2)', '^', 'sin takes 1 argument (got 2) at column 1'],
  ['1 + atan2(1)', '    ^', 'atan2 takes 2 arguments (got 1) at column 5'],
  ['max()', '^', 'max takes 1 to 255 arguments (got 0) at column 1'],
  ['pow(2)', '^', 'pow takes 2 arguments (got 1) at column 1'],
  ['sin x', '^', 'sin is a function and needs its argument in parentheses at column 1; write sin(x)'],
  ['sin^2(x)', '^', 'sin is a function and needs its argument in parentheses at column 1; write sin(x)^2'],
  ['x y', '  ^', 'no operator between x and y at column 3; write x*y'],
  ['x 2', '  ^', 'no operator between x and 2 at column 3; write x*2'],
  ['1 2', '  ^', 'no operator between 1 and 2 at column 3; write 1*2'],
  ['(x)(y)', '   ^', 'no operator between ) and ( at column 4; write )*('],
  ['1+', '  ^', 'nothing after "+" at column 3'],
  ['2**', '   ^', 'nothing after "**" at column 4'],
  ['*2', '^', 'expected a number, a name or "(", found "*" at column 1'],
  ['1+*2', '  ^', 'expected a number, a name or "(" after "+", found "*" at column 3'],
  ['()', ' ^', 'expected a number, a name or "(" after "(", found ")" at column 2'],
  ['max(1,)', '      ^', 'expected a number, a name or "(" after ",", found ")" at column 7'],
  ['1.2.3', '   ^', 'bad number 1.2. at column 4; write it as 1234.5 or 1e-3'],
  ['1_000', ' ^', 'bad number 1_ at column 2; write it as 1234.5 or 1e-3'],
  ['0x1F', '^', 'bad number 0x… at column 1; numbers are decimal, such as 16 or 1.6e1'],
  ['1e999', '^', 'number 1e999 is too large at column 1; write inf'],
  ['1e-999', '^', 'number 1e-999 is too small at column 1; write 0'],
  [
    '1,5',
    ' ^',
    'unexpected "," at column 2; a comma stands between the arguments of a function; write 1.5 with a point',
  ],
  ['x = 3', '  ^', 'unexpected character "=" at column 3; write == to compare'],
  [
    'x!',
    ' ^',
    'unexpected character "!" at column 2; write "not" to negate a condition; there is no factorial',
  ],
  ['|x|', '^', 'unexpected character "|" at column 1; write abs(x) for |x|'],
  ['x%2', ' ^', 'unexpected character "%" at column 2; the remainder of a/b is a - b*floor(a/b)'],
  ['x²', ' ^', 'unexpected character "²" at column 2; write ^2'],
  ['0 < x < 1', '      ^', 'comparisons do not chain at column 7; write a < b and b < c'],
  ['x ? 1', '  ^', '"?" without its ":" at column 3; write condition ? a : b'],
  ['x : 1', '  ^', '":" without a "?" at column 3; write condition ? a : b'],
  ['1 + not x', '    ^', '"not" inside an operation at column 5; write (not …) in parentheses'],
];

test('each fault is one line, and its caret points at the column', () => {
  for (const [source, caret, message] of FAULTS) {
    assert.throws(
      () => parse(source),
      (error: unknown) => {
        assert.ok(error instanceof NfoldError && error.code === 'ERR_EXPRESSION_SYNTAX', source);
        assert.equal(error.message, message);
        assert.deepEqual(error.details, { source, column: caret.length, caret });
        assert.equal(caretLines(error), `  ${source}\n  ${caret}`);
        return true;
      },
    );
  }
});

/** The message of the error that a source gives. */
function messageOf(source: string, variables: string[]): string {
  try {
    parse(source, { variables });
  } catch (error) {
    return (error as Error).message;
  }
  return 'no error';
}

test('an undeclared name is an error that knows the declared ones', () => {
  assert.equal(
    messageOf('alpah + 1', ['alpha', 'x1']),
    'unknown name alpah at column 1; did you mean "alpha"?',
  );
  assert.equal(messageOf('x + y', ['x']), 'unknown name y at column 5; the variables are x');
  assert.equal(messageOf('x', []), 'unknown name x at column 1; only numbers and constants are allowed');
  assert.equal(messageOf('x(2)', ['x']), 'x is not a function at column 1; to multiply write x*(…)');
});

test('a long source is cut around the fault', () => {
  const source = `${'x+'.repeat(100)}$${'+x'.repeat(100)}`;
  assert.throws(
    () => parse(source),
    (error: unknown) => {
      const [shown, caret] = (caretLines(error, 60) as string).split('\n');
      assert.ok(shown.length <= 60);
      assert.equal(shown[caret.length - 1], '$');
      return true;
    },
  );
  assert.equal(caretLines(new Error('other')), undefined);
});

function wrap(open: string, close: string, n: number): string {
  return open.repeat(n) + 'x' + close.repeat(n);
}

test('what is too deep is refused, not a stack overflow', () => {
  assert.equal(compile(wrap('(', ')', 150))(7), 7);
  assert.equal(compile(`x${'+x'.repeat(900)}`)(1), 901);
  assert.equal(compile(`x${'+x-x*2'.repeat(300)}`)(1), -299);
  const deep = [
    wrap('(', ')', 1000),
    wrap('sin(', ')', 100_000),
    wrap('-', '', 5000),
    wrap('x^', '', 5000),
    wrap('x?1:', '', 5000),
    '('.repeat(1e5),
    `x${'+x'.repeat(5000)}`,
  ];
  for (const source of deep) assert.throws(() => parse(source), { code: 'ERR_EXPRESSION_SYNTAX' });
});

test('nothing outside the language can be reached', () => {
  const attacks = [
    'x.constructor',
    'constructor(x)',
    'constructor.constructor("return 1")()',
    '__proto__',
    'toString()',
    'process.exit()',
    'globalThis.x',
    'this.x',
    'eval(x)',
    'import("fs")',
    'x => x',
    'x; y',
    '`${x}`',
    '"text"',
    "'text'",
    'x[0]',
    '{}',
    'x++',
    'x = 1',
    '/* */ x',
    'x // y',
    'x\\u0041',
    '$x',
    'hasOwnProperty(x)',
    'valueOf()',
    '(() => 1)()',
    '@x',
    '#x',
    '\0',
    '\u2028y z',
  ];
  for (const source of attacks) {
    assert.throws(() => parse(source), { code: 'ERR_EXPRESSION_SYNTAX' }, source);
  }
});

test('a variable may be called like a word of JavaScript and is still only a number', () => {
  for (const name of [
    'constructor',
    'this',
    'globalThis',
    'process',
    'toString',
    'arguments',
    'let',
    'Math',
    't0',
  ]) {
    assert.equal(compile(`(${name} + 1)^4 + sin(0)`)(1), 16, name);
    assert.throws(() => constantValue(name), { code: 'ERR_EXPRESSION_SYNTAX' });
  }
});

test('any text is either an expression or a syntax error', () => {
  const alphabet = fc.constantFrom(
    ...Array.from('0123456789.eExyπ+-*/^()<>=!&|?:, \n$_#"\'`[]{}\\'),
    'sin',
    'pi',
    'not ',
    ' and ',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(alphabet, { maxLength: 30 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (source) => {
      try {
        compile(source)(1, 2, 3);
      } catch (error) {
        assert.ok(error instanceof NfoldError && error.code === 'ERR_EXPRESSION_SYNTAX', String(error));
        assert.ok(!error.message.split('; ')[0].includes('\n'));
      }
    }),
    { seed: 20_240_501, numRuns: 5000 },
  );
});
