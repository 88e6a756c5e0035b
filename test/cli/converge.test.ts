import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { converge } from 'nfold';
import { type Document, runJson } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-converge-'));
after(() => rmSync(folder, { recursive: true }));

const ARCTANGENT = ['converge', '1/(1+x^2)', '0', '1', '--seed', '7', '--exact', 'pi/4'];

interface ConvergeResult {
  values: (number | string)[];
  final: number;
  exact: number;
  completed: number;
  evaluations: number;
  identical: boolean;
  workers: number;
  speedup: { value: number; perRound: number[] };
}

test('converge: the JSON document holds the estimates of the library, indexed by n', async () => {
  const document = await runJson<ConvergeResult>([
    ...ARCTANGENT,
    '--samples',
    '300',
    '--workers',
    '2',
    '--repeats',
    '2',
  ]);
  assert.deepEqual(Object.keys(document), [
    'schema',
    'command',
    'params',
    'env',
    'seed',
    'result',
    'timings',
    'warnings',
    'partial',
  ]);
  assert.deepEqual([document.schema, document.command, document.seed], ['nfold/1', 'converge', 7]);
  assert.deepEqual(document.params, {
    expression: '1/(1+x^2)',
    a: 0,
    b: 1,
    samples: 300,
    corrected: false,
    workers: 2,
    repeats: 2,
    bitGenerator: 'sfc64',
    exact: Math.PI / 4,
  });
  const { result, timings } = document;
  const { values } = await converge('1/(1+x^2)', [0, 1], { samples: 300, seed: 7 });
  assert.deepEqual(result.values, [...values]);
  assert.deepEqual(
    [result.final, result.exact, result.completed, result.identical, result.workers],
    [values[299], Math.PI / 4, 300, true, 2],
  );
  assert.equal(result.evaluations, (298 * 299) / 2);
  assert.equal(result.speedup.perRound.length, 2);
  assert.deepEqual(Object.keys(timings), ['serial', 'parallel', 'cold', 'total']);
  assert.ok(Object.values(timings).every((seconds) => seconds > 0));
});

/** Standard output with its times and ratios taken out. */
async function textOf(...args: string[]): Promise<string[]> {
  const { stdout, code, stderr } = await runCli([...args, '--quiet']);
  assert.equal(code, 0, stderr);
  return stdout.trimEnd().split('\n');
}

test('converge: the text is a table of estimates, the agreement, the times and the seed', async () => {
  const lines = await textOf(...ARCTANGENT, '--samples', '120', '--workers', '2', '--repeats', '2');
  assert.equal(lines[0], 'Integral of 1/(1+x^2) from 0 to 1, estimated from 0 … 119 sorted random points');
  assert.match(lines[2], /^points +estimate +error$/);
  assert.deepEqual(
    lines.slice(3, 14).map((line) => line.split(' ')[0]),
    ['0', '1', '2', '3', '5', '10', '20', '50', '100', '119', 'exact'],
  );
  assert.ok(new Set(lines.slice(2, 13).map((line) => line.length)).size === 1, 'columns are aligned');
  assert.match(lines[13], /^exact +0\.785398163$/);
  assert.match(lines[15], /^0\.\d+ │[╌░█ ]+$/);
  assert.match(lines[26], /^ +1 +10 +points$/);
  const below = lines.slice(28);
  assert.equal(below[0], 'Serial and parallel runs agree to the last bit in all 120 estimates.');
  assert.match(below[2], /^workers +time +interval +speed-up +efficiency$/);
  assert.match(below[3], /^serial +[\d.]+ [mµ]?s +[\d.]+ [mµ]?s to [\d.]+ [mµ]?s +1$/);
  assert.match(below[4], /^2 +[\d.]+ [mµ]?s/);
  assert.match(below[6], /^serial {4}│[▏▎▍▌▋▊▉█]+ [\d.]+ [mµ]?s$/);
  assert.ok(lines.every((line) => line.length <= 80));
  assert.match(
    below.slice(7).join(' '),
    /times (faster|slower) with 2 workers .*; 2 repeats\. The first parallel run took .*s, with the start of its workers\. seed 7$/,
  );
});

