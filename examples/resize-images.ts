// Batch processing of files: PNG images, halved serially and by two workers, bit for bit the same.
// `node resize-images.js [images] [width]`; from a shell: nfold map ./shrink-image.js#shrink 'images/*.png'
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { Pool, stream, tasks } from 'nfold';
import { shrink } from './shrink-image.js';

const [images = 24, width = 512] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'nfold-images-'));

/** Overlapping waves of random colour, direction and length. Image `i` is the same in every run. */
function writeImage(i: number): string {
  const random = stream(2, i);
  const waves = Array.from({ length: 9 }, (_, wave) => ({
    channel: wave % 3,
    across: random.normal(0, 20 / width),
    down: random.normal(0, 20 / width),
    phase: random.uniform(0, 2 * Math.PI),
  }));
  const data = new Uint8Array(3 * width * width).fill(128);
  for (const { channel, across, down, phase } of waves) {
    for (let y = 0; y < width; y++) {
      for (let x = 0; x < width; x++)
        data[3 * (y * width + x) + channel] += 40 * Math.sin(across * x + down * y + phase);
    }
  }
  const path = join(folder, `${String(i).padStart(4, '0')}.png`);
  writeFileSync(path, encode({ width, height: width, data, channels: 3 }));
  return path;
}

async function timed<R>(run: () => Promise<R> | R): Promise<readonly [result: R, seconds: number]> {
  const start = performance.now();
  const result = await run();
  return [result, (performance.now() - start) / 1000];
}

const contents = (paths: readonly string[]): Buffer[] => paths.map((path) => readFileSync(path));

try {
  const paths = Array.from({ length: images }, (_, i) => writeImage(i));
  paths.forEach(shrink);
  const [shrunk, alone] = await timed(() => paths.map(shrink));
  const serial = contents(shrunk);
  shrunk.forEach((path) => rmSync(path));

  await using pool = new Pool(2);
  const work = tasks<typeof import('./shrink-image.js')>(new URL('./shrink-image.js', import.meta.url));
  const run = (): Promise<string[]> => pool.map(work.shrink, paths);
  const [again, cold] = await timed(run);
  const [, warm] = await timed(run);
  assert.deepEqual(contents(again), serial);

  const ms = (time: number): string => `${Number((1000 * time).toPrecision(3))} ms`;
  console.log(
    `${images} images of ${width} x ${width} pixels, halved; serial and parallel files have the same bits`,
  );
  console.log(`serial ${ms(alone)}; 2 workers ${ms(cold)} with their start, ${ms(warm)} warm`);
  console.log(`warm, 2 workers are ${(alone / warm).toFixed(2)} times as fast as none`);
} finally {
  rmSync(folder, { recursive: true });
}
