/** A whole picture: its tiles one after the other in this thread, or as tasks of a pool. The bytes are the same. */
import { type Pool, type Span, partial, tasks } from 'nfold';
import { binPolygons, tileCount } from './bins.js';
import type { Scene } from './scene.js';
import { renderTile } from './tile.js';

export interface RenderOptions {
  /** Pixels along a side of a tile; default 64. It changes the time, not the picture. */
  readonly size?: number;
  /** Tiles that are rendered at a stretch; default 4. */
  readonly chunkSize?: number;
  /** Is told when and where each stretch ran. */
  readonly onSpan?: (span: Span) => void;
}

const SIZE = 64;
const CHUNK = 4;

const work = tasks<typeof import('./tile.js')>(new URL('./tile.js', import.meta.url));

/** A picture's bytes in shared memory: red, green, blue of each pixel, rows from the top. */
export const newFrame = ({ width, height }: Pick<Scene, 'width' | 'height'>): Uint8Array =>
  new Uint8Array(new SharedArrayBuffer(3 * width * height));

/** Renders into `frame`, in this thread. Answers how often a polygon was drawn in a tile. */
export function renderHere(scene: Scene, frame: Uint8Array, options: RenderOptions = {}): number {
  const { size = SIZE, chunkSize = CHUNK, onSpan } = options;
  const bins = binPolygons(scene, size);
  let drawn = 0;
  for (let first = 0; first < tileCount(bins); first += chunkSize) {
    const count = Math.min(chunkSize, tileCount(bins) - first);
    const start = now();
    for (let tile = first; tile < first + count; tile++) drawn += renderTile(scene, bins, frame, tile);
    onSpan?.({ worker: 0, first, count, start, end: now() });
  }
  return drawn;
}

/**
 * Renders into `frame`, by the workers of a pool of threads: they read the scene and write their pixels in place, so
 * that messages carry numbers of tiles alone.
 */
export async function renderByPool(
  pool: Pool,
  scene: Scene,
  frame: Uint8Array,
  { size = SIZE, chunkSize = CHUNK, onSpan }: RenderOptions = {},
): Promise<number> {
  const bins = binPolygons(scene, size);
  const tiles = Array.from({ length: tileCount(bins) }, (_, tile) => tile);
  const drawn = await pool.map(partial(work.renderTile, scene, bins, frame), tiles, { chunkSize, onSpan });
  return drawn.reduce((sum, count) => sum + count, 0);
}

/** Seconds, on the clock of the workers' spans. */
export const now = (): number => (performance.timeOrigin + performance.now()) / 1000;
