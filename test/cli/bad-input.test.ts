/** What every command refuses: one line on standard error, nothing on standard output, exit code 2. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCli } from './run-cli.js';

const commands = ['converge', 'integrate', 'bench converge'];
const f = ['1/(1+x^2)', '0', '1'];

const everywhere: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [[], /^nfold: EXPR is missing: the formula.*; see nfold .* --help$/],
  [['x', '0'], /^nfold: B is missing: the upper limit, /],
  [['x', '0', '1', '2'], /takes EXPR A B, got also "2"/],
  [[...f, '--sampels', '5'], /unknown option --sampels; did you mean "--samples"\?/],
  [[...f, '--samples', '-5'], /--samples must be a whole number (of at least|from) [01].*, got "-5"/],
  [[...f, '--samples', '1.5'], /--samples must be a whole number .*, got "1\.5"/],
  [[...f, '--samples'], /--samples <N> needs a value/],
  [[...f, '--seed', '-1'], /--seed must be a whole number of at least 0, decimal or 0x…, got "-1"/],
  [
    [...f, '--bit-generator', 'pcg46'],
    /--bit-generator must be one of sfc64, .*, got "pcg46"; did you mean "pcg64"\?/,
  ],
  [[...f, '--exact', 'inf'], /--exact must be a finite number, got "inf"/],
  [[...f, '--plot', '/nowhere/a.svg'], /--plot must be a file that can be written, .*; there is no folder/],
  [[...f, '--plot', 'a.gif'], /--plot must be a file name that ends in \.svg or \.png, got "a\.gif"/],
  [
    [...f, '--progress', 'jsn'],
    /--progress must be one of auto, json, none, got "jsn"; did you mean "json"\?/,
  ],
  [['x', '0', 'sqrt(-1)'], /limit B must be a number, got "sqrt\(-1\)"/],
];

const special: readonly (readonly [command: string, args: readonly string[], message: RegExp])[] = [
  ...['0', 'abc', '-1', '1.5', '1025'].flatMap((bad) => [
    [
      'converge',
      [...f, '--workers', bad],
      /--workers must be auto or a whole number from 1 to 1024, got "/,
    ] as const,
    [
      'bench converge',
      [...f, '--workers', `1,${bad}`],
      /--workers must be auto or a list of whole numbers from 1 to 1024/,
    ] as const,
  ]),
  ['converge', [...f, '--samples', '0'], /--samples must be a whole number from 1 to 10000000, got "0"/],
  ['converge', [...f, '--repeats', '0'], /--repeats must be a whole number of at least 1, got "0"/],
  ['bench converge', [...f, '--report', 'a.svg'], /--report must be a file name that ends in \.html/],
  ['converge', ['x', '0', 'inf'], /upper limit must be a finite number, got Infinity; infinite limits need/],
  ['converge', ['x', '-inf', '1'], /lower limit must be a finite number, got -Infinity/],
  ['converge', ['x', '-1e308', '1e308'], /limits .* are too far apart/],
  ['integrate', ['x', '0', 'inf', '--samples', '9'], /upper limit must be a finite number, got Infinity/],
  ['integrate', ['x'], /A is missing: the lower limit, .*; several dimensions take --over instead/],
  ['integrate', ['x', '0', '1', '--over', 'x=0..1'], /--over must be left out where A and B are given/],
  [
    'integrate',
    ['x', '--over', 'x=0'],
    /--over must be a variable with its limits such as x=0\.\.1, got "x=0"/,
  ],
  ['integrate', ['x*y', '--over', 'x=0..1'], /--over must be given for every variable, and y has none/],
  ['integrate', ['x', '--over', 'x=0..1', '--over', 'x=0..2'], /--over must be given once for each variable/],
  [
    'integrate',
    ['x*y', '--over', 'x=0..y', '--over', 'y=0..1'],
    /--over must be limits that are constants, without y/,
  ],
  [
    'integrate',
    ['x*y', '--over', 'x=0..1', '--over', 'y=0..z'],
    /--over must be limits that are formulas of x, without z, got "y=0\.\.z"/,
  ],
  [
    'integrate',
    ['x', '--over', 'x=0..1', '--over', 'y=0..1', '--method', 'simpson'],
    /--method must be one of auto, cubature, .* with --over/,
  ],
  [
    'integrate',
    ['x', '--over', 'x=0..1', '--over', 'y=0..1', '--samples', '9'],
    /--samples must be left out with --over, .*--max-eval/,
  ],
  [
    'integrate',
    ['x', '--over', 'x=0..1', '--over', 'y=0..1', '--breakpoints', '.5'],
    /--breakpoints must be left out with --over/,
  ],
  ['integrate', [...f, '--breakpoints', '1,a'], /--breakpoints must be a list of finite numbers, got "1,a"/],
  [
    'integrate',
    [...f, '--max-evaluations', '0'],
    /--max-evaluations must be a whole number of at least 1, got "0"/,
  ],
  ['integrate', [...f, '--max-seconds', '0'], /--max-seconds must be a time above 0/],
  [
    'integrate',
    [...f, '--samples', '9', '--max-evaluations', '9'],
    /--max-evaluations must be left out with --samples/,
  ],
  ['integrate', [...f, '--method', 'qmc', '--samples', '9'], /method must be one of midpoint, rectangles/],
  ['integrate', [...f, '--workers', '0'], /--workers must be auto or a whole number from 1 to 1024, got "0"/],
  [
    'integrate',
    [...f, '--samples', '0'],
    /--samples must be a whole number of at least 1 for midpoint, got "0"/,
  ],
  [
    'integrate',
    [...f, '--samples', '1e9', '--method', 'rectangles'],
    /--samples must be .* at most 100000000 for rect/,
  ],
  ['integrate', [...f, '--method', 'midpont'], /--method must be one of .*; did you mean "midpoint"\?/],
  ['integrate', [...f, '--rtol', '-1'], /--rtol must be a number of at least 0, got "-1"/],
  [
    'integrate',
    [...f, '--weight', 'tan:3'],
    /--weight must be cos:W, sin:W or cauchy:C with a finite number/,
  ],
  [
    'integrate',
    [...f, '--weight', 'cos:3', '--method', 'simpson'],
    /--weight must be left out for simpson, got "cos:3"; cos and sin have .*: leave --method out/,
  ],
  ['integrate', [...f, '--rule', '22'], /--rule must be one of 15, 21, 31, 61, genz-malik, gauss-kronrod/],
  ['integrate', [...f, '--rule', '15'], /--rule must be left out .*; methods 'gauss-kronrod' and 'cubature'/],
  ['integrate', [...f, '--points', '9'], /--points must be left out .*; method 'gauss-legendre' takes it/],
  [
    'integrate',
    [...f, '--corrected'],
    /--corrected must be left out without --method rectangles, got "auto"/,
  ],
  [
    'integrate',
    [...f, '--checkpoint', 'c.json'],
    /--checkpoint must be left out for what cannot go on later, .*; give one of --method monte-carlo/,
  ],
  ['integrate', ['x', '1', '1', '--plot', 'a.svg'], /--plot must be left out where the limits are equal/],
  ['bench', ['convrge'], /the job must be one of converge, .*, got "convrge"; did you mean "converge"\?/],
];

async function checkRefused(command: string, args: readonly string[], message: RegExp): Promise<void> {
  const { code, stdout, stderr } = await runCli([...command.split(' '), ...args]);
  const shown = `${command} ${args.join(' ')}: ${stderr}`;
  assert.deepEqual([code, stdout], [2, ''], shown);
  assert.match(stderr, /^nfold: [^\n]+\n$/, shown);
  assert.match(stderr.trimEnd(), message, shown);
}

for (const command of commands) {
  test(`${command} refuses bad input in one line, before any work`, async () => {
    for (const [args, message] of everywhere) await checkRefused(command, args, message);
  });
}

test('each command refuses what breaks its own rules', async () => {
  for (const [command, args, message] of special) await checkRefused(command, args, message);
});

test('a formula that cannot be understood is shown with a caret', async () => {
  for (const command of commands) {
    const { code, stdout, stderr } = await runCli([...command.split(' '), '1/(1+y2', '0', '1']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^nfold: "\(" is never closed at column 3\n {2}1\/\(1\+y2\n {4}\^\n$/);
  }
});
