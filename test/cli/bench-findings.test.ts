// `nfold bench`: what a task costs, from which size workers pay, whole commands, and what Ctrl-C leaves.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { documentOf, interruptWhen } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-findings-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'my.mjs'),
  `export function work(i, n = 1000) { let s = i; for (let k = 1; k <= n; k++) s += Math.sqrt(k); return s; }
export function moody(i) { if (i === 5) throw new Error('not five'); return i; }
`,
);
writeFileSync(
  join(folder, 'x.csv'),
  'x\n' + Array.from({ length: 40 }, (_, i) => `${(i * 7) % 11}\n`).join(''),
);
const bench = (args: readonly string[], env = {}) => runCli(['bench', ...args], { cwd: folder, env });

interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

interface TaskCosts {
  readonly pools: readonly {
    readonly backend: string;
    readonly workers: number;
    readonly applied: Estimate;
    readonly start: Estimate;
    readonly breakEven: Readonly<Record<'applied' | 'mapped' | 'alone' | 'cold', Estimate>>;
  }[];
  readonly findings: readonly string[];
}

test('--task-cost tells what a task costs and how long it must be, with intervals', async () => {
  const args = ['--task-cost', '--workers', '2,3', '--tasks', '20', '--rounds', '3', '--quiet'];
  const csv = join(folder, 'cost.csv');
  const { result, command } = documentOf<TaskCosts>(await bench([...args, '--json', '--export', csv]));
  assert.equal(command, 'bench task-cost');
  assert.deepEqual(
    result.pools.map(({ backend, workers }) => `${workers} ${backend}`),
    ['2 threads', '3 threads', '2 processes', '3 processes'],
  );
  for (const { workers, applied, start, breakEven } of result.pools) {
    const share = workers / (workers - 1);
    for (const key of ['median', 'low', 'high'] as const) {
      assert.ok(Math.abs(breakEven.applied[key] - share * applied[key]) <= 1e-9 * breakEven.applied[key]);
      assert.equal(breakEven.cold[key], share * start[key]);
    }
    assert.ok(start.median > applied.median && applied.low > 0);
  }
  assert.match(
    result.findings[1],
    /^2 threads pay from tasks of .* on \(apply\), .* \(map\), and .* where only 2/,
  );
  const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
  assert.equal(lines[0], 'variant,workers,round,seconds');
  assert.equal(lines.length, 1 + 2 * 2 * 4 * 3, 'backends, counts, what is timed, rounds');
  const { stdout } = await bench([...args, '--backend', 'threads'], { LC_ALL: 'C' });
  assert.match(stdout, /^2 threads +cost +interval +pays from +interval$/m);
  assert.match(stdout, /^a task of map +\d/m);
  assert.match(stdout, /^Speed-up of 3 threads by length of a task/m);
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
  const one = await bench(['task-cost', '--workers', '1', '--tasks', '5', '--rounds', '1', '--backend', 'threads', '--quiet']); // prettier-ignore
  assert.match(one.stdout, /1 thread never pays/);
});

interface Crossover {
  readonly points: readonly { readonly size: number }[];
  readonly paysWarm: { readonly value: number | string };
  readonly start: Estimate;
  readonly findings: readonly string[];
}

test('--crossover finds from how many calls, or from which size of a call, workers pay', async () => {
  const svg = join(folder, 'crossover.svg');
  const calls = ['./my.mjs#work', '--crossover', 'n=5,50,500', '--workers', '2', '--rounds', '3', '--quiet'];
  const { result } = documentOf<Crossover>(await bench([...calls, '--json', '--export', svg]));
  assert.deepEqual(
    result.points.map(({ size }) => size),
    [5, 50, 500],
  );
  assert.ok(result.start.median > 0);
  assert.match(result.findings[0], /calls|any number|never pay/);
  assert.match(readFileSync(svg, 'utf8'), /2 workers: .* serial at n = 500/);
  const text = await bench(calls);
  assert.match(text.stdout, /^n +serial +warm +speed-up/);
  assert.match(text.stdout, /^n = 500 │/m);
  assert.match(text.stdout, /each of the calls costs/);
  const inCall = [
    './my.mjs#work',
    '--args',
    '{n}',
    '--crossover',
    'n=100..1e4',
    '--items',
    '4',
    '--rounds',
    '2',
  ];
  const { stdout, stderr, code } = await bench([...inCall, '--quiet']);
  assert.equal(code, 0, stderr);
  assert.match(stdout, /each of the units of n costs/);
  const bad = await bench(['./my.mjs#moody', '--crossover', 'n=2,8', '--rounds', '2', '--quiet']);
  assert.deepEqual([bad.code, bad.stdout], [1, '']);
  assert.match(bad.stderr, /^nfold: the job failed in run 1 \(serial, 8\): not five\n$/);
});

