/**
 * Sobol's sequence in Gray code order, and its randomisation by a random linear matrix and a digital shift, which keeps
 * its nets and makes every point uniform: J. Matoušek, "On the L2-discrepancy for anchored boxes", J. Complexity 14 (1998)
 * 527-556. The variance is that of Owen's nested scrambling: A. B. Owen, "Variance with alternative scramblings of digital nets",
 * ACM Trans. Model. Comput. Simul. 13 (2003) 363-378.
 */
import type { RandomStream } from '../../../random/index.js';
import { BITS, directionNumbers } from './directions.js';

/** A digital sequence of points in the unit cube. */
export interface DigitalSequence {
  readonly dimension: number;
  /** Number j of dimension k is item 32 k + j. */
  readonly directions: Int32Array;
  /** One word a dimension. */
  readonly shift: Int32Array;
}

/** Sobol's own points, the first of which is the origin. */
export function sobolSequence(dimension: number): DigitalSequence {
  return { dimension, directions: directionNumbers(dimension), shift: new Int32Array(dimension) };
}

/** A randomisation of Sobol's sequence by the stream's next bits. */
export function scrambledSobol(dimension: number, random: RandomStream): DigitalSequence {
  const plain = directionNumbers(dimension);
  const directions = new Int32Array(plain.length);
  const shift = new Int32Array(dimension);
  const word = (): number => Math.floor(random.random() * 2 ** 32) | 0;
  const columns = new Int32Array(BITS);
  for (let k = 0; k < dimension; k++) {
    shift[k] = word();
    columns.fill(0);
    // Row r of a lower triangular matrix: r random bits from the highest one on, then a 1.
    for (let r = 0; r < BITS; r++) {
      const row = word();
      const place = BITS - 1 - r;
      for (let c = 0; c < r; c++) columns[c] |= ((row >>> (BITS - 1 - c)) & 1) << place;
      columns[r] = 1 << place;
    }
    for (let j = BITS * k; j < BITS * (k + 1); j++) directions[j] = multiplied(columns, plain[j]);
  }
  return { dimension, directions, shift };
}

/** The matrix times a vector of bits, modulo 2; the first column belongs to the highest bit. Random bits allow no branches. */
function multiplied(columns: Int32Array, vector: number): number {
  let product = 0;
  for (let c = 0; c < BITS; c++) product ^= columns[c] & ((vector << c) >> (BITS - 1));
  return product;
}

/** The lowest 1 of i + 1, which is the direction that leads from point i to the next in Gray code; made once. */
let steps = new Uint8Array(0);

function stepsFor(count: number): Uint8Array {
  if (steps.length < count) {
    steps = Uint8Array.from({ length: count }, (_, i) => 31 - Math.clz32((i + 1) & -(i + 1)));
  }
  return steps;
}

/**
 * Writes points `from` … `from + count - 1` of the sequence into `out`, coordinate by coordinate, each moved into the middle of its
 * cell of width 2^-32: no coordinate is 0 or 1.
 *
 * @param from a multiple of `count`, which is a power of two, or of the power of two above `count`
 */
export function fillSequence(
  sequence: DigitalSequence,
  from: number,
  count: number,
  out: Float64Array,
): void {
  const { dimension, directions, shift } = sequence;
  const step = stepsFor(count);
  const gray = from ^ (from >>> 1);
  for (let k = 0; k < dimension; k++) {
    const v = directions.subarray(BITS * k, BITS * (k + 1));
    let x = shift[k];
    for (let j = 0; j < BITS; j++) if ((gray >>> j) & 1) x ^= v[j];
    const at = k * count;
    for (let i = 0; i < count; i++) {
      out[at + i] = (x >>> 0) * 2 ** -32 + 2 ** -33;
      x ^= v[step[i]];
    }
  }
}
