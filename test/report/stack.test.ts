import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convergencePlot, scalingPlot, stackPictures } from 'nfold/report';
import { elementsOf, estimates, exampleSweep } from './support.js';

test('pictures are stacked as they are, each below the other, with names of their own', async () => {
  const parts = [
    await convergencePlot({ values: estimates(100), exact: 0.785 }),
    await scalingPlot(await exampleSweep()),
    await convergencePlot({ values: estimates(100) }),
  ];
  const sizes = parts.map((svg) => elementsOf(svg)[0].attributes);
  const elements = elementsOf(stackPictures(parts));
  const [outer, ...inner] = elements.filter(({ name }) => name === 'svg').map(({ attributes }) => attributes);
  assert.deepEqual(
    inner.map(({ y, width, height }) => [y, width, height]),
    sizes.map(({ width, height }, i) => {
      const above = sizes.slice(0, i).reduce((sum, size) => sum + Number(size.height), 0);
      return [String(above), width, height];
    }),
  );
  const total = sizes.reduce((sum, { height }) => sum + Number(height), 0);
  assert.deepEqual([outer.width, outer.height, outer.viewBox], ['800', String(total), `0 0 800 ${total}`]);
  const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
  assert.equal(new Set(ids).size, ids.length, 'ids are unique');
});

test('only pictures of nfold can be stacked', () => {
  assert.throws(() => stackPictures(['<svg/>']), /pictures must be SVG documents made by nfold/);
});
