import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { stream } from 'nfold';
import { bootstrap } from 'nfold/resample';
import { interruptWhen, runJson } from './known.js';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-bootstrap-'));
after(() => rmSync(folder, { recursive: true }));

const random = stream(20_261_125);
const x = Array.from(random.fillNormal(new Float64Array(60), 10, 2), (value) => Number(value.toFixed(4)));
const y = x.map((value) => Number((value + random.normal()).toFixed(4)));
const group = x.map((_, i) => (i % 3 === 0 ? 'new, improved' : 'old'));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const HEADER = 'weight,speed,group';
const rows = x.map((value, i) => `${value},${y[i]},"${group[i]}"`);
const data = file('data.csv', `${HEADER}\n${rows.join('\n')}\n`);

interface Result {
  estimate: number;
  low: number;
  high: number;
  standardError: number;
  values: number[];
  skipped: number;
  status: string;
  statistic: string;
}

const run = (...args: string[]) => runCli(['bootstrap', ...args, '--seed', '1', '--resamples', '500']);
const json = (...args: string[]) =>
  runJson<Result>(['bootstrap', ...args, '--seed', '1', '--resamples', '500']);

test('bootstrap: prints estimate, interval, standard error; the document has the library’s numbers', async () => {
  const { code, stdout, stderr } = await run(data, '--column', 'weight', '--statistic', 'median');
  assert.deepEqual([code, stderr], [0, '']);
  assert.match(
    stdout,
    /^median of weight \(60 values of .*data\.csv\)\n\nestimate {8}\S+\n95 % interval {3}\S+ to \S+ \(bca, 500 resamples\)\nstandard error {2}\S+\nbias {12}\S+\n\n[\d,]+ │[^]*└─[^]*median of weight\nseed 1\n$/,
  );
  const { result } = await json(data, '--column', 'weight', '--statistic', 'median');
  const expected = await bootstrap(x, 'median', { n: 500, seed: 1 });
  assert.deepEqual(
    [result.estimate, result.low, result.high],
    [expected.estimate, expected.low, expected.high],
  );
  assert.deepEqual(
    [result.values, result.skipped, result.status, result.statistic],
    [[60], 0, 'ok', 'median'],
  );
});

