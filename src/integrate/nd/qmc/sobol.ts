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

/** A randomised sequence, and another shift that makes a second one of it, for points of another kind. */
export interface ScrambledSequence extends DigitalSequence {
  readonly otherShift: Int32Array;
}

/** Sobol's own points, the first of which is the origin. */
export function sobolSequence(dimension: number): DigitalSequence {
  return { dimension, directions: directionNumbers(dimension), shift: new Int32Array(dimension) };
}

/** A randomisation of Sobol's sequence by the stream's next bits. */
export function scrambledSobol(dimension: number, random: RandomStream): ScrambledSequence {
  const plain = directionNumbers(dimension);
  const directions = new Int32Array(plain.length);
  const shift = new Int32Array(dimension);
  const word = (): number => Math.floor(random.random() * 2 ** 32) | 0;
  const columns = new Int32Array(BITS);
  for (let k = 0; k < dimension; k++) {
    shift[k] = word();
    // A lower triangular matrix: column c has a 1 in row c, random bits below, and belongs to the c-th bit from the highest on.
    for (let c = 0; c < BITS; c++) columns[c] = (HIGHEST >>> c) | (word() & ((HIGHEST >>> c) - 1));
    for (let j = 0; j < BITS; j++) directions[BITS * k + j] = multiplied(columns, plain[BITS * k + j], j);
  }
  return { dimension, directions, shift, otherShift: shift.map(word) };
}

const HIGHEST = 2 ** 31;

/** The matrix times direction number j, which has no bits beyond the j-th from the highest on. Random bits allow no branches. */
function multiplied(columns: Int32Array, vector: number, j: number): number {
  let product = 0;
  for (let c = 0; c <= j; c++) product ^= columns[c] & ((vector << c) >> (BITS - 1));
  return product;
}

/** For the four points from 4 j on: the direction that leads from the last of them to the next in Gray code. */
let steps = new Uint8Array(0);

/** These steps for so many points, at least. */
export function stepsFor(count: number): Uint8Array {
  if (4 * steps.length < count) {
    steps = Uint8Array.from({ length: count / 4 }, (_, j) => 31 - Math.clz32((4 * j + 4) & -(4 * j + 4)));
  }
  return steps;
}

/** The word of coordinate k of point `from`. */
export function wordAt({ directions, shift }: DigitalSequence, k: number, from: number): number {
  const gray = from ^ (from >>> 1);
  let x = shift[k];
  for (let j = 0; j < BITS; j++) if ((gray >>> j) & 1) x ^= directions[BITS * k + j];
  return x;
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
  const { dimension, directions } = sequence;
  for (let k = 0; k < dimension; k++) {
    const v = directions.subarray(BITS * k, BITS * (k + 1));
    fillColumn(v, wordAt(sequence, k, from), count, out, k * count);
  }
}

const CELL = 2 ** -32;
const HALF_CELL = 2 ** -33;

/** Four points a turn: the first two directions belong to three of four steps. */
function fillColumn(v: Int32Array, first: number, count: number, out: Float64Array, to: number): void {
  const [a, b] = v;
  const fours = count & ~3;
  const step = stepsFor(count);
  let x = first;
  let at = to;
  for (let j = 0; 4 * j < fours; j++, at += 4) {
    out[at] = (x >>> 0) * CELL + HALF_CELL;
    out[at + 1] = ((x ^ a) >>> 0) * CELL + HALF_CELL;
    out[at + 2] = ((x ^ a ^ b) >>> 0) * CELL + HALF_CELL;
    out[at + 3] = ((x ^ b) >>> 0) * CELL + HALF_CELL;
    x ^= b ^ v[step[j]];
  }
  const rest = [x, x ^ a, x ^ a ^ b];
  for (let i = fours; i < count; i++) out[to + i] = (rest[i - fours] >>> 0) * CELL + HALF_CELL;
}
