import assert from 'node:assert/strict';
import { test } from 'node:test';
import { convergencePlot, encodePicture, pictureFormat, timelinePlot, toPng } from 'nfold/report';
import { isNfoldError } from '#nfold/core';
import { estimates, exampleSpans, inspectPng } from './support.js';

test('a picture becomes a PNG of twice its size, with ink on white', async () => {
  const svg = await convergencePlot({ values: estimates(2000), exact: Math.PI / 4 });
  const height = Number(/ height="(\d+)"/.exec(svg)?.[1]);
  const image = inspectPng(await toPng(svg));
  assert.deepEqual([image.width, image.height], [1600, 2 * height]);
  assert.ok(image.inked > 0.03 && image.inked < 0.5, `${image.inked}`);
});

test('text is drawn whatever fonts the system has', async () => {
  const svg = await timelinePlot({ serial: exampleSpans(1, 4), parallel: exampleSpans(2, 4) });
  const silent = svg.replace(/<text[^>]*>[^<]*<\/text>/g, '');
  const [written, mute] = await Promise.all(
    [svg, silent].map(async (text) => inspectPng(await toPng(text, { scale: 1 }))),
  );
  assert.ok(written.inked > mute.inked + 0.02, `${written.inked} against ${mute.inked}`);
});

test('the file name decides the format', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="8"><rect width="10" height="4"/></svg>';
  assert.equal(await encodePicture(svg, 'a/b.svg'), svg);
  const png = await encodePicture(svg, 'picture.PNG', { scale: 3 });
  assert.ok(png instanceof Uint8Array);
  assert.deepEqual(inspectPng(png), { width: 30, height: 24, inked: 0.5 });
  assert.equal(pictureFormat('x.svg'), '.svg');
  assert.throws(
    () => pictureFormat('picture.jpg'),
    (error) => {
      assert.ok(isNfoldError(error, 'ERR_INVALID_ARGUMENT'));
      assert.equal(error.message, 'the picture\'s file name must end in .svg or .png, got "picture.jpg"');
      return true;
    },
  );
  await assert.rejects(toPng(svg, { scale: 0 }), /scale must be a number greater than 0, got 0/);
});
