import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convergencePlot,
  correlationPlot,
  efficiencyPlot,
  errorPlot,
  integrandPlot,
  plot,
  samplesPlot,
  scalingPlot,
  scanPlot,
  speedupPlot,
  timelinePlot,
} from 'nfold/report';
import {
  elementsOf,
  estimates,
  exampleComparison,
  exampleSpans,
  exampleSweep,
  randomRectangles,
  textsOf,
} from './support.js';

const BLUE = '#0072b2';
const f = (x: number): number => 1 / (1 + x * x);
const pole = (x: number): number => 1 / Math.abs(x - 0.5);
const zero = (): number => 0;
const wave = (x: number): number => Math.cos(3 * x);
const withName = (svg: string, name: string) => elementsOf(svg).filter((element) => element.name === name);

/** How many dots a cloud has: each is a line of no length. */
const cloudDots = (svg: string): number => svg.match(/h0(?=[M"])/g)?.length ?? 0;

/** The picture's own title, as screen readers say it. */
const titleOf = (svg: string): string => /<title id="title">([^<]*)</.exec(svg)?.[1] ?? '';

function checkDocument(svg: string): void {
  const [root] = elementsOf(svg);
  assert.equal(root.name, 'svg');
  assert.equal(root.attributes.role, 'img');
  assert.equal(root.attributes['aria-labelledby'], 'title description');
  assert.equal(root.attributes.viewBox, `0 0 800 ${root.attributes.height}`);
  assert.match(svg, /<desc id="description">[^<]{20,}<\/desc>/);
  assert.doesNotMatch(svg, /NaN|Infinity|undefined|currentColor|⚠|<style|var\(|<script/);
  const urls = svg.match(/https?:\/\/[^"]*/g) ?? [];
  assert.ok(urls.every((url) => url === 'http://www.w3.org/2000/svg'));
  const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map((match) => Number(match[1]));
  assert.ok(Math.min(...sizes) >= 12, 'text is readable at half size');
}

test('convergence: every estimate in the frame is a dot, the exact value a dashed line, the trend a curve', async () => {
  const values = estimates(10_000);
  const data = { values, exact: Math.PI / 4, expression: '1/(1+x^2)', variant: 'sorted random points' };
  const svg = await convergencePlot(data);
  checkDocument(svg);
  assert.match(
    titleOf(svg),
    /^Estimates settle at 0\.785\d+ ± 0\.000\d+: the spread shrinks \d+ times from n = 100 to 10,000$/,
  );
  const note = textsOf(svg).find((text) => text.includes('outside the frame')) ?? '';
  const outside = Number(/([\d,]+) estimates outside/.exec(note)?.[1].replace(',', ''));
  assert.equal(cloudDots(svg), 10_000 - outside);
  assert.ok(outside > 10 && outside < 600);
  assert.match(note, /^1\/\(1\+x\^2\), sorted random points\./);
  assert.equal(
    elementsOf(svg).filter(({ attributes }) => attributes['stroke-dasharray'] === '6 4').length,
    2,
  );
  assert.ok(textsOf(svg).includes('exact value 0.785398'));
  assert.ok(textsOf(svg).includes('10,000') && textsOf(svg).includes('number of points n'));
  assert.ok(svg.length < 300_000, `${svg.length} bytes`);
  assert.equal(await convergencePlot(data), svg, 'equal input gives equal text');
});

test('convergence: more estimates than dots are thinned, and the picture says so', async () => {
  const svg = await convergencePlot({ values: estimates(25_000) });
  assert.ok(cloudDots(svg) <= 10_000);
  assert.ok(textsOf(svg).some((text) => text.includes('One dot for every 3 estimates.')));
  assert.ok(cloudDots(await convergencePlot({ values: estimates(25_000), mostDots: 500 })) <= 500);
  assert.equal(elementsOf(svg).filter(({ attributes }) => 'stroke-dasharray' in attributes).length, 0);
});

test('convergence: few, equal, huge, tiny and non-finite estimates still make a picture', async () => {
  const few = await convergencePlot({ values: [0, 0, 0.3, 0.2, 0.4], exact: Math.PI / 4 });
  assert.equal(cloudDots(few), 5);
  assert.equal(titleOf(few), 'The estimate for 4 points is 0.4');
  assert.equal(titleOf(await convergencePlot({ values: [1, 1, 1] })), 'All 3 estimates equal 1');
  const pictures = await Promise.all([
    convergencePlot({ values: [0] }),
    convergencePlot({ values: estimates(300).map((x) => 1e-9 * x) }),
    convergencePlot({ values: estimates(300).map((x) => 1e12 * x) }),
    convergencePlot({ values: Float64Array.from(estimates(300), (x, n) => (n === 5 ? NaN : -x)) }),
  ]);
  pictures.forEach(checkDocument);
  assert.ok(textsOf(pictures[3]).some((text) => text.includes('1 estimate not finite, left out.')));
  await assert.rejects(
    convergencePlot({ values: [] }),
    /values\.length must be a whole number of at least 1/,
  );
  await assert.rejects(
    convergencePlot({ values: [NaN] }),
    /values must be estimates of which one at least is finite/,
  );
});

test('integrand: a rectangle and a point for each sample, and the finding in the title', async () => {
  const svg = await integrandPlot({
    ...randomRectangles(20, 0, 1, f),
    f,
    a: 0,
    b: 1,
    expression: '1/(1+x^2)',
    method: 'rectangles',
    error: 0.004,
  });
  checkDocument(svg);
  assert.match(
    titleOf(svg),
    /^19 rectangles between random points give 0\.\d{3} ± 0\.004 for ∫\s1\/\(1\+x\^2\)\sdx from 0 to 1$/,
  );
  // The ground and the legend's box come on top of the 19.
  assert.equal(withName(svg, 'rect').length - withName(svg, 'clipPath').length, 19 + 2);
  assert.equal(withName(svg, 'circle').length, 20 + 1);
});

test('integrand: areas below the axis have another colour, and the legend says what they count', async () => {
  const svg = await integrandPlot({
    ...randomRectangles(30, 0, 3, wave),
    f: wave,
    a: 0,
    b: 3,
    method: 'rectangles',
  });
  const fills = withName(svg, 'rect').map(({ attributes }) => attributes.fill);
  assert.ok(fills.includes('#56b4e9') && fills.includes('#e69f00'));
  assert.ok(textsOf(svg).includes('rectangles, counted −'));
});

test('integrand: many rectangles become an outline, many points a choice, and both are said', async () => {
  const svg = await integrandPlot({
    ...randomRectangles(10_000, 0, 1, f),
    f,
    a: 0,
    b: 1,
    method: 'rectangles',
  });
  assert.ok(svg.length < 100_000, `${svg.length} bytes`);
  assert.ok(withName(svg, 'rect').length < 400);
  const note = textsOf(svg).join(' ');
  assert.match(
    note,
    /9,999 rectangles are too thin to draw one by one: their outline is shown\. 120 of 10,000 sample points/,
  );
});

test('integrand: poles are cut off, gaps are said, limits may be in either order, constants and points alone do', async () => {
  const svg = await integrandPlot({
    f: pole,
    a: 1,
    b: 0,
    method: 'monte-carlo',
    points: [0.1, 0.5, 0.9],
    value: 9,
  });
  checkDocument(svg);
  const note = textsOf(svg).join(' ');
  assert.match(note, /lower limit lies above the upper one/);
  assert.match(note, /The curve leaves the frame/);
  assert.equal(withName(svg, 'circle').length, 2 + 1, 'the point at the pole has no place');
  const gap = await integrandPlot({ f: Math.sqrt, a: -1, b: 1, method: 'midpoint', points: [0.5], value: 1 });
  assert.match(textsOf(gap).join(' '), /gaps where the function is not finite/);
  checkDocument(await integrandPlot({ f: zero, a: 0, b: 1e-6, method: 'monte-carlo', points: [], value: 0 }));
  await assert.rejects(
    integrandPlot({ f, a: 1, b: 1, method: 'midpoint', points: [], value: 0 }),
    /b must be different from a, got 1/,
  );
});

test('scaling: samples, medians with bars, the ideal line, and the ground past the processors', async () => {
  const svg = await scalingPlot(await exampleSweep());
  checkDocument(svg);
  assert.match(
    titleOf(svg),
    /^converge 1\/\(1\+x\^2\) &amp; more: 1\.9\d ± 0\.0\d times faster with 2 workers \(efficiency 9\d %\); more workers than processors do not help$/,
  );
  const dots = withName(svg, 'circle');
  assert.equal(dots.filter(({ attributes }) => attributes.r === '2.5').length, 25);
  assert.equal(dots.filter(({ attributes }) => attributes.r === '5').length, 5);
  const texts = textsOf(svg);
  for (const text of [
    'serial',
    '1',
    '4',
    'workers',
    'time in ms',
    'past the 2 processors',
    'ideal: serial time / workers',
  ]) {
    assert.ok(texts.includes(text), `${text} is among ${texts.join(' | ')}`);
  }
});

test('scaling: one worker count, one round, no processors given', async () => {
  const single = await scalingPlot(await exampleSweep([1], 1));
  checkDocument(single);
  assert.match(titleOf(single), /^converge 1\/\(1\+x\^2\) &amp; more: 20\d ms \(1 worker\)$/);
  const sweep = await exampleSweep([0, 2], 1);
  const unknown = await scalingPlot({ ...sweep, processors: undefined });
  assert.ok(!textsOf(unknown).some((text) => text.startsWith('past the')));
  const empty = { ...sweep, runs: sweep.runs.map((run) => ({ ...run, seconds: [] })) };
  await assert.rejects(scalingPlot(empty), /sweep must be a sweep with at least one timed run/);
});

test('timeline: a box for each chunk, in the colour of the worker that ran it in parallel', async () => {
  const parallel = exampleSpans(2, 24, 5000);
  const svg = await timelinePlot({ serial: exampleSpans(1, 24), parallel, parallelSubmitted: 5000 });
  checkDocument(svg);
  assert.match(
    titleOf(svg),
    /^2 workers finish in \d+\.?\d* ms what takes \d+ ms serially; workers busy 9\d %$/,
  );
  const chunks = withName(svg, 'rect').filter(({ attributes }) => 'fill-opacity' in attributes);
  assert.equal(chunks.length, 48);
  const first = parallel.filter(({ worker }) => worker === 0).length;
  assert.equal(chunks.filter(({ attributes }) => attributes.fill === BLUE).length, 2 * first);
  const texts = textsOf(svg);
  for (const text of ['serial', 'worker 1', 'worker 2', 'idle', 'time since submission in ms']) {
    assert.ok(texts.includes(text), text);
  }
});

test('timeline: both runs start at zero although their clocks are far apart', async () => {
  const svg = await timelinePlot({
    serial: exampleSpans(1, 1, 1e9),
    parallel: exampleSpans(2, 1, 2e9),
    workers: 2,
  });
  checkDocument(svg);
  assert.match(titleOf(svg), /\(one chunk cannot be shared\)$/);
  const chunks = withName(svg, 'rect').filter(({ attributes }) => 'fill-opacity' in attributes);
  assert.equal(chunks.length, 2);
  assert.equal(chunks[0].attributes.x, chunks[1].attributes.x);
  assert.ok(textsOf(svg).includes('worker 2'), 'a worker that ran nothing has its lane');
});

test('timeline: sixteen workers and thousands of chunks stay small, and joined chunks are said', async () => {
  const svg = await timelinePlot({ serial: exampleSpans(1, 5000), parallel: exampleSpans(16, 5000) });
  checkDocument(svg);
  assert.ok(svg.length < 300_000, `${svg.length} bytes`);
  assert.ok(textsOf(svg).includes('worker 16'));
  assert.match(textsOf(svg).join(' '), /[\d,]+ chunks too thin to draw are joined with their neighbours/);
  await assert.rejects(timelinePlot({ serial: [], parallel: [] }), /spans must be at least one chunk/);
});

/** What a mark tells about itself. */
const tipsOf = (svg: string): string[] =>
  [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map((match) => match[1]);

test('speed-up: medians, ideal line, and both laws, dotted beyond what was measured', async () => {
  const sweep = await exampleSweep([0, 1, 2, 3, 4], 7);
  const svg = await speedupPlot(sweep);
  checkDocument(svg);
  assert.match(titleOf(svg), /: 2 workers are 1\.9\d ± 0\.0\d times as fast as one$/);
  const dots = withName(svg, 'circle').filter(({ attributes }) => attributes.r === '5');
  assert.equal(dots.length, 4);
  const texts = textsOf(svg).join(' ');
  assert.match(texts, /ideal.*Amdahl&#39;s law, fitted.*USL, fitted/);
  assert.match(texts, /serial share [\d.]+ % .*contention [\d.]+ %/);
  assert.match(texts, /Dotted: foretold by the law, not measured/);
  assert.match(texts, /speed-up over one worker/);
  assert.ok(textsOf(svg).includes('past the 2 processors'));
  assert.equal(
    elementsOf(svg).filter(({ attributes }) => attributes['stroke-dasharray'] === '3 4').length,
    2,
  );
  assert.match(tipsOf(svg)[1], /^2 workers: 1\.9\d ± 0\.0\d$/);
  await assert.rejects(
    speedupPlot(await exampleSweep([0, 2])),
    /sweep must be a sweep that timed one worker and another count/,
  );
});

test('efficiency: against the workers, and against the capacity where it was measured', async () => {
  const svg = await efficiencyPlot(await exampleSweep([0, 1, 2, 4], 5, true));
  checkDocument(svg);
  assert.match(titleOf(svg), /: 2 workers work at 9\d % efficiency, 9\d % of what the machine allows$/);
  assert.equal(withName(svg, 'circle').filter(({ attributes }) => attributes.r === '5').length, 6);
  assert.ok(textsOf(svg).includes('speed-up / measured parallel capacity'));
  const without = await efficiencyPlot(await exampleSweep());
  assert.ok(!textsOf(without).includes('speed-up / measured parallel capacity'));
  assert.equal(withName(without, 'circle').filter(({ attributes }) => attributes.r === '5').length, 4);
  await assert.rejects(efficiencyPlot(await exampleSweep([0])), /sweep must be a sweep that timed workers/);
});

test('samples: a histogram for each variant on one axis, with every run in a bar', async () => {
  const comparison = await exampleComparison(200);
  const svg = await samplesPlot(comparison);
  checkDocument(svg);
  assert.match(titleOf(svg), /^nfold: 1\.9\d ± 0\.0\d times faster than python$/);
  const runs = tipsOf(svg).flatMap((tip) => /^(\d+) runs?$/.exec(tip)?.[1] ?? []);
  assert.equal(
    runs.reduce((sum, count) => sum + Number(count), 0),
    400,
  );
  const texts = textsOf(svg);
  assert.ok(texts.includes('time in ms') && texts.some((text) => /^python: 10\d ms, 200 runs$/.test(text)));
  const single = await samplesPlot({ ...comparison, measurements: comparison.measurements.slice(0, 1) });
  assert.match(titleOf(single), /^python: 10\d ms$/);
  await assert.rejects(samplesPlot({ ...comparison, measurements: [] }), /of at least one timed variant/);
});

test('errors: both axes logarithmic, measured slopes in the title, expected ones as lines', async () => {
  const counts = [10, 100, 1000, 10_000, 100_000];
  const svg = await errorPlot({
    what: '1/(1+x^2) from 0 to 1',
    series: [
      {
        label: 'midpoint',
        expectedSlope: -2,
        points: counts.map((n) => ({ evaluations: n, error: 0.02 / n ** 2 })),
      },
      {
        label: 'Gauss',
        points: [10, 20, 40].map((n) => ({ evaluations: n, error: n < 40 ? 1e-3 / n ** 9 : 0 })),
      },
    ],
  });
  checkDocument(svg);
  assert.equal(titleOf(svg), 'The error falls as midpoint n^−2.00 (theory: −2)');
  const texts = textsOf(svg);
  for (const text of ['10⁻⁵', '10', '100,000', 'evaluations', 'absolute error', 'expected slope']) {
    assert.ok(texts.includes(text), `${text} is among ${texts.join(' | ')}`);
  }
  assert.match(texts.join(' '), /Rings at the lower edge: 1 estimate without any error\./);
  assert.equal(
    withName(svg, 'circle').filter(({ attributes }) => attributes.r === '4').length,
    5 + 2 + 1 + 2,
  );
  await assert.rejects(errorPlot({ series: [] }), /series must be errors of which one at least is positive/);
  const bad = { label: 'a', points: [{ evaluations: 0, error: 1 }] };
  await assert.rejects(errorPlot({ series: [bad] }), /evaluations of a must be a positive finite number/);
});

test('correlations: a cell for each pair, blue or vermilion, with its number', async () => {
  const data = {
    names: ['x', 'y', 'none'],
    matrix: [
      [1, -0.58, NaN],
      [-0.58, 1, NaN],
      [NaN, NaN, NaN],
    ],
    draws: 100_000,
  };
  const svg = await correlationPlot(data);
  checkDocument(svg);
  assert.equal(titleOf(svg), 'The strongest correlation: x with y, −0.58');
  const cells = withName(svg, 'rect').filter(({ attributes }) => 'fill-opacity' in attributes);
  assert.equal(cells.length, 9);
  assert.deepEqual(
    cells.slice(0, 2).map(({ attributes }) => attributes.fill),
    [BLUE, '#d55e00'],
  );
  const texts = textsOf(svg);
  assert.equal(texts.filter((text) => text === '−0.58').length, 2);
  assert.equal(texts.filter((text) => text === '–').length, 5);
  assert.ok(texts.includes('From 100,000 draws.'));
  await assert.rejects(correlationPlot({ names: ['a'], matrix: [[2]] }), /a correlation from -1 to 1/);
  await assert.rejects(
    correlationPlot({
      names: ['a', 'b'],
      matrix: [
        [1, 0.1],
        [0.2, 1],
      ],
    }),
    /symmetric/,
  );
  await assert.rejects(
    correlationPlot({ names: ['a', 'b'], matrix: [[1]] }),
    /of 2 rows with 2 numbers each/,
  );
});

test('scan: times against a parameter, the verdict at its largest value in the title', async () => {
  const points = [];
  for (const value of [1000, 10_000, 100_000]) {
    points.push({ value, comparison: await exampleComparison(5, value / 1000) });
  }
  const svg = await scanPlot({ parameter: 'n', points });
  checkDocument(svg);
  assert.match(titleOf(svg), /^nfold: .* times faster than python at n = 100,000$/);
  assert.equal(tipsOf(svg).length, 6);
  for (const text of ['1,000', '100,000', 'n', 'time', 'python'])
    assert.ok(textsOf(svg).includes(text), text);
  const odd = { parameter: 'mode', points: [{ value: 'fast', comparison: points[0].comparison }] };
  await assert.rejects(scanPlot(odd), /mode, to be drawn, must be a positive number at each point/);
});

test('plot names every picture by its subject', async () => {
  assert.equal(await plot.convergence({ values: [1, 1] }), await convergencePlot({ values: [1, 1] }));
  assert.deepEqual(Object.keys(plot).sort(), [
    'convergence',
    'correlations',
    'efficiency',
    'error',
    'integrand',
    'runs',
    'samples',
    'scaling',
    'scan',
    'speedup',
    'timeline',
  ]);
});
