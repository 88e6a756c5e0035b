import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  convergencePlot,
  correlationPlot,
  errorDecayPlot,
  errorPlot,
  integrandPlot,
  plot,
} from 'nfold/report';
import {
  checkDocument,
  elementsOf,
  estimates,
  randomRectangles,
  textsOf,
  titleOf,
  uniforms,
  withName,
} from './support.js';

const f = (x: number): number => 1 / (1 + x * x);
const pole = (x: number): number => 1 / Math.abs(x - 0.5);
const zero = (): number => 0;
const wave = (x: number): number => Math.cos(3 * x);
/** How many dots a cloud has: each is a line of no length. */
const cloudDots = (svg: string): number => svg.match(/h0(?=[M"])/g)?.length ?? 0;

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
  assert.equal(titleOf(svg), 'The error falls as n⁻² (midpoint), as theory expects');
  const texts = textsOf(svg);
  for (const text of ['10⁻⁵', '10', '100,000', 'evaluations', 'absolute error', 'Gauss']) {
    assert.ok(texts.includes(text), `${text} is among ${texts.join(' | ')}`);
  }
  assert.match(texts.join(' '), /Rings at the lower edge: 1 estimate without any error\./);
  assert.equal(withName(svg, 'circle').filter(({ attributes }) => attributes.r === '4').length, 5 + 2 + 1);
  await assert.rejects(errorPlot({ series: [] }), /series must be errors of which one at least is positive/);
  const bad = { label: 'a', points: [{ evaluations: 0, error: 1 }] };
  await assert.rejects(errorPlot({ series: [bad] }), /evaluations of a must be a positive finite number/);
});

test('errors: slopes that disagree with theory are said, and long names go into the legend', async () => {
  const points = [10, 100, 1000].map((n) => ({ evaluations: n, error: 1 / n }));
  const label = 'a method with quite a long name';
  const svg = await errorPlot({ series: [{ label, points, expectedSlope: -0.5 }] });
  assert.equal(titleOf(svg), `The ${label} falls as n⁻¹; theory expects n⁻⁰·⁵`);
  assert.ok(textsOf(svg).includes('slope that theory expects'));
  const direct = await errorPlot({ series: [{ label: 'short', points }] });
  assert.equal(textsOf(direct).filter((text) => text === 'short').length, 1, 'beside its line');
  const last = withName(direct, 'text').at(-1);
  assert.ok(Number(last?.attributes.x) > 600 && Number(last?.attributes.x) < 760);
});

test('error decay: the estimate above, its error below, on axes that stand below each other', async () => {
  const random = uniforms(4);
  const trace = Array.from({ length: 20 }, (_, i) => {
    const error = 0.5 / Math.sqrt(i + 1);
    return { evaluations: 5000 * (i + 1), value: 1.2345 + error * (random() - 0.5), error };
  });
  const data = { trace, standard: true, method: 'vegas', integral: '∫ x*y', slope: -0.5 };
  const svg = await errorDecayPlot({ ...data, exact: 1.2345 });
  const titles = [...svg.matchAll(/<title id="[^"]*">([^<]*)</g)].map((match) => match[1]);
  assert.match(titles[0], /^vegas gives 1\.\d+ ± 0\.1\d for ∫ x\*y with 100,000 evaluations$/);
  assert.equal(titles[1], 'The standard error falls as n⁻⁰·⁵, as theory expects');
  const texts = textsOf(svg);
  for (const text of ['exact value 1.2345', 'true error', 'standard error', '10⁻¹'])
    assert.ok(texts.includes(text), `${text} is among ${texts.join(' | ')}`);
  const ticks = [...svg.matchAll(/translate\(([\d.]+),[\d.]+\)"[^>]*>10,000</g)].map((match) => match[1]);
  assert.equal(new Set(ticks).size, 1, 'equal numbers of evaluations stand below each other');
  const certain = await errorDecayPlot({ ...data, trace: [{ evaluations: 15, value: 2, error: 0 }] });
  assert.equal(withName(certain, 'svg').length, 1, 'an error of 0 has no logarithm');
});

test('correlations: a cell for each pair, vermilion for a negative one, with its number', async () => {
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
    [0, 1, 3].map((i) => cells[i].attributes.fill),
    ['#eef1f4', '#d55e00', '#d55e00'],
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

test('plot names every picture by its subject', async () => {
  assert.equal(await plot.convergence({ values: [1, 1] }), await convergencePlot({ values: [1, 1] }));
  assert.deepEqual(Object.keys(plot).sort(), [
    'convergence',
    'correlations',
    'distribution',
    'efficiency',
    'error',
    'errorDecay',
    'histogram',
    'integrand',
    'runs',
    'samples',
    'scaling',
    'scan',
    'speedup',
    'timeline',
  ]);
});
