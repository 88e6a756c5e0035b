import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, test } from 'node:test';
import { barePackage, runIn } from '../bare-package.js';

const folder = barePackage();
after(() => rmSync(folder, { recursive: true }));

const run = (script: string): string =>
  runIn(folder, `import * as report from './dist/report/index.js'; ${script}`);

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