test('sizes whose runs would fill the budget are left out, and said to be', async () => {
  const args = ['./my.mjs#work', '--args', '1e5', '--crossover', 'n=1..1e9', '--budget', '0.2'];
  const { code, stderr, stdout } = await bench(args);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^n = .*1,000,000,000 left out: their runs would fill the budget; raise --budget/m);
  assert.doesNotMatch(stdout, /1,000,000,000/);
});

test('nfold bench bootstrap times the whole command by workers', async () => {
  const args = [
    'bootstrap',
    'x.csv',
    '--resamples',
    '200',
    '--workers',
    '1,2',
    '--rounds',
    '1',
    '--json',
    '--quiet',
  ];
  const { result, command } = documentOf<{ measurements: { name: string; seconds: number[] }[] }>(
    await bench(args),
  );
  assert.equal(command, 'bench bootstrap');
  assert.deepEqual(
    result.measurements.map(({ name, seconds }) => [name, seconds.length]),
    [
      ['1 worker', 1],
      ['2 workers', 1],
    ],
  );
});

test('one job is told with its spread; several with --details', async () => {
  const one = await bench(['./my.mjs#work', '--args', '10', '--rounds', '3', '--quiet']);
  assert.match(
    one.stdout,
    /^work: .* \(.* to .*\)\n\ninterval +holds the median with a probability of 75 %$/m,
  );
  assert.match(one.stdout, /^mean +.*, standard deviation /m);
  assert.match(one.stdout, /^processor time +[\d.]+ % of the time: .* user, .* system$/m);
  const two = ['./my.mjs#work', './my.mjs#moody', '--args', '1', '--any-result', '--rounds', '2', '--quiet'];
  assert.doesNotMatch((await bench(two)).stdout, /^rounds/m);
  assert.match((await bench([...two, '--details'])).stdout, /^moody:\n(.*\n)+rounds +2 of \d+ calls each/m);
});

test('the shell is timed in the same rounds; a program that does nothing is no failure', async () => {
  const { code, stdout, stderr } = await bench(['--command', 'true', '--command', ':', '--rounds', '6']);
  assert.equal(code, 0, stderr);
  assert.match(stderr, /for starting a shell were subtracted from the times of commands$/m);
  assert.match(stdout, /^true +/m);
});

test('a verdict on few rounds is warned of', async () => {
  const args = ['./my.mjs#work', '--args', '1e4', '--baseline', 'save', 'few', '--rounds', '3'];
  assert.match(
    (await bench(args)).stderr,
    /a verdict keeps to 5 % false alarms from 20 rounds on; here are 3/,
  );
  const enough = documentOf<{ measurements: { seconds: number[] }[] }>(
    await bench([...args.slice(0, -1), '20', '--json', '--quiet']),
  );
  assert.deepEqual(enough.warnings.filter((warning) => warning.includes('verdict')), []); // prettier-ignore
  const usual = await bench([...args.slice(0, -2), '--budget', '0.001', '--json', '--quiet']);
  assert.equal(documentOf<typeof enough.result>(usual).result.measurements[0].seconds.length, 20);
});

/** A progress event with something done. */
const TIMING = /"label":"timing[^"]*","done":[1-9]/;

