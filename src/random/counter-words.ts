/** Unsigned words of 32 bits (numbers) and 64 bits (bigints), so that a counter-based function is written once for both. */
import { checkInteger, invalidArgument } from '../core/index.js';
import { mulHigh } from './wide-integers.js';

export interface WordArithmetic<W> {
  add(a: W, b: W): W;
  xor(a: W, b: W): W;
  rotateLeft(a: W, by: number): W;
  /** Upper and lower half of the product. */
  multiply(a: W, b: W): readonly [high: W, low: W];
  of(small: number): W;
  /** A word of an argument; throws `ERR_INVALID_ARGUMENT`. */
  check(name: string, value: unknown): W;
}

const MASK = 2n ** 64n - 1n;

export const words32: WordArithmetic<number> = {
  add: (a, b) => (a + b) >>> 0,
  xor: (a, b) => (a ^ b) >>> 0,
  rotateLeft: (a, by) => ((a << by) | (a >>> (32 - by))) >>> 0,
  multiply: (a, b) => [mulHigh(a, b), Math.imul(a, b) >>> 0],
  of: (small) => small,
  check: (name, value) => checkInteger(name, value, 0, 2 ** 32 - 1),
};

export const words64: WordArithmetic<bigint> = {
  add: (a, b) => (a + b) & MASK,
  xor: (a, b) => a ^ b,
  rotateLeft: (a, by) => ((a << BigInt(by)) | (a >> BigInt(64 - by))) & MASK,
  multiply: (a, b) => [(a * b) >> 64n, (a * b) & MASK],
  of: BigInt,
  check(name, value) {
    if (typeof value === 'bigint' && value >= 0n && value <= MASK) return value;
    throw invalidArgument(name, 'a bigint from 0 to 2^64 - 1', value);
  },
};

/** The words of an argument of so many; throws `ERR_INVALID_ARGUMENT`. */
export function checkWords<W>(name: string, values: ArrayLike<W>, count: number, on: WordArithmetic<W>): W[] {
  const what = count === 1 ? 'an array of 1 word' : `an array of ${count} words`;
  if (typeof values !== 'object' || values?.length !== count) throw invalidArgument(name, what, values);
  return Array.from({ length: count }, (_, i) => on.check(`${name}[${i}]`, values[i]));
}
