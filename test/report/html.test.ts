import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sweepFindings, sweepTable } from 'nfold/bench';
import { convergencePlot, htmlReport, scalingPlot } from 'nfold/report';
import { elementsOf, estimates, exampleSweep } from './support.js';

const date = new Date('2026-01-02T03:04:05Z');

/** A report with everything in it, and text that wants to be markup. */
async function fullReport(): Promise<string> {
  const sweep = await exampleSweep();
  return htmlReport({
    title: 'Convergence of x<1 & "y">0',
    command: `nfold converge 'x < 1 ? exp(-x) : 0' 0 2 --workers 2`,
    machine: { processor: 'Some <CPU> & co', processors: 2, 'Node.js': '20.0.0' },
    seed: 42,
    summary: ['The estimate is <b>0.785</b>.', ...sweepFindings(sweep)],
    warnings: ['capacity < 2'],
    tables: [{ caption: 'Time & speed', ...sweepTable(sweep), note: 'a < b' }],
    pictures: [
      {
        title: 'Convergence',
        caption: 'Dots < line',
        svg: await convergencePlot({ values: estimates(500), exact: 0.785, expression: 'x<1 ? x & 1 : "0"' }),
      },
      { title: 'Scaling', caption: 'By worker count', svg: await scalingPlot(sweep) },
    ],
    data: { values: Float64Array.of(1, NaN, Infinity), text: '</script><script>alert(1)</script><!--\u2028' },
    date,
  });
}

const withoutScripts = (html: string): string => html.replace(/<script[^]*<\/script>/, '');
/** The page as XML: without the doctype, the style sheet, and with the empty elements closed. */
const asXml = (html: string): string =>
  withoutScripts(html)
    .replace('<!doctype html>', '')
    .replace(/<style>[^]*<\/style>/, '')
    .replace(/<meta ([^>]*)>/g, '<meta $1/>');

test('the report is well-formed, and nothing in it comes from elsewhere', async () => {
  const html = await fullReport();
  const elements = elementsOf(asXml(html));
  assert.ok(elements.every(({ name }) => !['script', 'link', 'img', 'iframe', 'b'].includes(name)));
  const urls = html.match(/\b[a-z]+:\/\/[^"'\s)]*/g) ?? [];
  assert.deepEqual([...new Set(urls)], ['http://www.w3.org/2000/svg']);
  assert.doesNotMatch(html, /@import|url\((?!#)|\son\w+=/);
  assert.equal(html.match(/<script/g)?.length, 2, 'the data and the script');
  assert.match(
    html,
    /http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;|content="default-src 'none'/,
  );
});

test('headings, tables and pictures have names', async () => {
  const html = await fullReport();
  const elements = elementsOf(asXml(html));
  const ids = elements.map(({ attributes }) => attributes.id).filter((id) => id !== undefined);
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
  for (const { attributes } of elements) {
    for (const id of attributes['aria-labelledby']?.split(' ') ?? []) assert.ok(ids.includes(id), id);
  }
  const named = (name: string) => elements.filter((element) => element.name === name);
  assert.equal(named('h1').length, 1);
  assert.equal(named('svg').length, 2);
  assert.ok(
    named('svg').every(({ attributes }) => attributes.role === 'img' && attributes['aria-labelledby']),
  );
  assert.equal(named('caption').length, 1);
  assert.equal(named('th').filter(({ attributes }) => attributes.scope === 'row').length, 5);
  assert.ok(named('html')[0].attributes.lang === 'en');
});

test('clip paths of one picture do not clip another', async () => {
  const html = await fullReport();
  const used = [...html.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1]);
  assert.ok(used.length > 0);
  for (const id of used) assert.ok(html.includes(` id="${id}"`), id);
});

test('text is escaped, and so is the embedded data', async () => {
  const html = await fullReport();
  assert.ok(html.includes('<title>Convergence of x&lt;1 &amp; &quot;y&quot;&gt;0</title>'));
  assert.ok(html.includes('The estimate is &lt;b&gt;0.785&lt;/b&gt;.'));
  const json = /<script type="application\/json" id="data">([^<]*)<\/script>/.exec(html)?.[1] ?? '';
  assert.deepEqual(JSON.parse(json), {
    values: [1, 'NaN', 'Infinity'],
    text: '</script><script>alert(1)</script><!--\u2028',
  });
});

test('what was run can be run again, and the date is there', async () => {
  const html = await fullReport();
  assert.ok(html.includes('nfold converge &#39;x &lt; 1 ? exp(-x) : 0&#39; 0 2 --workers 2'));
  assert.ok(html.includes('<dt>seed</dt><dd>42</dd>'));
  assert.ok(html.includes('2026-01-02 03:04 UTC'));
});

test('pictures are restyled for dark pages, and the page alone is small', async () => {
  const html = await fullReport();
  const style = /<style>([^]*)<\/style>/.exec(html)?.[1] ?? '';
  const dark = style.slice(style.indexOf('prefers-color-scheme:dark'));
  const colours = new Set([...html.matchAll(/(?:fill|stroke)="(#[0-9a-f]{6})"/g)].map((match) => match[1]));
  for (const colour of colours)
    assert.ok(dark.includes(`[fill="${colour}"]`), `${colour} has a dark counterpart`);
  const bare = htmlReport({ title: 'T', machine: {}, summary: ['s'], date });
  assert.ok(bare.length < 20_000, `${bare.length} bytes`);
  assert.ok(html.length < 150_000, `${html.length} bytes`);
  assert.doesNotMatch(bare, /id="numbers"|id="warnings"|<script/);
});
