import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stream } from 'nfold';
import { distributionPlot } from 'nfold/report';

const values = stream(20_261_125).fillNormal(new Float64Array(2000), 5, 1);
const data = { values, name: 'mean of x', estimate: 5, low: 3, high: 7, confidence: 0.95, method: 'bca' };

test('the distribution is drawn with its estimate and interval, the same for the same input', async () => {
  const svg = await distributionPlot(data);
  assert.equal(svg, await distributionPlot(data));
  assert.match(svg, /<title id="title">mean of x: 5, 95 % interval 3 to 7<\/title>/);
  assert.match(svg, /95 % interval \(bca\)/);
  assert.match(svg, /2,000 resamples drawn with replacement\./);
  assert.ok([...svg.matchAll(/<rect [^>]*width=/g)].length >= 12, 'a histogram of some bars');
});

test('one-sided, unknown and point intervals are drawn, and what is not finite is left out and counted', async () => {
  const oneSided = await distributionPlot({ ...data, low: -Infinity });
  assert.match(oneSided, /interval up to 7</);
  assert.match(await distributionPlot({ ...data, high: Infinity }), /interval from 3 on</);
  const unknown = await distributionPlot({ ...data, low: NaN, high: NaN });
  assert.match(unknown, /no 95 % interval/);
  assert.doesNotMatch(unknown, /95 % interval \(bca\)/);
  const point = await distributionPlot({ ...data, values: [5, 5, NaN], low: 5, high: 5 });
  assert.match(point, /2 resamples drawn with replacement\. Left out, as not finite: 1\./);
  for (const svg of [oneSided, unknown, point]) assert.doesNotMatch(svg, /="[^"]*(NaN|Infinity)[^"]*"/);
  await assert.rejects(
    distributionPlot({ ...data, values: [NaN] }),
    /values must be at least one finite number/,
  );
});
