import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { drawFrom, mvnormal, normal, simulate } from 'nfold/simulate';
import { documentOf, interruptWhen, runJson } from './known.js';
import { MAIN, runCli, runEach } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-simulate-'));
after(() => rmSync(folder, { recursive: true }));

const LAB_DRAWS = [
  'alpha=normal(15,2)',
  'x1=normal(3,5)',
  'x2=normal(10,1)',
  'x3=normal(8,8)',
  'eps=normal(0,1)',
];
const LAB = [
  'simulate',
  'y = alpha + x1 + 2*x2 + x3/2 + eps',
  ...LAB_DRAWS.flatMap((draw) => ['--draw', draw]),
];
const UNTIMED = ['--repeats', '0', '--workers', '1', '--seed', '1'];

interface Variable {
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly quantiles: Record<string, number>;
  readonly theory?: { readonly mean: number; readonly sd: number };
  readonly nonFinite: { readonly count: number; readonly first?: number };
}

interface Result {
  readonly draws: number;
  readonly variables: Record<string, Variable>;
  readonly correlation: Record<string, Record<string, number>>;
  readonly written?: number;
  readonly identical?: boolean;
  readonly speedup?: { readonly warm: number; readonly cold: number };
  readonly crossover?: { readonly warm: number | string; readonly cold: number | string };
}

test('small jobs may be done in this thread, which is said, with the same bits', async () => {
  const run = (workers: string) =>
    runCli([...LAB, '--draws', '3000', '--repeats', '0', '--workers', workers, '--seed', '1']);
  const [automatic, two] = [await run('auto'), await run('2')];
  assert.equal(automatic.stdout, two.stdout);
  assert.equal(two.stderr, '');
  // On one processor there is nothing to choose.
  assert.match(
    automatic.stderr,
    /^(ran serially: \d.* of work, and \d+ workers pay from \d.* on, since they take \d.* to start\n)?$/,
  );
});

test('the lab: its mean and standard deviation, theory beside, and when two workers pay', async () => {
  const args = [...LAB, '--draws', '20000', '--workers', '2', '--repeats', '1', '--seed', '1'];
  const { params, result, timings, seed } = await runJson<Result>(args);
  assert.deepEqual([params['draws'], params['draw'], seed], [20_000, LAB_DRAWS, 1]);
  const { y } = result.variables;
  assert.deepEqual(y.theory, { mean: 42, sd: Math.sqrt(4 + 25 + 4 + 16 + 1), normal: true });
  assert.ok(Math.abs(y.mean - 42) < (5 * 7.07) / Math.sqrt(20_000) && Math.abs(y.sd - 7.07) < 0.2);
  const library = await simulate({
    draws: {
      alpha: normal(15, 2),
      x1: normal(3, 5),
      x2: normal(10, 1),
      x3: normal(8, 8),
      eps: normal(0, 1),
    },
    model: 'y = alpha + x1 + 2*x2 + x3/2 + eps',
    n: 20_000,
    seed: 1,
  });
  assert.deepEqual(
    [y.mean, y.sd, y.max],
    [library.outputs.y.mean, library.outputs.y.sd, library.outputs.y.max],
  );
  assert.deepEqual(Object.keys(y.quantiles), ['0.05', '0.25', '0.5', '0.75', '0.95']);
  assert.equal(result.identical, true);
  assert.ok(timings['serial'] > 0 && timings['warm'] > 0 && timings['cold'] > timings['warm']);
  assert.ok(result.speedup !== undefined && result.crossover !== undefined);
});