test('converge: what would not pay by workers runs in this thread alone, which is said, unless times are asked for', async () => {
  const few = [...ARCTANGENT, '--samples', '120'];
  const { code, stderr, stdout } = await runCli([...few, '--json']);
  assert.equal(code, 0);
  const { result, timings } = JSON.parse(stdout) as Document<ConvergeResult>;
  assert.equal(result.completed, 120);
  // It takes a millisecond, but on a busy machine nobody knows.
  const serially =
    /^ran serially: (\d.* of work, and \d+ workers pay from \d.* on, since .*|one worker .*)$/m.test(stderr);
  assert.equal(serially, result.workers === 0);
  assert.deepEqual([result.identical, 'parallel' in timings], serially ? [undefined, false] : [true, true]);
  const timed = await runCli([...few, '--repeats', '1']);
  assert.match(timed.stdout, /Serial and parallel runs agree to the last bit/);
  assert.doesNotMatch(timed.stderr, /ran serially/);
});

test('converge: one estimate, one repeat and one worker are singular', async () => {
  const text = (
    await textOf('converge', 'x', '0', '1', '--samples', '1', '--repeats', '1', '--workers', '1')
  ).join('\n');
  assert.match(text, /estimated from 0 sorted random points/);
  assert.match(text, /in the one estimate\./);
  assert.match(text, /with 1 worker; 1 repeat\./);
});

test('converge: estimates keep their digits however large or small they are', async () => {
  const few = ['--samples', '4', '--repeats', '1', '--seed', '1', '--workers', '1'];
  const tiny = await textOf('converge', '1e-12*x', '0', '1', ...few);
  assert.match(tiny[5], /^2 +\d\.\d{8}e-1\d +-\d\.\d\de-13$/);
  const huge = await textOf('converge', '1e12*x', '0', '1', ...few);
  assert.match(huge[7], /^midpoint rule +500000000000$/);
});

test('converge: descending limits give the negative, and that is said', async () => {
  const args = ['--samples', '50', '--repeats', '1', '--seed', '3', '--workers', '1', '--corrected'];
  const up = await runJson<ConvergeResult>(['converge', 'x', '0', '1', ...args]);
  const down = await runJson<ConvergeResult>(['converge', 'x', '1', '0', ...args]);
  assert.deepEqual(
    down.result.values.map((value) => -Number(value) + 0),
    up.result.values,
  );
  const { stderr } = await runCli(['converge', 'x', '1', '0', ...args]);
  assert.match(stderr, /^the limits descend, so these are minus the estimates from 0 to 1$/m);
});

test('an integrand whose integral the midpoint rule cannot trust is pointed out', async () => {
  const { stderr, code } = await runCli([
    'converge',
    '1/x',
    '0',
    '1',
    '--samples',
    '50',
    '--repeats',
    '1',
    '--seed',
    '1',
  ]);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /warning: the integrand is not resolved near x = .*; the estimates may converge slowly, or not at all/,
  );
});

test('converge: estimates that are no numbers are shown, counted, and end with 1', async () => {
  const args = [
    'converge',
    'ln(x)',
    '-1',
    '1',
    '--samples',
    '60',
    '--repeats',
    '1',
    '--seed',
    '42',
    '--workers',
    '1',
  ];
  const { code, stdout, stderr } = await runCli(args);
  assert.equal(code, 1);
  assert.match(stderr, /^nfold: warning: 5\d estimates are not finite, the first one from \d points$/m);
  assert.match(stdout, /^59 +NaN$/m);
  const document = await runJson<ConvergeResult>(args, 1);
  assert.equal(document.result.values[59], 'nan');
  const pole = await runJson<ConvergeResult>(['converge', '1/(x-x)', ...args.slice(2)], 1);
  assert.ok(pole.result.values.includes('inf') || pole.result.values.includes('-inf'));
});

