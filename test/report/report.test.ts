import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { REPORT_FORMATS, encodeReport, report } from 'nfold/report';
import { exampleComparison, exampleSweep } from './support.js';

const folder = mkdtempSync(join(tmpdir(), 'nfold-report-'));
after(() => rmSync(folder, { recursive: true }));

test('report writes what encodeReport makes, in each format', async () => {
  const sweep = await exampleSweep();
  const facts = { command: 'npm start', machine: { Processor: 'Some CPU' }, date: new Date(0) };
  for (const format of REPORT_FORMATS) {
    const file = join(folder, `sweep${format}`);
    await report(sweep, file, facts);
    assert.deepEqual(readFileSync(file), Buffer.from(await encodeReport(sweep, file, facts)));
  }
  const { result } = JSON.parse(String(await encodeReport(sweep, 'a.json'))) as {
    result: { runs: unknown[] };
  };
  assert.equal(result.runs.length, 5);
  assert.match(String(await encodeReport(sweep, 'a.html', facts)), /<code>npm start<\/code>/);
  assert.match(String(await encodeReport(sweep, 'a.csv')), /^variant,round,seconds\r\nserial,1,0\.\d+\r\n/);
});

test('markup and separators in names are escaped', async () => {
  const comparison = await exampleComparison(3);
  const [first, second] = comparison.measurements;
  const odd = {
    ...comparison,
    baseline: 'a|b',
    measurements: [
      { ...first, name: 'a|b' },
      { ...second, name: 'say "x", y' },
    ],
  };
  const faster = { 'a|b': comparison.faster['python'], 'say "x", y': comparison.faster['nfold'] };
  const csv = String(await encodeReport({ ...odd, faster }, 'a.csv'));
  assert.match(csv, /^a\|b,1,/m);
  assert.match(csv, /^"say ""x"", y",1,/m);
  const md = String(await encodeReport({ ...odd, faster }, 'a.md'));
  assert.match(md, /^\| a\\\|b \| 1\d\d ms \|/m);
});

test('another ending, and a file that cannot be written, are told in a line', async () => {
  const comparison = await exampleComparison(3);
  await assert.rejects(report(comparison, 'a.pdf'), {
    code: 'ERR_INVALID_ARGUMENT',
    message: `the report's file name must end in .json, .csv, .md, .html, .svg, .png, got "a.pdf"`,
  });
  await assert.rejects(report(comparison, join(folder, 'gone/a.md')), { code: 'ERR_FILE' });
});