test('the text fits into 80 columns, or into what there is', async () => {
  const args = [...LAB, '--draws', '3000', '--workers', '2', '--repeats', '1', '--seed', '1', '--quiet'];
  for (const columns of [80, 44]) {
    const { stdout, code } = await runCli(args, { env: { COLUMNS: String(columns) } });
    assert.equal(code, 0);
    assert.ok(
      stdout.split('\n').every((line) => line.length <= columns),
      stdout,
    );
    assert.match(stdout, /^ +y +theory$/m);
    assert.match(stdout, /^mean +4\d\.\d+ ± 0\.\d+ +42$/m);
    assert.match(stdout, /^standard deviation +\d\.\d+ ± 0\.\d+ +7\.07107$/m);
    assert.match(stdout, /^2 workers, cold /m);
    assert.match(
      stdout.replaceAll('\n', ' '),
      /pay from about [\d,]+ draws \(cold\), [\d,]+ \(warm\)|do not pay here/,
    );
  }
});

test('several equations have their correlations; joint and discrete draws, names and defaults of parameters', async () => {
  const { result, warnings } = await runJson<Result>([
    'simulate',
    'a = x1 + 2*x2; b = a^2 + k + u',
    '--draw',
    'x1, x2 = multivariate_normal([0, 1], [[1, 0.5], [0.5, 2]])',
    '--draw',
    'k=poisson(lam=2^2)',
    '--draw',
    'u=random',
    '--draw',
    'unused=normal',
    '--draws',
    '1e4',
    '--quantiles',
    '0.5,0.025',
    ...UNTIMED,
  ]);
  const library = await simulate({
    draws: {
      ...mvnormal({ x1: 0, x2: 1 }, [
        [1, 0.5],
        [0.5, 2],
      ]),
      k: drawFrom('poisson', [4]),
      u: drawFrom('random', []),
    },
    model: 'a = x1 + 2*x2; b = a^2 + k + u',
    n: 10_000,
    seed: 1,
  });
  for (const name of ['a', 'b'] as const)
    assert.equal(result.variables[name].mean, library.outputs[name].mean);
  assert.deepEqual(result.correlation, library.correlation);
  assert.deepEqual(Object.keys(result.variables['a'].quantiles), ['0.5', '0.025']);
  assert.deepEqual(warnings, ['unused is drawn, but the model does not use it']);
});

test('--variance: the second parameter of normal is the variance, and of no other distribution', async () => {
  const draws = ['--draw', 'x=normal(0, 9)', '--draw', 'u=uniform(0, 9)', '--draws', '100'];
  const plain = await runJson<Result>(['simulate', 'y = x; z = u', ...draws, ...UNTIMED]);
  const varied = await runJson<Result>(['simulate', 'y = x; z = u', ...draws, ...UNTIMED, '--variance']);
  assert.deepEqual(
    [plain, varied].map(({ result }) => result.variables['y'].theory?.sd),
    [9, 3],
  );
  assert.deepEqual(plain.result.variables['z'], varied.result.variables['z']);
});

test('draws in a file, a picture and a report', async () => {
  const path = (name: string): string => join(folder, name);
  const files = ['--out', path('d.csv'), '--plot', path('y.svg'), '--report', path('y.html')];
  const { result } = await runJson<Result>([...LAB, '--draws', '9000', ...UNTIMED, ...files]);
  assert.equal(result.written, 9000);
  const [head, ...rows] = readFileSync(path('d.csv'), 'utf8').trimEnd().split('\n');
  assert.equal(head, 'alpha,x1,x2,x3,eps,y');
  assert.equal(rows.length, 9000);
  const y = rows.map((row) => {
    const [alpha, x1, x2, x3, eps, output] = row.split(',').map(Number);
    assert.equal(output, alpha + x1 + 2 * x2 + x3 / 2 + eps);
    return output;
  });
  assert.deepEqual([Math.min(...y), Math.max(...y)], [result.variables['y'].min, result.variables['y'].max]);
  assert.match(readFileSync(path('y.svg'), 'utf8'), /theory: normal, mean 42, sd 7\.07107/);
  const report = readFileSync(path('y.html'), 'utf8');
  assert.match(report, /Distribution of y/);
  assert.match(report, /--seed 1/);
  assert.deepEqual(readdirSync(folder).sort(), ['d.csv', 'y.html', 'y.svg']);
});

