import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';

/** The package as it is where optional dependencies were not installed. */
const folder = mkdtempSync(join(tmpdir(), 'nfold-'));
const dist = dirname(dirname(fileURLToPath(import.meta.resolve('nfold/report'))));
cpSync(dist, join(folder, 'dist'), { recursive: true });
cpSync(join(dist, '../package.json'), join(folder, 'package.json'));
after(() => rmSync(folder, { recursive: true }));

function run(script: string): string {
  const program = `import * as report from './dist/report/index.js'; ${script}`;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: folder,
    encoding: 'utf8',
  });
}

const attempt = (call: string): string =>
  run(`await ${call}.catch((e) => console.log(e.code, e.message));`).trim();

test('without the optional packages a picture fails with one clear line', () => {
  assert.equal(
    attempt('report.convergencePlot({ values: [1, 2] })'),
    'ERR_MISSING_DEPENDENCY pictures need the optional package @observablehq/plot, which cannot be loaded; run: npm install @observablehq/plot',
  );
  assert.match(attempt(`report.toPng('<svg/>')`), /optional package (@resvg\/resvg-js|dejavu-fonts-ttf)/);
});

test('without them the report still works: nothing is loaded before it is needed', () => {
  const html = run(`console.log(report.htmlReport({ title: 'T', command: 'c', machine: {}, summary: [] }))`);
  assert.match(html, /^<!doctype html>/);
});