test('bootstrap: two columns, two groups, quantiles, methods, workers and standard input', async () => {
  const slope = await json(data, '--column', 'weight,speed', '--statistic', 'slope', '--workers', '2');
  const expected = await bootstrap([x, y], 'slope', { n: 500, seed: 1 });
  assert.deepEqual([slope.result.low, slope.result.high], [expected.low, expected.high]);
  const groups = await run(data, '--column', 'weight', '--by', 'group', '--confidence', '0.9');
  assert.match(
    groups.stdout,
    /^difference of means of weight, new, improved - old \(20 and 40 values of .*\n90 % interval/s,
  );
  const [first, second] = ['new, improved', 'old'].map((name) => x.filter((_, i) => group[i] === name));
  const difference = await bootstrap([first, second], 'differenceOfMeans', { n: 500, seed: 1 });
  const found = await json(data, '--column', 'weight', '--by', 'group');
  assert.deepEqual([found.result.low, found.result.high], [difference.low, difference.high]);
  const quantile = await json(
    data,
    '--column',
    'speed',
    '--statistic',
    'quantile:0.9',
    '--method',
    'percentile',
  );
  assert.equal(quantile.result.statistic, 'quantile 0.9');
  const watched = await run(data, '--column', 'weight', '--workers', '2', '--progress', 'json');
  assert.match(watched.stderr, /"event":"progress","label":"resamples","done":500,"total":500/);
  const automatic = await run(data, '--column', 'weight', '--workers', 'auto');
  assert.match(automatic.stderr, /^ran serially: \d.* of work, and workers pay from \d.* on/m);
  // Without a header, by tabulators, from standard input; the only column needs no name.
  const args = ['bootstrap', '-', '--seed', '1', '--resamples', '500', '--quiet'];
  const piped = await runCli(args, { input: `${x.join('\n')}\n` });
  assert.match(piped.stdout, /^mean of 1 \(60 values of standard input\)\n/);
  const tabs = await runCli([...args, '--column', '2'], {
    input: x.map((value, i) => `${value}\t${y[i]}`).join('\n'),
  });
  assert.match(tabs.stdout, /^mean of 2 \(60 values/);
});

test('bootstrap: missing values are refused or skipped, and the picture is drawn', async () => {
  const holes = file('holes.csv', `a;b\n1;2\nNA;3\n4;\n5;6\n7;9\n`);
  const refused = await run(holes, '--column', 'a');
  assert.deepEqual([refused.code, refused.stdout], [2, '']);
  assert.match(
    refused.stderr,
    /^nfold: .*holes\.csv, line 3: column a has no value \("NA"\); --missing skip leaves such rows out\n$/,
  );
  const picture = join(folder, 'holes.svg');
  const skipped = await run(holes, '--column', 'a', '--missing', 'skip', '--plot', picture);
  assert.match(skipped.stderr, /^nfold: warning: 1 row without a value left out\nwrote .*holes\.svg\n$/);
  assert.match(skipped.stdout, /^mean of a \(4 values/);
  assert.match(readFileSync(picture, 'utf8'), /<title[^>]*>mean of a: 4\.25, 95 % interval /);
});

test('bootstrap: results that are not to be believed end with exit code 1', async () => {
  const same = await run(file('same.csv', 'a\n3\n3\n3\n'), '--column', 'a');
  assert.equal(same.code, 1);
  assert.match(same.stderr, /^nfold: warning: the mean is 3 in every resample, so its error is not known\n$/);
});

test('bootstrap: each mistake is one clear line', async () => {
  const cases: readonly (readonly [args: string[], message: RegExp])[] = [
    [
      ['nowhere.csv', '--column', 'a'],
      /FILE must be a file that can be read, or - for standard input, got "nowhere\.csv"; there is no such file/,
    ],
    [[folder, '--column', 'a'], /that is a folder/],
    [
      [data, '--column', 'wieght'],
      /--column must be a column of .*data\.csv: "weight", "speed", "group", got "wieght"; did you mean "weight"\?/,
    ],
    [[data], /--column is missing; the columns are "weight", "speed", "group"/],
    [
      [data, '--column', 'group'],
      /data\.csv, line 2: column group must hold a finite number, got "new, improved"/,
    ],
    [
      [data, '--column', 'weight', '--by', 'speed'],
      /--by must be a column of two groups, got "speed"; it has \d+: /,
    ],
    [
      [data, '--column', 'weight', '--by', 'group', '--statistic', 'sd'],
      /--statistic must be mean or median with --by, got "sd"/,
    ],
    [
      [data, '--column', 'weight', '--statistic', 'slope'],
      /--column must be two columns such as x,y for slope, got "weight"/,
    ],
    [[data, '--column', 'weight,speed'], /--column must be one column for mean, got "weight,speed"/],
    [
      [data, '--column', 'weight', '--statistic', 'medain'],
      /--statistic must be one of .*; did you mean "median"\?/,
    ],
    [
      [data, '--column', 'weight', '--statistic', 'quantile:2'],
      /quantile:Q with Q from 0 to 1, got "quantile:2"/,
    ],
    [
      [data, '--column', 'weight', '--confidence', '95'],
      /--confidence must be a number between 0 and 1, got "95"; write 0\.95 for 95 %/,
    ],
    [
      [file('one.csv', 'a\n3\n'), '--column', 'a'],
      /one\.csv: the mean of a needs at least 2 values, and there is 1 value/,
    ],
    [[file('empty.csv', ''), '--column', 'a'], /empty\.csv is empty/],
    [[file('quote.csv', 'a\n"1\n2\n'), '--column', 'a'], /quote\.csv: Quote Not Closed/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await runCli(['bootstrap', ...args]);
    assert.match(stderr, message);
    assert.match(stderr, /^nfold: [^\n]*\n$/);
    assert.deepEqual([code, stdout], [2, ''], args.join(' '));
  }
});

test('Ctrl-C keeps the interval from the resamples so far', async () => {
  for (const workers of ['1', '2']) {
    const args = ['bootstrap', data, '--column', 'weight', '--resamples', '50000000', '--workers', workers];
    const stopped = await interruptWhen(/"done":[1-9]/, [...args, '--progress', 'json', '--seed', '1']);
    assert.equal(stopped.code, 130, stopped.stderr);
    assert.match(stopped.stderr, /^nfold: warning: interrupted: these results are partial$/m);
    assert.match(stopped.stdout, /^95 % interval +\S+ to \S+ \(bca, \d+ of 50000000 resamples\)$/m);
    assert.match(stopped.stdout, /seed 1\n$/);
  }
});
