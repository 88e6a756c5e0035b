import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CliResult, runFixture } from './run-cli.js';

/** A refusal is one line on standard error, `nfold: …`, with nothing on standard output. */
function refuses(result: CliResult, message: RegExp, code = 2): void {
  assert.match(result.stderr, message);
  assert.match(result.stderr, /^nfold: [^\n]*\n( {2}[^\n]*\n {2} *\^\n)?$/, result.stderr);
  assert.equal(result.stdout, '');
  assert.equal(result.code, code);
}

test('results go to standard output, everything else to standard error', async () => {
  const result = await runFixture(['show', 'x^2', '0', '1', '--seed', '5']);
  assert.equal(result.stdout, 'x^2 from 0 to 1\nmidpoint with 1000\nseed 5\n');
  assert.equal(result.stderr, 'a note\n');
  assert.equal(result.code, 0);
  assert.equal((await runFixture(['show', 'x', '0', '1', '--quiet'])).stderr, '');
});

test('--json prints one document with numbers in full precision', async () => {
  const { stdout, code } = await runFixture([
    'bench',
    'show',
    '-x^2',
    '-inf',
    'pi/4',
    '--json',
    '--exact=-1e-3',
    '--seed=0xffffffffffffffffff',
    '--dry-run',
    '--workers=3',
  ]);
  assert.equal(code, 0);
  const document = JSON.parse(stdout) as Record<string, unknown>;
  const { env, timings, ...rest } = document as {
    env: Record<string, unknown>;
    timings: Record<string, number>;
  };
  assert.deepEqual(rest, {
    schema: 'nfold/1',
    command: 'bench show',
    params: {
      expression: '-x^2',
      a: '-inf',
      b: Math.PI / 4,
      samples: 1000,
      method: 'midpoint',
      dryRun: true,
      exact: -0.001,
      workers: 3,
    },
    seed: '4722366482869645213695',
    result: { a: '-inf', b: Math.PI / 4, values: [0.1, 'nan', '-inf'] },
    warnings: [],
    partial: false,
  });
  assert.deepEqual(Object.keys(env), ['node', 'os', 'cpu', 'cores']);
  assert.equal(env['node'], process.version);
  assert.equal(timings['part'], 0.5);
  assert.ok(timings['total'] >= 0);
});

async function firstLine(...args: string[]): Promise<string> {
  return (await runFixture(['show', '--quiet', ...args])).stdout.split('\n')[0];
}

test('negative limits and formulas are not options', async () => {
  assert.equal(await firstLine('x', '-1', '1'), 'x from -1 to 1');
  assert.equal(await firstLine('-x', '-inf', 'inf'), '-x from -Infinity to Infinity');
  assert.equal(
    await firstLine('--samples', '7', '-exp(x)', '-pi', '-(1+1)'),
    `-exp(x) from ${-Math.PI} to -2`,
  );
  assert.equal(
    await firstLine('x', '--json', '-.5', '--workers', '2', '-1e-3').then((text) => text.slice(0, 9)),
    '{"schema"',
  );
  assert.equal(await firstLine('--', '-x', '-1', '1'), '-x from -1 to 1');
});

test('a command line that cannot be understood is refused in one line', async () => {
  refuses(await runFixture(['shw']), /unknown command "shw"; did you mean "show"\?/);
  refuses(await runFixture(['bench', 'shwo']), /unknown command "shwo"; did you mean "show"\?/);
  refuses(await runFixture(['show', 'x']), /A is missing: the lower limit, .*; see nfold show --help/);
  refuses(await runFixture(['show', 'x', '0']), /B is missing: the upper limit/);
  refuses(await runFixture(['bench', 'show', 'x', '0']), /see nfold bench show --help/);
  refuses(await runFixture(['show', 'x', '0', '1', '2']), /show takes EXPR A B, got also "2"/);
  refuses(await runFixture(['wait', 'x']), /wait takes no arguments, got also "x"/);
  refuses(
    await runFixture(['show', 'x', '0', '1', '--sampels', '5']),
    /option --sampels; did you mean "--samples"\?/,
  );
  refuses(
    await runFixture(['show', 'x', '0', '1', '--sampels=5']),
    /option --sampels=5; did you mean "--samples"\?/,
  );
  refuses(
    await runFixture(['show', 'x', '0', '1', '-workers', '5']),
    /option -workers; did you mean "--workers"\?/,
  );
  refuses(await runFixture(['show', 'x', '0', '1', '-q']), /unknown option -q; see nfold show --help/);
  refuses(await runFixture(['show', 'x', '0', '1', '--samples']), /--samples <N> needs a value/);
  refuses(await runFixture(['--jsn']), /unknown option --jsn/);
});

