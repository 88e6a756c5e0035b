// A picture of a hundred thousand polygons, tile by tile: by one thread, then by two workers that write their pixels into
// shared memory. The same bytes, and what the second worker gains.
//   node build/examples/render-polygons.js [--detail 1] [--width 1200] [--height 800] [--seed 5] [--rounds 7]
//     [--out picture.png] [--colours 256] [--timeline timeline.svg]
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ImageData, encode } from 'fast-png';
import { Pool, type Span } from 'nfold';
import { compare, describeComparison, formatSeconds } from 'nfold/bench';
import { timelinePlot } from 'nfold/report';
import { landscape } from './rendering/landscape.js';
import { quantize } from './rendering/palette.js';
import { newFrame, now, renderByPool, renderHere } from './rendering/render.js';
import { polygonCount } from './rendering/scene.js';

const { values } = parseArgs({
  options: {
    detail: { type: 'string', default: '1' },
    width: { type: 'string', default: '1200' },
    height: { type: 'string', default: '800' },
    seed: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '7' },
    out: { type: 'string' },
    colours: { type: 'string' },
    timeline: { type: 'string' },
  },
});
const [width, height, seed, rounds] = [values.width, values.height, values.seed, values.rounds].map(Number);

const scene = landscape(width, height, Number(values.detail), seed);
const [serial, parallel] = [newFrame(scene), newFrame(scene)];
await using pool = new Pool(2);

let tiles = 0;
const drawn = renderHere(scene, serial, { onSpan: ({ count }) => (tiles += count) });
const cold = now();
await renderByPool(pool, scene, parallel);
const coldSeconds = now() - cold;
assert.deepEqual(parallel, serial, 'two workers render the same bytes');

console.log(`${polygonCount(scene)} polygons, drawn ${drawn} times in ${tiles} tiles of 64 x 64 pixels`);
console.log(`two workers, their start included: ${formatSeconds(coldSeconds)}`);

// Interleaved rounds; every frame is wiped before and compared after, outside of what is timed.
const comparison = await compare(
  {
    serial: {
      prepare: () => serial.fill(0),
      run() {
        renderHere(scene, serial);
        return serial;
      },
    },
    '2 workers': {
      prepare: () => parallel.fill(0),
      async run() {
        await renderByPool(pool, scene, parallel);
        return parallel;
      },
    },
  },
  { rounds, equal: (a, b) => (Buffer.compare(a, b) === 0 ? undefined : 'another picture') },
);
for (const line of describeComparison(comparison)) console.log(line);

const encoding = now();
const png = encode(values.colours === undefined ? allColours() : fewColours(Number(values.colours)));
console.log(`writing it as PNG, on one thread either way: ${formatSeconds(now() - encoding)}`);
if (values.out !== undefined) await writeFile(values.out, png);

if (values.timeline !== undefined) await writeFile(values.timeline, await timeline());

/** Of the run of either kind that was disturbed least: the fastest of them. */
async function timeline(): Promise<string> {
  const here: Run[] = [];
  const byPool: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    here.push(await recorded(async (onSpan) => renderHere(scene, serial, { onSpan })));
    byPool.push(await recorded((onSpan) => renderByPool(pool, scene, parallel, { onSpan })));
  }
  const [best, bestByPool] = [here, byPool].map((runs) => runs.toSorted((a, b) => a.seconds - b.seconds)[0]);
  return timelinePlot({
    serial: best.spans,
    serialSubmitted: best.submitted,
    parallel: bestByPool.spans,
    parallelSubmitted: bestByPool.submitted,
    workers: 2,
  });
}

interface Run {
  readonly submitted: number;
  readonly seconds: number;
  readonly spans: Span[];
}

async function recorded(render: (onSpan: (span: Span) => void) => Promise<unknown>): Promise<Run> {
  const spans: Span[] = [];
  const submitted = now();
  await render((span) => spans.push(span));
  return { submitted, seconds: now() - submitted, spans };
}

function allColours(): ImageData {
  return { width, height, data: new Uint8Array(parallel), channels: 3 };
}

/** A smaller file. */
function fewColours(colours: number): ImageData {
  const { indices, palette } = quantize(parallel, colours);
  return { width, height, data: indices, channels: 1, palette };
}
