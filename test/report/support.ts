import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';
import { type Comparison, type Sweep, compare, sweep } from 'nfold/bench';
import type { Span } from '#nfold/core';

/** Uniform numbers in [0, 1) from a seed: a linear congruential generator, good enough for pictures. */
export function uniforms(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

/** Estimates of pi/4 as the lecture's method makes them: below the true value by about an exponential number over n. */
export function estimates(count: number, seed = 12_345): Float64Array {
  const random = uniforms(seed);
  return Float64Array.from({ length: count }, (_, n) =>
    n < 2 ? 0 : Math.max(0, Math.PI / 4 + (Math.log(1 - random()) + 0.5 * Math.log(1 - random())) / n),
  );
}

/** Right-hand rectangles between sorted random points. */
export function randomRectangles(count: number, a: number, b: number, f: (x: number) => number) {
  const random = uniforms(99);
  const points = Array.from({ length: count }, () => a + (b - a) * random()).sort((x, y) => x - y);
  const rectangles = points.slice(1).map((x1, k) => ({ x0: points[k], x1, height: f(x1) }));
  const value = rectangles.reduce((sum, { x0, x1, height }) => sum + height * (x1 - x0), 0);
  return { points, rectangles, value };
}

/** Two variants on a made-up clock, one about half as slow as the other. */
export function exampleComparison(rounds = 20, factor = 1): Promise<Comparison> {
  let time = 0;
  const random = uniforms(11);
  const variants = {
    python: () => void (time += factor * 0.1 * (1 + 0.3 * random() * random())),
    nfold: () => void (time += factor * 0.0515 * (1 + 0.3 * random() * random())),
  };
  return compare(variants, { rounds, warmup: 0, clock: () => time });
}

/** A sweep on a made-up machine with two processors. */
export function exampleSweep(
  workers: readonly number[] = [0, 1, 2, 3, 4],
  rounds = 5,
  capacity = false,
): Promise<Sweep> {
  let time = 0;
  const random = uniforms(7);
  const job = {
    name: 'converge 1/(1+x^2) & more',
    run(count: number): void {
      const ideal = count === 0 ? 0.2 : 0.004 + 0.2 / Math.min(count, 2) + 0.004 * Math.max(0, count - 2);
      time += ideal * (1 + 0.02 * random());
    },
    // Two processors run two copies as fast as one; more copies take turns.
    ...(capacity && {
      copies(n: number): Promise<void> {
        time += 0.05 * Math.max(1, n / 2) * (1 + 0.02 * random());
        return Promise.resolve();
      },
    }),
  };
  return sweep(job, { workers, processors: 2, repeats: rounds, clock: () => time });
}

/** Chunks handed to whichever worker is free first, a gap of 0.2 ms before each. */
export function exampleSpans(workers: number, chunks: number, zero = 1e9): Span[] {
  const random = uniforms(3);
  const free = Array.from({ length: workers }, () => zero + 0.001);
  return Array.from({ length: chunks }, (_, i) => {
    const worker = free.indexOf(Math.min(...free));
    const start = free[worker] + 0.0002;
    free[worker] = start + (0.2 / chunks) * (0.6 + 0.8 * random());
    return { worker, first: 100 * i, count: 100, start, end: free[worker] };
  });
}

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of an XML document; fails when it is not well-formed (tags, attributes, entities). */
export function elementsOf(xml: string): Element[] {
  const elements: Element[] = [];
  const open: string[] = [];
  const withoutTags = xml.replace(
    /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g,
    (_, closing: string, name: string, list: string, empty: string) => {
      if (closing === '/') assert.equal(open.pop(), name);
      else {
        const pairs = [...list.matchAll(/([\w:-]+)="([^"]*)"/g)].map((match) => [match[1], match[2]]);
        elements.push({ name, attributes: Object.fromEntries(pairs) });
        if (empty === '') open.push(name);
      }
      return list.includes('&') ? list : '';
    },
  );
  assert.deepEqual(open, []);
  assert.doesNotMatch(withoutTags, /[<>]/);
  assert.doesNotMatch(withoutTags, /&(?!(?:amp|lt|gt|quot|#\d+);)/);
  return elements;
}

/** The text of each text element, with entities resolved. */
export function textsOf(xml: string): string[] {
  return [...xml.matchAll(/<text[^>]*>([^<]*)</g)].map((match) =>
    match[1].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );
}

/** Size of a PNG with eight bits a channel and RGBA, and the share of its pixels that are not white. */
export function inspectPng(png: Uint8Array): { width: number; height: number; inked: number } {
  assert.deepEqual([...png.subarray(0, 8)], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  assert.deepEqual([bytes[24], bytes[25]], [8, 6]);
  const data: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const pixels = unfilter(inflateSync(Buffer.concat(data)), 4 * width, height);
  let inked = 0;
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i] + pixels[i + 1] + pixels[i + 2] < 3 * 255 && pixels[i + 3] === 255) inked++;
  }
  return { width, height, inked: inked / (width * height) };
}

/** Undoes PNG's line filters (PNG specification, section 9). */
function unfilter(lines: Uint8Array, stride: number, height: number): Uint8Array {
  const pixels = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = lines[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= 4 ? pixels[at - 4] : 0;
      const up = y > 0 ? pixels[at - stride] : 0;
      const corner = x >= 4 && y > 0 ? pixels[at - stride - 4] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[at] = lines[y * (stride + 1) + 1 + x] + predicted;
    }
  }
  return pixels;
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(estimate - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The elements of that name. */
export const withName = (svg: string, name: string) =>
  elementsOf(svg).filter((element) => element.name === name);

/** The picture's own title, as screen readers say it. */
export const titleOf = (svg: string): string => /<title id="title">([^<]*)</.exec(svg)?.[1] ?? '';

/** What a mark tells about itself. */
export const tipsOf = (svg: string): string[] =>
  [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map((match) => match[1]);

/** What every picture must be. */
export function checkDocument(svg: string): void {
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