function showWith(...args: string[]): Promise<CliResult> {
  return runFixture(['show', 'x', '0', '1', ...args]);
}

test('a value that breaks its rule is refused in one line', async () => {
  for (const bad of ['0', 'abc', '-1', '1.5', '1e9', '']) {
    refuses(
      await showWith('--workers', bad),
      /--workers must be auto or a whole number from 1 to 1024, got "/,
    );
  }
  for (const bad of ['-5', '1.5', 'abc', 'inf', '--json']) {
    refuses(await showWith('--samples', bad), /--samples must be a whole number of at least 0, got "/);
  }
  for (const bad of ['-3', '1.5', 'x', '0xg', '1e3'])
    refuses(await showWith('--seed', bad), /--seed must be a whole number/);
  refuses(
    await showWith('--method', 'midpont'),
    /--method must be one of .* got "midpont"; did you mean "midpoint"\?/,
  );
  refuses(await showWith('--exact', 'x'), /--exact: unknown name x at column 1/);
  assert.equal((await showWith('--samples', '1e4')).stdout.split('\n')[1], 'midpoint with 10000');
  assert.equal((await showWith('--samples', '2^10')).stdout.split('\n')[1], 'midpoint with 1024');
});

async function refusalOf(...args: string[]): Promise<string> {
  const result = await runFixture(['show', ...args]);
  refuses(result, /^nfold: /);
  return result.stderr;
}

test('a formula that cannot be understood is shown with a caret', async () => {
  assert.equal(await refusalOf('1/(x', '0', '1'), 'nfold: "(" is never closed at column 3\n  1/(x\n    ^\n');
  assert.equal(
    await refusalOf('x + PI', '0', '1'),
    'nfold: the formula must have one variable, and has x and PI; did you mean "pi"?\n  x + PI\n      ^\n',
  );
  assert.match(await refusalOf('x', '0', 'y'), /^nfold: limit B: unknown name y at column 1; only numbers/);
  assert.match(
    await refusalOf('x', 'sqrt(-1)', '1'),
    /limit A must be a number, got "sqrt\(-1\)"; its value is not defined/,
  );
});

test('errors are one line without a stack, and exit codes tell them apart', async () => {
  refuses(await runFixture(['fail', 'own']), /^nfold: the task took longer than 1 s\n/, 1);
  refuses(
    await runFixture(['fail', 'bug']),
    /^nfold: unexpected TypeError: x is not a function; this is a bug/,
    1,
  );
  refuses(
    await runFixture(['fail', 'later']),
    /^nfold: unexpected Error: nobody caught me; this is a bug/,
    1,
  );
  const debug = await runFixture(['fail', 'bug'], { env: { NFOLD_DEBUG: '1' } });
  assert.match(debug.stderr, /\n {4}at .*fixture/);
  const failed = await runFixture(['fail', 'to converge']);
  assert.deepEqual([failed.code, failed.stdout, failed.stderr], [1, 'not converged\n', '']);
});

test('help and version are results; help that nobody asked for is not', async () => {
  const help = await runFixture(['show', '--help']);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Usage: nfold show \[options\] <EXPR> <A> <B>/);
  assert.match(help.stdout, /nfold show '1\/\(1\+x\^2\)' 0 1\n +the arctangent/);
  assert.ok(
    help.stdout.split('\n').every((line) => line.length <= 80),
    'fits 80 columns',
  );
  assert.ok(!help.stdout.includes('\u001b'), 'no colour in a pipe');
  const version = await runFixture(['--version']);
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/);
  for (const args of [[], ['bench']]) {
    const bare = await runFixture(args);
    assert.deepEqual([bare.code, bare.stdout], [2, '']);
    assert.match(bare.stderr, /^Usage: nfold/);
  }
});

test('warnings are printed and kept', async () => {
  const text = await runFixture(['steps']);
  assert.deepEqual([text.stdout, text.stderr], ['4 steps\n', 'nfold: warning: a step was small\n']);
  const { stdout, stderr } = await runFixture(['steps', '--json', '--quiet']);
  assert.deepEqual((JSON.parse(stdout) as { warnings: unknown }).warnings, ['a step was small']);
  assert.equal(stderr, '');
});

test('--progress json writes one object a line', async () => {
  const { stderr } = await runFixture(['steps', '--progress', 'json']);
  const events = stderr.split('\n').filter((line) => line.startsWith('{'));
  const parsed = events.map((line) => JSON.parse(line) as Record<string, unknown>);
  assert.deepEqual(
    [parsed[0], parsed.at(-1)].map((event) => ({ ...event, seconds: 0 })),
    [0, 4].map((done) => ({ event: 'progress', label: 'steps', done, total: 4, seconds: 0 })),
  );
});
