import { Shelf } from '../shelf.js';

/** Points that are evaluated together. */
export const BLOCK = 128;

/** Room for the numbers of as many points. */
export class Block {
  readonly x = new Float64Array(BLOCK);
  readonly y = new Float64Array(BLOCK);
  /** What an integrand of two arguments is told. */
  readonly second = new Float64Array(BLOCK);
  /** For rules that place points by their distance from an end. */
  readonly distance = new Float64Array(BLOCK);
  readonly weight = new Float64Array(BLOCK);
  /** For mapped ranges: the points in the integrand's own variable, and the map's slope there. */
  readonly mapped = new Float64Array(BLOCK);
  readonly slope = new Float64Array(BLOCK);
}

export const blocks = new Shelf(() => new Block());