test('a file that cannot be written on costs neither the results nor the other files', async (context) => {
  if (process.platform === 'win32') return context.skip('has no limit on the size of files');
  const [out, plot] = ['full.csv', 'full.svg'].map((name) => join(folder, name));
  const nfold = [
    process.execPath,
    MAIN,
    ...LAB,
    '--draws',
    '50000',
    ...UNTIMED,
    '--out',
    out,
    '--plot',
    plot,
  ];
  const quoted = nfold.map((word) => `'${word}'`).join(' ');
  // Files of 512 blocks of 1024 bytes at most: a tenth of the draws.
  const { status, stdout, stderr } = spawnSync('bash', ['-c', `ulimit -f 512; ${quoted}`], {
    encoding: 'utf8',
  });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /^nfold: warning: cannot write .*full\.csv: /m);
  assert.match(stdout, /^mean +4\d\./m);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('full')),
    ['full.svg'],
  );
});

test('results that are not finite are counted, with the first draw and its seed, and end with code 1', async () => {
  const args = ['simulate', 'y = log(x)', '--draw', 'x=normal(1, 1)', '--draws', '1000', ...UNTIMED];
  const { result, warnings } = await runJson<Result>(args, 1);
  const { n, nonFinite } = result.variables['y'];
  assert.equal(n + nonFinite.count, 1000);
  assert.match(
    warnings[0],
    new RegExp(`^y: \\d+ results are not finite, .* draw ${nonFinite.first} .* seed 1$`),
  );
  const none = await runCli([
    'simulate',
    '0/x',
    '--draw',
    'x=normal(0,0)',
    ...UNTIMED,
    '--plot',
    join(folder, 'n.svg'),
  ]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /^nfold: there is nothing to draw: no result is finite$/m);
});

describe('bad input is refused in one line, with exit code 2', () => {
  const y = ['simulate', 'y = x'];
  const drawn = (text: string): string[] => [...y, '--draw', text];
  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [drawn('x=norml(0,1)'), /^nfold: --draw x: unknown distribution "norml"; did you mean "normal"\?$/],
    [drawn('x=qqq(0,1)'), /^nfold: --draw x: unknown distribution "qqq"; known are beta, .*, mvnormal$/],
    [drawn('x=normal(0,1,2)'), /--draw x: normal takes loc, scale, got 3 parameters$/],
    [drawn('x=normal(0,-1)'), /--draw x: normal: scale must be a number of at least 0, got -1 /],
    [drawn('x=normal(0,sd=1)'), /--draw x: normal has no parameter "sd"; it takes loc, scale$/],
    [drawn('x=normal(0,loc=1)'), /--draw x: normal: loc is given twice$/],
    [
      drawn('x=normal(scale=2, 1)'),
      /--draw x: normal: parameters without a name come before those with one$/,
    ],
    [drawn('x=gamma'), /--draw x: gamma needs shape; it takes shape, scale$/],
    [drawn('x=random(1)'), /--draw x: random takes no parameters, got 1 parameters?$/],
    [
      [...drawn('x=normal(0,-1)'), '--variance'],
      /--draw x: normal: the variance must be a number of at least 0, got -1$/,
    ],
    [drawn('x'), /--draw must be NAME=DIST\(…\), such as x=normal\(3,5\), got "x"$/],
    [drawn('x=normal(0,(1)'), /--draw must be .*; its brackets do not match$/],
    [drawn('x=normal(0,a)'), /--draw must be .* with numbers as parameters, got .*; "a" is none$/],
    [drawn('pi=normal(0,1)'), /--draw pi: pi has a meaning of its own/],
    [[...drawn('x=normal'), '--draw', 'x=random'], /--draw x: x is drawn twice$/],
    [drawn('x,z=normal(0,1)'), /--draw x,z: normal makes one number, not 2; mvnormal makes several$/],
    [
      drawn('x,z=mvnormal([0],[[1]])'),
      /--draw x,z: mvnormal: mean must be a list of 2 numbers, one for each name/,
    ],
    [drawn('x,z=mvnormal([0,0],[[1,0]])'), /--draw x,z: mvnormal: cov must be a matrix of 2 by 2 numbers/],
    [drawn('x,z=mvnormal([0,0],[[1,2],[2,1]])'), /--draw x,z: .*cov must be positive definite/],
    [
      y,
      /^nfold: --draw is missing, one for each variable of the model \(x\); write --draw 'x=normal\(3,5\)'$/,
    ],
    [[...y, '--draw', 'xx=random'], /x is not drawn/],
    [['simulate', 'y = y + x', '--draw', 'x=random'], /y is defined by itself/],
    [
      ['simulate', 'a = b + x; b = a', '--draw', 'x=random'],
      /equations define each other in a circle \(a -> b -> a\)/,
    ],
    [['simulate', 'y = x +', '--draw', 'x=random'], /^nfold: /],
    [[...drawn('x=random'), '--draws', '0'], /--draws must be a whole number of at least 1, got "0"$/],
    [
      [...drawn('x=random'), '--quantiles', '0.5,2'],
      /--quantiles must be a list of numbers from 0 to 1, got "0\.5,2"$/,
    ],
    [
      [...drawn('x=random'), '--out', join(folder, 'x.txt')],
      /--out must be a file name that ends in \.csv or \.npy or \.parquet/,
    ],
    [
      [...drawn('x=random'), '--out', '/nowhere/x.csv'],
      /--out must be a file that can be written, .*; there is no folder \/nowhere$/,
    ],
  ];

  test('each', async () => {
    const ends = await runEach(refused.map(([args]) => args));
    for (const [i, [args, message]] of refused.entries()) {
      const { code, stderr } = ends[i];
      assert.equal(code, 2, `${args.join(' ')}: ${stderr}`);
      assert.match(stderr.split('\n')[0], message, args.join(' '));
    }
    assert.ok(!existsSync(join(folder, 'x.txt')));
  });
});