test('Ctrl-C keeps what was timed of a job that never waits, and of workers', async () => {
  const files = ['csv', 'json', 'md', 'html'].map((ending) => join(folder, `partial.${ending}`));
  const exports = files.flatMap((file) => ['--export', file]);
  const rest = ['--rounds', '1000000', '--progress', 'json', '--json'];
  const job = ['bench', './my.mjs#work', '--args', '1e4', ...rest, ...exports];
  const kept = await interruptWhen(TIMING, job, { cwd: folder });
  assert.equal(kept.code, 130, kept.stderr);
  const { partial, result } = documentOf<{ measurements: { seconds: number[]; partial: boolean }[] }>(kept);
  assert.deepEqual([partial, result.measurements[0].partial], [true, true]);
  assert.match(readFileSync(files[0], 'utf8'), /^variant,round,seconds\r\n/);
  assert.match(readFileSync(files[2], 'utf8'), /stopped after \d+ rounds?, before it was done/);
  const spread = ['bench', './my.mjs#work', '--workers', '1,2', '--items', '8', ...rest];
  const swept = await interruptWhen(TIMING, spread, { cwd: folder });
  assert.equal(swept.code, 130, swept.stderr);
  assert.equal(documentOf<{ partial: boolean }>(swept).result.partial, true);
  const crossed = ['bench', './my.mjs#work', '--crossover', 'n=2,20', ...rest];
  const found = await interruptWhen(TIMING, crossed, { cwd: folder });
  assert.equal(found.code, 130, found.stderr);
  assert.equal(documentOf<{ partial: boolean }>(found).result.partial, true);
  const costs = ['bench', '--task-cost', '--workers', '2', '--tasks', '10', ...rest];
  const costly = await interruptWhen(/"label":"2 threads[^"]*","done":[1-9]/, costs, { cwd: folder });
  assert.equal(costly.code, 130, costly.stderr);
  assert.equal(documentOf<TaskCosts>(costly).result.pools.length, 1);
});

test('each wrong command line is told in one line, before anything runs', async () => {
  const cases: readonly (readonly [args: readonly string[], line: RegExp])[] = [
    [['--task-cost', './my.mjs#work'], /task-cost takes no arguments, got also "\.\/my\.mjs#work"/],
    [['--task-cost', '--backend', 'gpu'], /--backend must be one of both, threads, processes/],
    [['--task-cost', '--tasks', '0'], /--tasks must be a whole number from 1/],
    [['--task-cots'], /unknown option --task-cots/],
    [['task-cots'], /did you mean "task-cost"\?$/],
    [['./my.mjs#work', '--crossover', 'n'], /--crossover must be a parameter with its values/],
    [
      ['./my.mjs#work', '--crossover', 'n=5'],
      /--crossover must be a name with two whole numbers above 0 or more/,
    ],
    [['./my.mjs#work', '--crossover', 'n=0..10:5'], /two whole numbers above 0/],
    [['./my.mjs#work', '--crossover', 'n=a,b'], /two whole numbers above 0/],
    [['--command', 'ls', '--crossover', 'n=1,2'], /--crossover must be given with one function/],
    [['./my.mjs#work', '--crossover', 'n=1,2', '--workers', '1,2'], /one number from 2 on, got "1,2"/],
    [
      ['./my.mjs#work', '--crossover', 'n=1,2', '--items', '3'],
      /--items must be left out, for n is the number/,
    ],
    [['./my.mjs#work', '--crossover', 'n=1,2', '--details'], /--details must be given without --crossover/],
    [['./my.mjs#work', '--workers', '2', '--details'], /--details must be given without --workers/],
    [['./my.mjs#work', '--warmup', '-1'], /--warmup must be a whole number of at least 0/],
    [['bootstrap', '-'], /FILE must be a file, for each run reads it anew, got "-"$/],
    [['bootstrap', 'x.csv', '--statistic', 'men'], /--statistic must be .*got "men"; did you mean "mean"\?/],
  ];
  for (const [args, line] of cases) {
    const { code, stdout, stderr } = await bench([...args, '--quiet']);
    assert.deepEqual([code, stdout], [2, ''], `${args.join(' ')}: ${stderr}`);
    assert.match(stderr.trimEnd(), line);
    assert.equal(stderr.trimEnd().split('\n').length, 1, stderr);
  }
});
