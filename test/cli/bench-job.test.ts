import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { documentOf } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-job-'));
after(() => rmSync(folder, { recursive: true }));

writeFileSync(
  join(folder, 'my.mjs'),
  `export function sum(n) { let s = 0; for (let i = 1; i <= n; i++) s += i; return s; }
export function gauss(n) { return (n * (n + 1)) / 2; }
export function wrong(n) { return n; }
export function echo(i, word) { return word + i; }
export function moody(i) { if (i === 5) throw new Error('not five'); return i; }
export function fails() { throw new RangeError('no luck'); }
export const constant = 3;
let calls = 0;
export function counter() { return calls++; }
export function brief(n) { if (n === 2) { process.kill(process.pid, 'SIGINT'); return new Promise((resolve) => setImmediate(resolve)); } }
`,
);
const bench = (args: readonly string[], env = {}) => runCli(['bench', ...args], { cwd: folder, env });
const node = (script: string): string => `"${process.execPath}" -e "${script}"`;

interface Timed {
  measurements: { name: string; seconds: number[] }[];
  faster: Record<string, { value: number }>;
  verdicts?: { variant: string; verdict: string; sentence: string }[];
}

/** The one line that a refused or failed command line says. */
async function refused(code: number, ...args: readonly string[]): Promise<string> {
  const result = await bench([...args, '--quiet']);
  assert.equal(result.code, code, result.stderr);
  assert.equal(result.stdout, '');
  assert.equal(result.stderr.trimEnd().split('\n').length, 1, result.stderr);
  return result.stderr.trimEnd();
}

test('functions are timed side by side, and their results are compared', async () => {
  const args = ['./my.mjs#sum', './my.mjs#gauss', '--args', '1000', '--rounds', '3'];
  const { result, command } = documentOf<Timed>(await bench([...args, '--json', '--quiet']));
  assert.equal(command, 'bench job');
  assert.deepEqual(
    result.measurements.map(({ name, seconds }) => [name, seconds.length]),
    [
      ['sum', 3],
      ['gauss', 3],
    ],
  );
  const { stdout } = await bench([...args, '--quiet']);
  assert.match(stdout, /^variant +median +interval +of sum +runs\n/);
  assert.match(stdout, /^gauss: .* (faster|slower) than sum|as fast .* as sum/m);
  assert.match(stdout, /^sum {3}│[▏▎▍▌▋▊▉█]+ /m);
});

test('results that differ: which function, and how; --any-result allows it', async () => {
  assert.equal(
    await refused(1, './my.mjs#sum', './my.mjs#wrong', '--args', '4', '--rounds', '2'),
    'nfold: the result of wrong differs from that of sum: 4 instead of 10; where that is right, add --any-result',
  );
  const allowed = [
    './my.mjs#sum',
    './my.mjs#wrong',
    '--args',
    '4',
    '--rounds',
    '2',
    '--any-result',
    '--quiet',
  ];
  assert.equal((await bench(allowed)).code, 0);
});

test('--workers: the function is called with i and its arguments, serially and by workers', async () => {
  const args = ['./my.mjs#echo', '--args', 'item', '--workers', '1,2', '--items', '6', '--rounds', '2'];
  const { result } = documentOf<{ runs: { workers: number; seconds: number[] }[]; copies: unknown[] }>(
    await bench([...args, '--json', '--quiet']),
  );
  assert.deepEqual(
    result.runs.map(({ workers, seconds }) => [workers, seconds.length]),
    [
      [0, 2],
      [1, 2],
      [2, 2],
    ],
  );
  assert.equal(result.copies.length, 2);
  const { stdout } = await bench([...args, '--quiet']);
  assert.match(stdout, /^workers +time/);
  assert.match(stdout, /with [12] workers?/);
  assert.match(stdout, /^Recommended: /m);
});

