import assert from 'node:assert/strict';
import { test } from 'node:test';
import { efficiencyPlot, samplesPlot, scalingPlot, scanPlot, speedupPlot, timelinePlot } from 'nfold/report';
import { weakSweep } from './gallery.js';
import {
  checkDocument,
  elementsOf,
  exampleComparison,
  exampleSpans,
  exampleSweep,
  textsOf,
  tipsOf,
  titleOf,
  withName,
} from './support.js';

const BLUE = '#0072b2';
const GREEN = '#009e73';

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
  const two = await exampleSweep([0, 2], 1);
  const unknown = await scalingPlot({ ...two, processors: undefined });
  assert.ok(!textsOf(unknown).some((text) => text.startsWith('past the')));
  const empty = { ...two, runs: two.runs.map((run) => ({ ...run, seconds: [] })) };
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

test('weak scaling: the ideal time is constant, the ideal scaled speed-up the number of workers', async () => {
  const weak = await weakSweep();
  const times = await scalingPlot(weak);
  checkDocument(times);
  assert.match(titleOf(times), /: 1\.9\d ± 0\.0\d times as much done a second with 2 workers/);
  assert.ok(textsOf(times).includes('ideal: the serial time, for n times the work'));
  const ideal = elementsOf(times).findLast(
    ({ name, attributes }) =>
      name === 'path' && /^M[\d.,]+L/.test(attributes.d) && attributes.d.split('L').length === 3,
  );
  const heights = ideal?.attributes.d.match(/,[\d.]+/g) ?? [];
  assert.equal(heights.length, 3, '1, 2 and 4 workers');
  assert.equal(new Set(heights).size, 1, 'a level line');

  const speedups = await speedupPlot(weak);
  checkDocument(speedups);
  assert.match(
    titleOf(speedups),
    /^count words: \d workers do (?:1\.9|2\.0)\d ± 0\.0\d times as much as one in the same time$/,
  );
  assert.ok(textsOf(speedups).includes('scaled speed-up over one worker'));
  assert.match(tipsOf(speedups)[1], /^2 workers: (?:1\.9|2\.0)\d/);
  assert.doesNotMatch(textsOf(speedups).join(' '), /Amdahl|USL/, 'laws that know the same work alone');
  const line = elementsOf(speedups).find(
    ({ attributes }) => attributes.stroke === GREEN && attributes.d === undefined,
  );
  assert.ok(line !== undefined, 'the ideal line is there');
});

test('timeline: where a worker held chunks and worked on none, they or their results were on their way', async () => {
  const spans = exampleSpans(2, 12).map((span) => ({
    ...span,
    sent: span.start - 0.004,
    received: span.end + 0.003,
  }));
  const svg = await timelinePlot({ parallel: spans });
  checkDocument(svg);
  assert.match(titleOf(svg), /^2 workers finish in \d+ ms; workers busy \d\d %$/);
  assert.ok(textsOf(svg).includes('work or results on their way') && !textsOf(svg).includes('serial'));
  const strips = elementsOf(svg).filter(
    ({ name, attributes }) => name === 'g' && attributes.fill === '#59636e',
  );
  assert.equal(strips.length, 1);
  assert.match(tipsOf(svg)[0], /^worker \d, chunk \d+: [\d.]+ ms$/);
  const without = await timelinePlot({ parallel: exampleSpans(2, 12) });
  assert.ok(!textsOf(without).includes('work or results on their way'));
});

test('speed-up: medians, ideal line, and both laws, dotted beyond what was measured', async () => {
  const strong = await exampleSweep([0, 1, 2, 3, 4], 7);
  const svg = await speedupPlot(strong);
  checkDocument(svg);
  assert.match(titleOf(svg), /: 2 workers are 1\.9\d ± 0\.0\d times as fast as one$/);
  const dots = withName(svg, 'circle').filter(({ attributes }) => attributes.r === '5');
  assert.equal(dots.length, 4);
  const texts = textsOf(svg).join(' ');
  assert.match(texts, /ideal Amdahl's law USL/, 'the lines have their names at their ends');
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
  assert.ok(textsOf(svg).includes('of the capacity') && textsOf(svg).includes('past the 2 processors'));
  const without = await efficiencyPlot(await exampleSweep());
  assert.ok(!textsOf(without).includes('of the capacity'));
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

test('scan: times against a parameter, the verdict at its largest value in the title', async () => {
  const points = [];
  for (const value of [1000, 10_000, 100_000]) {
    points.push({ value, comparison: await exampleComparison(5, value / 1000) });
  }
  const svg = await scanPlot({ parameter: 'n', points });
  checkDocument(svg);
  assert.match(titleOf(svg), /^nfold: .* times faster than python at n = 100,000$/);
  assert.equal(tipsOf(svg).length, 6);
  for (const text of ['1,000', '100,000', 'n', 'time', 'python', 'nfold'])
    assert.ok(textsOf(svg).includes(text), text);
  const odd = { parameter: 'mode', points: [{ value: 'fast', comparison: points[0].comparison }] };
  await assert.rejects(scanPlot(odd), /mode, to be drawn, must be a positive number at each point/);
});
