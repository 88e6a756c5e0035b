import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runs } from 'nfold';
import { runsPlot } from 'nfold/report';
import { elementsOf, textsOf } from './support.js';

const { outputs } = await runs(2000, ({ random }) => random.exponential(2), { seed: 7, quantiles: [] });
const { trace } = outputs.value;
const titleOf = (svg: string): string => /<title id="title">([^<]*)</.exec(svg)?.[1] ?? '';
const marks = (svg: string, name: string) => elementsOf(svg).filter((element) => element.name === name);

test('replications: the mean as a line with a dot for each look, its interval as a band, the exact value dashed', async () => {
  const svg = await runsPlot({ trace, exact: 2, label: 'mean wait', note: 'Seed 7.' });
  assert.match(titleOf(svg), /^Mean wait after 2,000 runs: [12]\.\d+ ± 0\.\d+ \(exact: 2\)$/);
  assert.ok(textsOf(svg).includes('95 % confidence interval'));
  assert.ok(textsOf(svg).includes('number of runs') && textsOf(svg).includes('exact value 2'));
  assert.match(textsOf(svg).join(' '), /Seed 7\. The band leaves the frame up to \d+ runs\./);
  const dots = marks(svg, 'circle').length;
  assert.ok(dots > trace.length - 5 && dots <= trace.length);
  const band = elementsOf(svg).filter(({ attributes }) => attributes['fill-opacity'] === '0.35');
  assert.equal(band.length, 2, 'the band and its legend');
  assert.doesNotMatch(svg, /NaN|Infinity|undefined|currentColor|<style|<script/);
  assert.equal(await runsPlot({ trace, exact: 2, label: 'mean wait', note: 'Seed 7.' }), svg);
});

test('replications: a second way beside, an exact value outside, a single point, points without an interval', async () => {
  const svg = await runsPlot({ trace, exact: 3, confidence: 0.9, beside: { label: 'independent', trace } });
  assert.match(titleOf(svg), /\(exact: 3, outside\)$/);
  assert.ok(textsOf(svg).includes('independent') && textsOf(svg).includes('90 % confidence interval'));
  assert.match(titleOf(await runsPlot({ trace: trace.slice(-1) })), /^Mean after 2,000 runs: /);
  const gap = { runs: 1, mean: 1, halfWidth: Infinity };
  const some = await runsPlot({ trace: [gap, ...trace] });
  assert.match(textsOf(some).join(' '), /1 without a finite interval left out\./);
  await assert.rejects(
    runsPlot({ trace: [gap] }),
    /trace must be of at least one point with a finite interval/,
  );
  await assert.rejects(runsPlot({ trace: [] }), /trace\.length must be a whole number of at least 1/);
});
