import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { barChart, cloudChart, columnChart, powerChart } from 'nfold/report';
import { estimates } from './support.js';

const BARS = [
  { label: 'serial', value: 205, text: '205 ms' },
  { label: '1 worker', value: 208, text: '208 ms' },
  { label: '2 workers', value: 106.4, text: '106 ms' },
];

test('bars: lengths to an eighth of a cell, ticks below, all within 80 columns', () => {
  assert.deepEqual(barChart(BARS, 'ms', { width: 50 }), [
    'serial    │███████████████████████████████▌ 205 ms',
    '1 worker  │████████████████████████████████ 208 ms',
    '2 workers │████████████████▍ 106 ms',
    '          └──────────────┴───────────────┴─',
    '          0             100             200 ms',
  ]);
});

test('bars: plain ASCII, whole cells', () => {
  assert.deepEqual(barChart(BARS, 'ms', { width: 40, unicode: false }), [
    'serial    |###################### 205 ms',
    '1 worker  |###################### 208 ms',
    '2 workers |########### 106 ms',
    '          +----------+---------+-',
    '          0         100       200 ms',
  ]);
});

test('bars: colour only when asked for, and then only around the marks', () => {
  const plain = barChart(BARS, 'ms');
  const coloured = barChart(BARS, 'ms', { colour: true });
  assert.ok(plain.every((line) => !line.includes('\u001b')));
  assert.ok(coloured[0].includes('│\u001b[34m█') && coloured[0].endsWith('\u001b[39m 205 ms'));
  const uncoloured = coloured.map((line) => line.replaceAll('\u001b[34m', '').replaceAll('\u001b[39m', ''));
  assert.deepEqual(uncoloured, plain);
});

