/** One tile of a picture: what workers do. Its pixels depend on the scene and on where it lies, on nothing else. */
import { FULL, CoverageBuffer } from './coverage.js';
import type { Bins } from './bins.js';
import { type Scene, SUBPIXELS } from './scene.js';
import { encodeSrgb } from './srgb.js';

/** A worker's memory for one tile, used again for the next. Colours are linear, multiplied by their opacity. */
interface Canvas {
  readonly coverage: CoverageBuffer;
  /** Red, green, blue and opacity of each pixel: what has been drawn. */
  readonly pixels: Float64Array;
  /** The same for the group that is being added up. */
  readonly group: Float64Array;
  /** The part of the tile that the group touches, in pixels of the tile. */
  touched: Box;
}

/** Pixels from left to right and top to bottom, the latter of each pair not among them. */
interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

let latest: Canvas | undefined;

function canvasOf(size: number): Canvas {
  if (latest?.coverage.size !== size) {
    const [pixels, group] = [new Float64Array(4 * size * size), new Float64Array(4 * size * size)];
    latest = { coverage: new CoverageBuffer(size), pixels, group, touched: nothing(size) };
  }
  return latest;
}

const nothing = (size: number): Box => ({ left: size, top: size, right: 0, bottom: 0 });

/**
 * Draws a tile of the scene into the frame buffer, three bytes (sRGB) a pixel. Answers how many polygons it went through.
 */
export function renderTile(scene: Scene, bins: Bins, frame: Uint8Array, tile: number): number {
  const canvas = canvasOf(bins.size);
  const left = (tile % bins.columns) * bins.size;
  const top = Math.floor(tile / bins.columns) * bins.size;
  canvas.coverage.moveTo(left, top);
  canvas.pixels.fill(0);
  const [from, to] = [bins.start[tile], bins.start[tile + 1]];
  for (let i = from; i < to; i++) {
    const polygon = bins.polygons[i];
    if (i > from && scene.group[polygon] !== scene.group[bins.polygons[i - 1]]) layOver(canvas);
    addPolygon(canvas, scene, polygon, left, top);
  }
  layOver(canvas);
  store(canvas, frame, scene, left, top);
  return to - from;
}

/** Adds a polygon to the group. */
function addPolygon(canvas: Canvas, scene: Scene, polygon: number, left: number, top: number): void {
  const { vertices } = scene;
  const [first, end] = [scene.firstVertex[polygon], scene.firstVertex[polygon + 1]];
  let [xMin, yMin, xMax, yMax] = [Infinity, Infinity, -Infinity, -Infinity];
  let [x0, y0] = [vertices[2 * end - 2], vertices[2 * end - 1]];
  for (let i = first; i < end; i++) {
    const [x, y] = [vertices[2 * i], vertices[2 * i + 1]];
    canvas.coverage.addEdge(x0, y0, x, y);
    xMin = Math.min(xMin, x);
    xMax = Math.max(xMax, x);
    yMin = Math.min(yMin, y);
    yMax = Math.max(yMax, y);
    [x0, y0] = [x, y];
  }
  const { size } = canvas.coverage;
  const box = {
    left: Math.max(0, Math.floor(xMin / SUBPIXELS) - left),
    top: Math.max(0, Math.floor(yMin / SUBPIXELS) - top),
    right: Math.min(size, Math.floor(xMax / SUBPIXELS) - left + 1),
    bottom: Math.min(size, Math.ceil(yMax / SUBPIXELS) - top),
  };
  paint(canvas, box, scene, polygon);
  extend(canvas.touched, box);
}

function extend(box: Box, { left, top, right, bottom }: Box): void {
  box.left = Math.min(box.left, left);
  box.top = Math.min(box.top, top);
  box.right = Math.max(box.right, right);
  box.bottom = Math.max(box.bottom, bottom);
}

/** Adds up the differences of coverage, clears them, and adds the paint to the group. */
function paint({ coverage, group }: Canvas, box: Box, scene: Scene, polygon: number): void {
  const { differences, stride, size } = coverage;
  const [red, green, blue, opacity] = scene.paint.slice(4 * polygon, 4 * polygon + 4);
  for (let row = box.top; row < box.bottom; row++) {
    let area = 0;
    for (let column = box.left; column < box.right; column++) {
      const index = row * stride + column;
      area += differences[index];
      differences[index] = 0;
      if (area === 0) continue;
      const alpha = opacity * Math.min(1, Math.abs(area) / FULL);
      const pixel = 4 * (row * size + column);
      group[pixel] += alpha * red;
      group[pixel + 1] += alpha * green;
      group[pixel + 2] += alpha * blue;
      group[pixel + 3] += alpha;
    }
    differences[row * stride + box.right] = 0;
  }
}

/** The group over what lies behind (T. Porter, T. Duff, "Compositing digital images", 1984), and a new group begins. */
function layOver(canvas: Canvas): void {
  const { pixels, group, touched, coverage } = canvas;
  for (let row = touched.top; row < touched.bottom; row++) {
    const end = 4 * (row * coverage.size + touched.right);
    for (let i = 4 * (row * coverage.size + touched.left); i < end; i += 4) {
      const alpha = group[i + 3];
      if (alpha === 0) continue;
      // Where polygons of a group overlap after all, they are mixed.
      const weight = alpha > 1 ? 1 / alpha : 1;
      const behind = alpha > 1 ? 0 : 1 - alpha;
      for (let channel = i; channel < i + 4; channel++) {
        pixels[channel] = pixels[channel] * behind + group[channel] * weight;
        group[channel] = 0;
      }
    }
  }
  canvas.touched = nothing(coverage.size);
}

function store(
  { pixels, coverage: { size } }: Canvas,
  frame: Uint8Array,
  { width, height }: Scene,
  left: number,
  top: number,
): void {
  const columns = Math.min(size, width - left);
  for (let row = 0; row < Math.min(size, height - top); row++) {
    let byte = 3 * ((top + row) * width + left);
    for (let column = 0; column < columns; column++) {
      const pixel = 4 * (row * size + column);
      for (let channel = 0; channel < 3; channel++) frame[byte++] = encodeSrgb(pixels[pixel + channel]);
    }
  }
}
