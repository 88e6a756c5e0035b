import { NfoldError } from '../../../core/index.js';
import { PACKED_DIRECTIONS, POLYNOMIALS_OF_DEGREE } from './direction-table.js';

/** Bits of a point's coordinate; sequences have at most 2^32 points. */
export const BITS = 32;
/** How many dimensions the table holds. */
export const MOST_SOBOL_DIMENSIONS = 1 + POLYNOMIALS_OF_DEGREE.reduce((sum, count) => sum + count, 0);

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Reads the packed table bit by bit. */
class BitReader {
  #at = 0;

  /** The next `count` bits, the highest one first. */
  take(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.#at++) {
      const six = ALPHABET.indexOf(PACKED_DIRECTIONS[Math.floor(this.#at / 6)]);
      value = (value << 1) | ((six >> (5 - (this.#at % 6))) & 1);
    }
    return value;
  }
}

let known: Int32Array = new Int32Array(0);

/**
 * Direction numbers v_1 … v_32 of each dimension, as fractions of 2^32: number j of dimension k is item 32 k + j. They follow
 * from m_i of the table by m_i = 2 a_1 m_{i-1} xor … xor 2^{s-1} a_{s-1} m_{i-s+1} xor 2^s m_{i-s} xor m_{i-s}, v_i = m_i 2^{32-i}.
 * P. Bratley and B. L. Fox, "Algorithm 659: Implementing Sobol's quasirandom sequence generator", ACM Trans. Math. Softw. 14
 * (1988) 88-100.
 */
export function directionNumbers(dimension: number): Int32Array {
  if (dimension > MOST_SOBOL_DIMENSIONS) {
    throw new NfoldError('ERR_INTERNAL', `Sobol's sequence has ${MOST_SOBOL_DIMENSIONS} dimensions here`);
  }
  if (known.length < BITS * dimension) known = unpacked(Math.min(MOST_SOBOL_DIMENSIONS, 2 * dimension));
  return known.subarray(0, BITS * dimension);
}

function unpacked(dimension: number): Int32Array {
  const v = new Int32Array(BITS * dimension);
  for (let j = 0; j < BITS; j++) v[j] = 1 << (BITS - 1 - j);
  const reader = new BitReader();
  let k = 1;
  for (const [i, count] of POLYNOMIALS_OF_DEGREE.entries()) {
    for (let n = 0; n < count && k < dimension; n++, k++) {
      oneDimension(reader, i + 1, v.subarray(BITS * k, BITS * (k + 1)));
    }
  }
  return v;
}

function oneDimension(reader: BitReader, degree: number, v: Int32Array): void {
  const inner = reader.take(degree - 1);
  for (let i = 0; i < degree; i++) v[i] = ((reader.take(i) << 1) | 1) << (BITS - 1 - i);
  for (let i = degree; i < BITS; i++) {
    v[i] = v[i - degree] ^ (v[i - degree] >>> degree);
    for (let j = 1; j < degree; j++) if ((inner >> (degree - 1 - j)) & 1) v[i] ^= v[i - j];
  }
}