test('bars: any values and labels stay within the width, longer values are never shorter bars', () => {
  const bar = fc.record({
    label: fc.string({ maxLength: 60 }),
    value: fc.double({ min: 0, max: 1e12, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(bar, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 40, max: 120 }),
      fc.boolean(),
      (bars, width, unicode) => {
        const lines = barChart(bars, 's', { width, unicode });
        assert.equal(lines.length, bars.length + 2);
        for (const line of lines) assert.ok(line.length <= Math.max(width, 60) + 60, line);
        const cells = lines.slice(0, bars.length).map((line) => (line.match(/[█#]/g) ?? []).length);
        const byValue = bars.map(({ value, label }, i) => ({
          value,
          full: cells[i] - (label.match(/[█#]/g) ?? []).length,
        }));
        byValue.sort((a, b) => a.value - b.value);
        for (let i = 1; i < byValue.length; i++) assert.ok(byValue[i].full + 1 >= byValue[i - 1].full);
      },
    ),
    { seed: 77, numRuns: 60 },
  );
});

test('bars: none, and what is no length, are refused', () => {
  assert.throws(() => barChart([], 's'), { code: 'ERR_INVALID_ARGUMENT' });
  for (const value of [-1, NaN, Infinity]) {
    assert.throws(
      () => barChart([{ label: 'a', value }], 's'),
      /value of a must be a finite number of at least 0/,
    );
  }
  assert.equal(barChart([{ label: 'a', value: 0 }], 's')[0], 'a │');
});

test('clouds: the spread shrinks towards the line, in unicode and in ASCII', () => {
  const cloud = { values: estimates(10_000), line: Math.PI / 4, xLabel: 'points' };
  const lines = cloudChart(cloud);
  assert.equal(lines.length, 12);
  assert.ok(lines.every((line) => line.length <= 80));
  assert.match(lines[0], /^0\.7\d+ │╌+/);
  assert.match(lines[11], /^ +1 +10 +100 +1,000 +points$/);
  const inkOf = (from: number, to: number): number =>
    lines.slice(0, 10).reduce((sum, line) => sum + (line.slice(from, to).match(/[█░]/g) ?? []).length, 0);
  assert.ok(inkOf(68, 80) < inkOf(50, 62), 'fewer rows are inked at the end');
  const ascii = cloudChart(cloud, { unicode: false, width: 50 });
  assert.ok(ascii.every((line) => /^[ -~]*$/.test(line) && line.length <= 50));
});

test('clouds: equal, few and non-finite values, and none', () => {
  assert.equal(cloudChart({ values: [0, 1, 1, 1], xLabel: 'n', height: 4 }).length, 6);
  assert.equal(cloudChart({ values: [NaN, NaN, 2], line: 5, xLabel: 'n' }).length, 12);
  assert.throws(
    () => cloudChart({ values: [1], xLabel: 'n' }),
    /values must be values of which one at least is finite/,
  );
});

const bell = (x: number): number => Math.exp((-x * x) / 2);

test('columns: an eighth of a line high at least, theory as dots, the largest count at the top', () => {
  const counts = [0, 1, 500, 1000, 500, 1];
  assert.deepEqual(columnChart({ counts, low: -3, high: 3, xLabel: 'y', height: 4 }, { width: 31 }), [
    '1,000 │            ████',
    '      │            ████',
    '      │        ████████████',
    '      │    ▁▁▁▁████████████▁▁▁▁',
    '      └────┴───────┴───────┴───',
    '          −2       0       2  y',
  ]);
  const expected = (x: number): number => 1000 * bell(x);
  const lines = columnChart({ counts, low: -3, high: 3, xLabel: 'y', expected }, { width: 60 });
  assert.ok(lines.every((line) => line.length <= 60));
  assert.equal(lines.slice(0, 8).join('').match(/•/g)?.length, 60 - 7, 'a dot in each column');
  const ascii = columnChart(
    { counts, low: -3, high: 3, xLabel: 'y', expected },
    { width: 60, unicode: false },
  );
  assert.ok(ascii.every((line) => /^[ -~]*$/.test(line)));
});

test('columns: a long name has a line of its own', () => {
  const xLabel = 'difference of means of height';
  const lines = columnChart({ counts: [1, 2, 1], low: -1, high: 2, xLabel, height: 2 }, { width: 40 });
  assert.match(lines[3], / 0 .* 2$/);
  assert.ok(lines[4].endsWith(xLabel) && lines[4].length <= 40);
});

test('columns: any counts stay within the width, more bins than columns too', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 300 }),
      fc.integer({ min: 30, max: 120 }),
      fc.boolean(),
      (counts, width, unicode) => {
        fc.pre(counts.some((count) => count > 0));
        const lines = columnChart({ counts, low: 0, high: 1e-3, xLabel: 'x' }, { width, unicode });
        assert.equal(lines.length, 10);
        for (const line of lines) assert.ok(line.length <= width, line);
        assert.match(lines[7], /[▁▂▃▄▅▆▇█#.]/u);
      },
    ),
    { seed: 78, numRuns: 60 },
  );
  assert.throws(
    () => columnChart({ counts: [0], low: 0, high: 1, xLabel: 'x' }),
    /counts that are not all 0/,
  );
  assert.throws(() => columnChart({ counts: [1], low: 1, high: 1, xLabel: 'x' }), /high must be/);
});

test('powers: a slope of -1 is a diagonal, and the key tells whose dots are whose', () => {
  const points = [1, 10, 100, 1000, 10_000].map((n) => [n, 1 / n] as const);
  const series = [
    { label: 'error bound', points },
    { label: 'true error', points: points.map(([n, y]) => [n, n === 100 ? 0 : y / 10] as const) },
  ];
  const lines = powerChart({ series, xLabel: 'evaluations', height: 6 }, { width: 46 });
  assert.deepEqual(lines, [
    '      ● error bound  ○ true error',
    ' 10⁰ │●',
    '10⁻¹ │○         ●',
    '10⁻² │          ○         ●',
    '10⁻³ │                              ●',
    '10⁻⁴ │                              ○        ●',
    '10⁻⁵ │                                       ○',
    '     └┴─────────┴─────────┴─────────┴────────┴',
    '      1        10        100       evaluations',
  ]);
  const ascii = powerChart({ series, xLabel: 'evaluations' }, { width: 46, unicode: false });
  assert.ok(ascii.every((line) => /^[ -~]*$/.test(line) && line.length <= 46));
  assert.match(ascii.join('\n'), /^1e-5 +\|/m);
  assert.throws(() => powerChart({ series: [{ label: 'a', points: [[0, 0]] }], xLabel: 'n' }), {
    code: 'ERR_INVALID_ARGUMENT',
  });
});