describe('Ctrl-C', () => {
  const ENDLESS = [
    ...LAB,
    '--draws',
    '1e11',
    '--workers',
    '2',
    '--seed',
    '1',
    '--progress',
    'json',
    '--json',
  ];
  const begun = /"label":"draws","done":[1-9]/;

  test('keeps what is done, in the file as well, and says that it is partial', async () => {
    const out = join(folder, 'partial.npy');
    const interrupted = await interruptWhen(begun, [...ENDLESS, '--out', out]);
    assert.equal(interrupted.code, 130, interrupted.stderr);
    const { partial, result, warnings } = documentOf<Result>(interrupted);
    assert.equal(partial, true);
    assert.ok(warnings.includes('interrupted: these results are partial'));
    assert.ok(result.draws > 0 && result.draws < 1e11);
    assert.deepEqual([result.variables['y'].n, result.written], [result.draws, result.draws]);
    const bytes = readFileSync(out);
    assert.match(bytes.subarray(0, 256).toString('latin1'), new RegExp(`'shape': \\(${result.draws},\\)`));
    assert.equal((bytes.length - 8 * 6 * result.draws) % 64, 0);
    // The draws do not depend on how many there were to be.
    const whole = await simulate({ draws: { x: normal(3, 5) }, model: 'y = x', n: result.draws, seed: 1 });
    assert.equal(whole.n, result.variables['y'].n);
  });

  test('while the runs are timed keeps the result, and the times so far', async () => {
    const args = [...LAB, '--draws', '1000', '--workers', '1', '--repeats', '100000', '--seed', '1'];
    const interrupted = await interruptWhen(/"label":"timing[^"]*","done":[1-9]\d/, [
      ...args,
      '--progress',
      'json',
      '--json',
    ]);
    assert.equal(interrupted.code, 130, interrupted.stderr);
    const { partial, result, timings } = documentOf<Result>(interrupted);
    assert.deepEqual([partial, result.draws], [true, 1000]);
    assert.ok(timings['serial'] > 0);
  });
});
