/** The report of every command that writes one, and its picture: what is on the page, and how much it weighs. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { runCli } from './run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-reports-'));
after(() => rmSync(folder, { recursive: true }));

const MODULE = join(folder, 'jobs.mjs');
writeFileSync(
  MODULE,
  `export const work = (n) => { let s = 0; for (let i = 0; i < 2e5; i++) s += Math.sin(i); return s; };
   export const length = (line) => { if (line === 'bad') throw new Error('no such line'); return line.length; };`,
);
const DATA = join(folder, 'data.csv');
writeFileSync(DATA, `height\n${Array.from({ length: 40 }, (_, i) => 160 + ((i * 37) % 23)).join('\n')}\n`);

interface Page {
  readonly html: string;
  /** Characters without the raw data. */
  readonly weight: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** The headings of the sections. */
  readonly headings: readonly string[];
  /** What the pictures say. */
  readonly titles: readonly string[];
}

let count = 0;

/** The report that a command line writes. */
async function reportOf(args: readonly string[], input?: string): Promise<Page> {
  const path = join(folder, `${++count}.html`);
  const { code, stderr } = await runCli([...args, '--report', path], { cwd: folder, input });
  assert.ok(code === 0 || code === 1, stderr);
  assert.match(stderr, new RegExp(`wrote ${path}`));
  const html = readFileSync(path, 'utf8');
  const json = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
  const all = (pattern: RegExp): string[] => [...html.matchAll(pattern)].map((match) => match[1]);
  return {
    html,
    weight: html.length - json.length,
    data: JSON.parse(json) as Page['data'],
    headings: all(/<h2 [^>]*>([^<]*)</g),
    titles: all(/<title id="[^"]*">([^<]*)</g),
  };
}

/** What every page tells, in less than 150 kB. */
function checkPage({ html, weight, headings }: Page): void {
  assert.ok(weight < 150_000, `${weight} characters without the data`);
  for (const heading of ['Findings', 'Numbers', 'Where it was run', 'Raw data'])
    assert.ok(headings.includes(heading), `${heading} is among ${headings.join(', ')}`);
  for (const name of ['Processor', 'Node.js', 'nfold']) assert.ok(html.includes(`<dt>${name}</dt>`), name);
  assert.match(html, /<pre><code>nfold /);
  const urls = html.match(/\b[a-z]+:\/\/[^"'\s)<]*/g) ?? [];
  assert.deepEqual([...new Set(urls)], ['http://www.w3.org/2000/svg']);
}

const TIMES = ['Time by number of workers', 'Speed-up', 'Efficiency', 'Who did what when'];

test('converge: estimates, rule, times, speed-up, efficiency, timeline', async () => {
  const page = await reportOf(['converge', '1/(1+x^2)', '0', '1', '--workers', '2', '--repeats', '1']);
  checkPage(page);
  for (const heading of ['Estimates', 'The rule', ...TIMES])
    assert.ok(page.headings.includes(heading), heading);
  assert.equal((page.data['values'] as number[]).length, 10_000, 'the default size');
});

test('simulate: distributions, correlations, and with workers the same as converge', async () => {
  const model = ['simulate', 'a = x + u; b = x^2', '--draw', 'x=normal', '--draw', 'u=random'];
  const page = await reportOf([
    ...model,
    '--draws',
    '2e5',
    '--workers',
    '2',
    '--repeats',
    '1',
    '--seed',
    '1',
  ]);
  checkPage(page);
  for (const heading of ['Distribution of a', 'Distribution of b', 'Correlations', ...TIMES])
    assert.ok(page.headings.includes(heading), heading);
  assert.ok(page.titles.some((title) => /^The strongest correlation: a with b, [−0]/.test(title)));
  assert.ok(page.titles.some((title) => /^2 workers finish in .* serially; workers busy/.test(title)));
  assert.ok('sweep' in page.data);
  const alone = await reportOf([...model, '--draws', '1e4', '--repeats', '0', '--workers', '1']);
  assert.ok(!alone.headings.includes('Speed-up'));
});

test('integrate: where it was evaluated, and what other methods would need', async () => {
  const page = await reportOf(['integrate', '1/(1+x^2)', '0', '1', '--exact', 'pi/4']);
  checkPage(page);
  assert.ok(page.titles.some((title) => /^\d+ evaluations give 0\.785398/.test(title)));
  assert.ok(page.titles.some((title) => title.startsWith('The error falls as n⁻² (midpoint), n⁻')));
  assert.doesNotMatch(page.html, /<dt>seed/, 'nothing random was drawn');
  const random = await reportOf(
    ['integrate', 'x*y', '--over', 'x=0..1', '--over', 'y=0..1', '--method', 'vegas', '--seed', '1'].concat([
      '--max-evaluations',
      '20000',
    ]),
  );
  assert.ok(random.titles.some((title) => /^vegas gives 0\.2[45]/.test(title)));
  assert.match(random.html, /<dt>seed<\/dt><dd>1</);
});

test('bootstrap: the resamples with the interval', async () => {
  const page = await reportOf([
    'bootstrap',
    DATA,
    '--statistic',
    'mean',
    '--resamples',
    '2000',
    '--seed',
    '1',
  ]);
  checkPage(page);
  assert.match(page.titles[0], /^mean of height: 1\d\d(\.\d+)?, 95 % interval 1/);
  assert.equal((page.data['distribution'] as number[]).length, 2000);
  assert.match(page.html, /<li>The estimate is 1\d\d/);
});

test('map: who did what when, how long inputs took, what failed', async () => {
  const lines = [...Array.from({ length: 50 }, (_, i) => 'x'.repeat(i + 1)), 'bad'].join('\n');
  const out = ['--out', join(folder, 'lines.ndjson'), '--workers', '2'];
  const plot = join(folder, 'lines.svg');
  const page = await reportOf(['map', `${MODULE}#length`, '-', ...out, '--plot', plot], lines);
  checkPage(page);
  assert.match(page.titles[0], /^2 workers finish in .*; workers busy/);
  assert.match(page.titles[1], /^time of an input is .* on average/);
  assert.equal(readFileSync(plot, 'utf8').match(/<svg /g)?.length, 1 + 2);
  assert.match(page.html, /<li>50 done, 1 failed, 0 skipped/);
  assert.match(page.html, /<th scope="row">bad<\/th><td>Error: no such line</);
  assert.equal((page.data['seconds'] as number[]).length, 51);
});

test('bench: of functions, and by number of workers; --plot draws the same', async () => {
  const plot = join(folder, 'bench.svg');
  const job = ['bench', `${MODULE}#work`, '--rounds', '6'];
  const page = await reportOf([...job, '--plot', plot]);
  checkPage(page);
  assert.ok(page.headings.includes('All times'));
  assert.match(readFileSync(plot, 'utf8'), /^<svg /);
  const sweep = await reportOf([...job, '--workers', '1,2', '--items', '10']);
  checkPage(sweep);
  for (const heading of TIMES.slice(0, 3)) assert.ok(sweep.headings.includes(heading), heading);
});

test('bench of a command of nfold writes its own report, not that of the command', async () => {
  const page = await reportOf(['bench', 'integrate', 'x', '0', '1', '--rounds', '2']);
  checkPage(page);
  assert.match(page.html, /<h1>nfold integrate, whole programs by number of workers</);
});
