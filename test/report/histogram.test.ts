import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type HistogramData, histogramPlot } from 'nfold/report';
import { elementsOf, textsOf } from './support.js';

const density = (x: number): number => Math.exp(-((x - 1) ** 2) / 8) / (2 * Math.sqrt(2 * Math.PI));
const counts = Array.from({ length: 40 }, (_, i) => Math.round(1e5 * 0.3 * density(-5 + 0.3 * (i + 0.5))));
const data: HistogramData = {
  name: 'y',
  counts,
  low: -5,
  high: 7,
  outside: 270,
  mean: 1.0012,
  standardError: 0.0063,
  sd: 2.0004,
  theory: { density, label: 'theory: normal, mean 1, sd 2' },
  source: 'y = 1 + 2*x',
};

test('histogram: a bar for each bin, the curve of theory, the mean, and what lies outside', async () => {
  const svg = await histogramPlot(data);
  assert.match(svg, /<title id="title">y is 1\.001 ± 0\.006 on average, with a standard deviation of 2</);
  const bars = elementsOf(svg).filter(
    ({ name, attributes }) => name === 'g' && attributes.fill === '#0072b2',
  );
  assert.equal(bars.length, 1);
  assert.equal(svg.match(/<rect /g)?.length, 40 + 3, 'bars, the paper, the mark of the legend, the frame');
  const texts = textsOf(svg);
  assert.ok(texts.includes('theory: normal, mean 1, sd 2') && texts.includes('their mean'));
  assert.ok(texts.some((text) => text === 'y = 1 + 2*x. 270 draws outside the frame.'));
  assert.ok(texts.some((text) => /^[\d,]+ draws$/.test(text)));
  assert.doesNotMatch(svg, /NaN|Infinity|undefined|currentColor/);
  assert.equal(await histogramPlot(data), svg, 'equal input gives equal text');
});

test('histogram: without theory there is no curve, and one bin is enough', async () => {
  const { theory: _, ...rest } = data;
  const svg = await histogramPlot({ ...rest, counts: [3], outside: undefined, standardError: 0 });
  assert.doesNotMatch(svg, /#d55e00/);
  assert.ok(textsOf(svg).includes('3 draws'));
  assert.ok(
    textsOf(await histogramPlot({ ...rest, noun: 'input' })).some((text) => text.endsWith(' inputs')),
  );
  assert.doesNotMatch(svg, /NaN|undefined/);
});

test('histogram: what cannot be drawn is refused', async () => {
  for (const bad of [{ counts: [] }, { counts: [0, 0], outside: 0 }, { low: 7 }, { high: NaN }])
    await assert.rejects(histogramPlot({ ...data, ...bad }), { code: 'ERR_INVALID_ARGUMENT' });
});
