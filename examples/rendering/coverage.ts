/**
 * The share of each pixel that a polygon covers, exactly. Every edge adds the signed area to its right to the pixels that it
 * crosses, as differences along the row; their running sum is the covered area. The method is that of the smooth rasteriser
 * of FreeType (D. Turner, `ftgrays.c`, after R. Levien's LibArt), with the one buffer of differences of font-rs
 * (R. Levien, "Inside the fastest font renderer in the world", 2016).
 *
 * All numbers are integers, and where an edge crosses the border of a pixel depends on the edge alone. So areas add up
 * without rounding, polygons that share an edge share each of its pixels without a rest, and no pixel depends on the tile
 * in which it is computed.
 */
import { SUBPIXELS } from './scene.js';

/** The area of a pixel, in the unit of the differences: half a square of the grid of vertices. */
export const FULL = 2 * SUBPIXELS * SUBPIXELS;

/** Differences of covered area along the rows of a square tile. */
export class CoverageBuffer {
  /** Pixels of a row and one more, which takes what lies beyond the right border. */
  readonly stride: number;
  /** All zero between two polygons: who reads them clears them. */
  readonly differences: Int32Array;
  #left = 0;
  #top = 0;

  /** @param size pixels along a side of the tile */
  constructor(readonly size: number) {
    this.stride = size + 1;
    this.differences = new Int32Array(size * this.stride);
  }

  /** The tile's top left corner, in pixels. */
  moveTo(left: number, top: number): void {
    this.#left = left;
    this.#top = top;
  }

  /** Adds one edge, in steps of the grid. Those of a closed outline make a polygon; which way round does not matter. */
  addEdge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 < y1) this.#addDownward(x0, y0, x1, y1, 1);
    else if (y0 > y1) this.#addDownward(x1, y1, x0, y0, -1);
  }

  #addDownward(x0: number, y0: number, x1: number, y1: number, sign: number): void {
    const first = Math.max(Math.floor(y0 / SUBPIXELS), this.#top);
    const last = Math.min(Math.ceil(y1 / SUBPIXELS), this.#top + this.size);
    const slope = (x1 - x0) / (y1 - y0);
    const xAt = (y: number): number => (y === y1 ? x1 : x0 + Math.round((y - y0) * slope));
    for (let row = first; row < last; row++) {
      const top = Math.max(y0, row * SUBPIXELS);
      const bottom = Math.min(y1, (row + 1) * SUBPIXELS);
      this.#addInRow((row - this.#top) * this.stride, xAt(top), xAt(bottom), sign * (bottom - top));
    }
  }

  /** A piece of an edge within one row of pixels, from x = a to b, `height` high. */
  #addInRow(offset: number, a: number, b: number, height: number): void {
    const { differences, size } = this;
    const left = this.#left * SUBPIXELS;
    const start = Math.min(a, b) - left;
    const end = Math.max(a, b) - left;
    if (end <= 0) {
      differences[offset] += height * 2 * SUBPIXELS;
      return;
    }
    const slope = end === start ? 0 : height / (end - start);
    const last = Math.min(Math.max(Math.floor(start / SUBPIXELS), Math.ceil(end / SUBPIXELS) - 1), size - 1);
    let [x, done] = [start, 0];
    if (start < 0) {
      [x, done] = [0, Math.round(-start * slope)];
      differences[offset] += done * 2 * SUBPIXELS;
    }
    for (let column = Math.floor(x / SUBPIXELS); column <= last; column++) {
      const border = (column + 1) * SUBPIXELS;
      const next = Math.min(end, border);
      const reached = next === end ? height : Math.round((next - start) * slope);
      // The area to the right of this piece, in this pixel; the pixels after it are covered for the piece's whole height.
      const beyond = (reached - done) * (x + next - 2 * column * SUBPIXELS);
      differences[offset + column] += (reached - done) * 2 * SUBPIXELS - beyond;
      differences[offset + column + 1] += beyond;
      [x, done] = [next, reached];
    }
  }
}