test('a function that throws: which run, which variant', async () => {
  assert.equal(
    await refused(1, './my.mjs#fails', '--rounds', '2'),
    'nfold: the job failed in run 1 (fails): no luck',
  );
  const spread = ['./my.mjs#moody', '--workers', '1', '--items', '8', '--rounds', '2'];
  assert.equal(await refused(1, ...spread), 'nfold: the job failed in run 1 (serial): not five');
  const unsteady = await refused(1, './my.mjs#counter', '--workers', '2', '--items', '2', '--rounds', '2');
  assert.match(
    unsteady,
    /^nfold: counter: the result of .* differs from that of the serial run: the call with i = \d returned \d+ instead of \d+$/,
  );
});

test('a scan puts each value in its place, in arguments and in commands', async () => {
  const args = [
    './my.mjs#sum',
    './my.mjs#gauss',
    '--args',
    '{n}',
    '--scan',
    'n=10..1000:log',
    '--rounds',
    '2',
  ];
  const csv = join(folder, 'scan.csv');
  const { stdout, code } = await bench([...args, '--export', csv, '--quiet']);
  assert.equal(code, 0);
  assert.match(stdout, /^n +variant +median/);
  assert.match(stdout, /^At n = 1000:$/m);
  const lines = readFileSync(csv, 'utf8').trimEnd().split('\r\n');
  assert.equal(lines[0], 'variant,n,round,seconds');
  assert.deepEqual(
    lines.slice(1).map((line) => line.split(',').slice(0, 3).join(' ')),
    [10, 100, 1000].flatMap((n) =>
      ['sum', 'gauss'].flatMap((name) => [1, 2].map((round) => `${name} ${n} ${round}`)),
    ),
  );
  const echo = [
    '--command',
    node(`require('fs').appendFileSync('seen.txt', '{word} ')`),
    '--scan',
    'word=a,b',
  ];
  assert.equal((await bench([...echo, '--rounds', '1', '--quiet'])).code, 0);
  assert.equal(readFileSync(join(folder, 'seen.txt'), 'utf8'), 'a a b b ', 'warm-up and one round each');
});

test('commands: exit codes, what they said, outputs that differ', async () => {
  assert.equal(
    await refused(
      1,
      '--command',
      node(`console.error('first');console.error('last');process.exit(3)`),
      '--rounds',
      '1',
    ).then((line) => line.replace(/\(.*\): it/, '(…): it')),
    'nfold: the job failed in run 1 (…): it ended with exit code 3: last',
  );
  assert.equal(
    (await bench(['--command', node('process.exit(3)'), '--ignore-failure', '--rounds', '1'])).code,
    0,
  );
  const two = [node('console.log(1);console.log(2)'), node('console.log(1);console.log(3)')];
  const same = await refused(1, '--command', two[0], '--command', two[1], '--same-output', '--rounds', '1');
  assert.match(same, /: line 2 is "3" instead of "2"$/);
});