test('converge and bench converge fit a narrow terminal', async () => {
  const few = ['--samples', '100', '--repeats', '2', '--seed', '1', '--workers', '2', '--quiet'];
  for (const command of [['converge'], ['bench', 'converge']]) {
    const { stdout } = await runCli([...command, 'x', '1', '0', ...few], { env: { COLUMNS: '40' } });
    for (const line of stdout.split('\n')) assert.ok(line.length <= 40, line);
  }
});

test('converge: a reader that has seen enough is no failure', async () => {
  const { code, stderr } = await runCli(
    [...ARCTANGENT, '--samples', '20000', '--repeats', '1', '--json', '--quiet'],
    {
      onStdout: (_, child) => child.stdout?.destroy(),
    },
  );
  assert.deepEqual([code, stderr], [0, '']);
});

test('converge: plot and report are written, self-contained and of a reasonable size', async () => {
  const [plot, report] = [join(folder, 'c.svg'), join(folder, 'c.html')];
  const args = [...ARCTANGENT, '--samples', '1000', '--workers', '2', '--repeats', '1'];
  const { code, stderr } = await runCli([...args, '--plot', plot, '--report', report]);
  assert.equal(code, 0, stderr);
  assert.match(stderr, new RegExp(`wrote ${plot}\nwrote ${report}\n$`));
  assert.match(readFileSync(plot, 'utf8'), /^<svg .*exact value 0\.785398/);
  const html = readFileSync(report, 'utf8');
  assert.equal(html.match(/<svg /g)?.length, 6, 'six pictures');
  assert.deepEqual([...new Set(html.match(/\b[a-z]+:\/\/[^"'\s)]*/g))], ['http://www.w3.org/2000/svg']);
  assert.doesNotMatch(html, /<(link|img|iframe)|<script src|@import|url\((?!#)/);
  assert.ok(html.includes(`nfold converge &#39;1/(1+x^2)&#39; 0 1 --seed 7`), 'what was run');
  assert.ok(html.includes('<dt>seed</dt><dd>7</dd>'));
  assert.ok(html.includes(process.version), 'the machine');
  assert.match(html, /off the value 0\.785398163 \(exact\)\./);
  assert.match(html, /agree to the last bit in all 1000 estimates\./);
  assert.ok(html.length < 200_000, `${html.length} characters`);
});

test('converge: over a single point there is no rule to draw, and the report says the rest', async () => {
  const report = join(folder, 'point.html');
  const { code } = await runCli([
    'converge',
    'x',
    '1',
    '1',
    '--samples',
    '20',
    '--repeats',
    '1',
    '--report',
    report,
  ]);
  assert.equal(code, 0);
  const html = readFileSync(report, 'utf8');
  assert.equal(html.match(/<svg /g)?.length, 5);
  const seed = /<dt>seed<\/dt><dd>(\d+)<\/dd>/.exec(html)?.[1];
  assert.ok(html.includes(`point.html --seed ${seed}</code>`), 'the command repeats the run');
});

test('a file that cannot be written after all loses nothing that was computed', async () => {
  const gone = join(folder, 'gone');
  mkdirSync(gone);
  const args = [...ARCTANGENT, '--samples', '500', '--repeats', '1', '--workers', '1', '--progress', 'json'];
  const { code, stdout, stderr } = await runCli([...args, '--plot', join(gone, 'c.svg'), '--json'], {
    onStderr: () => rmSync(gone, { recursive: true, force: true }),
  });
  assert.equal(code, 1);
  assert.match(stderr, /^nfold: cannot write .*c\.svg: there is no folder .*gone$/m);
  const { result, warnings } = JSON.parse(stdout) as { result: ConvergeResult; warnings: string[] };
  assert.equal(result.values.length, 500);
  assert.match(warnings.at(-1) ?? '', /c\.svg was not written: cannot write/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.endsWith('.tmp')),
    [],
  );
});