test('every export is what its name says', async () => {
  const names = ['json', 'csv', 'md', 'html', 'svg', 'png'].map((ending) => `all.${ending}`);
  const files = names.flatMap((name) => ['--export', name]);
  const { code, stderr } = await bench(['./my.mjs#sum', '--args', '50', '--rounds', '3', ...files]);
  assert.equal(code, 0, stderr);
  const [json, csv, md, html, svg, png] = names.map((name) => readFileSync(join(folder, name)));
  const { result } = JSON.parse(String(json)) as { result: Timed };
  assert.equal(result.measurements[0].seconds.length, 3);
  assert.equal(String(csv).split('\r\n').length, 3 + 2);
  assert.match(String(md), /^## sum: times\n\n\| variant \| median \|/);
  assert.match(String(html), /nfold bench .\/my.mjs#sum|nfold bench &#39;\.\/my\.mjs#sum&#39;/);
  assert.match(String(svg), /^<svg /);
  assert.equal(png.subarray(1, 4).toString(), 'PNG');
});

test('baselines are saved and compared with; a regression fails', async () => {
  const args = ['./my.mjs#sum', '--args', '1e5', '--rounds', '4', '--quiet'];
  assert.equal((await bench([...args, '--baseline', 'save', 'before'])).code, 0);
  const file = join(folder, '.nfold/baselines/before.json');
  const saved = JSON.parse(readFileSync(file, 'utf8')) as { seconds: { sum: number[] } };
  assert.equal(saved.seconds.sum.length, 4);
  // Times before as no machine has them, so that the verdicts are certain.
  const pretend = (factor: number): void => {
    const seconds = { sum: saved.seconds.sum.map(() => factor) };
    writeFileSync(file, JSON.stringify({ ...saved, seconds }));
  };
  const rows = ['--args', '1e5', '--rounds', '12', '--json', '--quiet'];
  pretend(3600);
  const faster = await bench(['./my.mjs#sum', ...rows, '--baseline', 'compare', 'before']);
  assert.equal(documentOf<Timed>(faster).result.verdicts?.[0].verdict, 'improved');
  assert.equal(faster.code, 0);
  pretend(1e-15);
  const slower = await bench(['./my.mjs#sum', ...rows, '--baseline', 'compare', 'before']);
  assert.equal(documentOf<Timed>(slower).result.verdicts?.[0].verdict, 'regressed');
  assert.equal(slower.code, 1);
  assert.match(
    await refused(2, './my.mjs#sum', '--baseline', 'compare', 'befor'),
    /did you mean "before"\?$/,
  );
  assert.match(
    await refused(2, './my.mjs#gauss', '--args', '1', '--rounds', '1', '--baseline', 'compare', 'before'),
    /must be a baseline of the same jobs as now \(gauss\), got "before"; it has sum$/,
  );
  writeFileSync(file, '{}');
  assert.match(
    await refused(1, './my.mjs#sum', '--baseline', 'compare', 'before'),
    /is no baseline of nfold; save it again$/,
  );
});

test('each wrong command line is told in one line, before anything runs', async () => {
  const cases: readonly (readonly [args: readonly string[], line: RegExp])[] = [
    [['convrege'], /the job must be one of converge, .*did you mean "converge"\?$/],
    [['./my.mjs#som'], /my\.mjs has no export som; did you mean "sum"\?/],
    [['./my.mjs#constant'], /is no function but a number/],
    [['./gone.mjs#sum'], /there is no file \.\/gone\.mjs$/],
    [['./my.mjs#sum', '--rounds', '0'], /--rounds must be a whole number of at least 1, got "0"$/],
    [['./my.mjs#sum', '--workers', '2', '--items', '0'], /--items must be a whole number of at least 1/],
    [['./my.mjs#sum', '--items', '3'], /--items must be given with --workers/],
    [['./my.mjs#sum', './my.mjs#gauss', '--workers', '2'], /--workers must be given with one function/],
    [['./my.mjs#sum', '--args', '[1'], /--args must be values in JSON/],
    [['./my.mjs#sum', '--scan', 'n=1,2'], /--scan must be of a parameter that stands as \{n\}/],
    [['./my.mjs#sum', '--args', '{n}', '--scan', 'n=0..10:log'], /from a number above 0/],
    [['./my.mjs#sum', '--args', '{n}', '--scan', 'n=1..1000:1'], /at most 100 values/],
    [['./my.mjs#sum', '--args', '{n}', '--scan', 'n='], /--scan must be a parameter with its values/],
    [['./my.mjs#sum', '--export', 'nowhere/a.csv'], /there is no folder nowhere$/],
    [['./my.mjs#sum', '--export', 'a.txt'], /--export must be a file name that ends in \.json or/],
    [['./my.mjs#sum', '--baseline', 'keep', 'x'], /--baseline must be save NAME or compare NAME/],
    [['./my.mjs#sum', '--command', 'ls'], /--command must be left out where functions are timed/],
    [['--command', 'ls', '--same-output'], /--same-output must be given with two commands or more/],
    [['--command', 'ls', '--command', 'ls'], /--command must be different from the others/],
    [['./my.mjs#sum', '--round', '3'], /unknown option --round; did you mean "--rounds"\?$/],
  ];
  for (const [args, line] of cases) assert.match(await refused(2, ...args), line);
});

/** Whether a process runs; one that has ended and that nobody has asked about yet does not. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

test('Ctrl-C keeps what was timed, and ends programs that still run', async () => {
  const args = [
    'bench',
    './my.mjs#brief',
    '--args',
    '{n}',
    '--scan',
    'n=1,2,3',
    '--rounds',
    '2',
    '--any-result',
  ];
  const kept = await runCli([...args, '--json'], { cwd: folder });
  assert.equal(kept.code, 130, kept.stderr);
  const { partial, result } = documentOf<{ points: { value: number; comparison: Timed }[] }>(kept);
  assert.equal(partial, true);
  assert.equal(result.points[0].comparison.measurements[0].seconds.length, 2);
  assert.ok(result.points.every(({ value }) => value < 3));
  // A program that interrupts its bench, the shell's parent, and would never end by itself.
  const script = `require('fs').writeFileSync('pid.txt', String(process.pid)); process.kill(+process.argv[1], 'SIGINT'); setInterval(() => {}, 1000)`;
  const endless = await bench(['--command', `${node(script)} $PPID`, '--rounds', '1']);
  assert.equal(endless.code, 130, endless.stderr);
  assert.match(endless.stdout, /^Nothing was timed\./);
  const pid = Number(readFileSync(join(folder, 'pid.txt'), 'utf8'));
  assert.ok(!isRunning(pid), 'the program has ended');
});

test('plain characters where the terminal wants them', async () => {
  const args = ['./my.mjs#sum', './my.mjs#gauss', '--args', '1000', '--rounds', '2', '--quiet'];
  for (const env of [
    { TERM: 'dumb' },
    { LC_ALL: 'C' },
    { LC_ALL: '', LC_CTYPE: '', LANG: 'de_DE.ISO-8859-1' },
  ]) {
    const { stdout } = await bench(args, env);
    assert.match(stdout, /^sum {3}\|#+ /m);
    assert.doesNotMatch(stdout, /[│█▏└]/);
  }
  const { stdout } = await bench(args, { LC_ALL: '', LC_CTYPE: '', LANG: 'en_US.UTF-8', TERM: 'xterm' });
  assert.match(stdout, /│/);
  assert.ok(!stdout.includes('\u001b'), 'no colour in a pipe');
  assert.ok(stdout.split('\n').every((line) => line.length <= 80));
});

test('commands of nfold are timed as whole programs', async () => {
  const args = [
    'bench',
    'integrate',
    'x',
    '-1',
    '1',
    '--method',
    'rectangles',
    '--seed',
    '3',
    '--workers',
    '1,2',
    '--rounds',
    '1',
  ];
  const { result, command, params } = documentOf<Timed>(await runCli([...args, '--json', '--quiet']));
  assert.equal(command, 'bench integrate');
  assert.equal(params.a, '-1');
  assert.deepEqual(
    result.measurements.map(({ name, seconds }) => [name, seconds.length]),
    [
      ['1 worker', 1],
      ['2 workers', 1],
    ],
  );
  const map = [
    'bench',
    'map',
    './my.mjs#echo',
    'my.mjs',
    '--workers',
    '1,2',
    '--rounds',
    '1',
    '--json',
    '--quiet',
  ];
  const mapped = documentOf<Timed>(await runCli(map, { cwd: folder }));
  assert.deepEqual(
    mapped.result.measurements.map(({ name }) => name),
    ['1 worker', '2 workers'],
  );
  const failing = await runCli([
    'bench',
    'integrate',
    '1/x',
    '-1',
    '1',
    '--samples',
    '9999',
    '--workers',
    '1',
    '--rounds',
    '1',
    '--quiet',
  ]);
  assert.equal(failing.code, 1);
  assert.match(failing.stderr, /^nfold: the job failed in run 1 \(1 worker\): it ended with exit code 1/);
});
