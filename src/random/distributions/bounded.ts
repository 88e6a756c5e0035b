/**
 * Whole numbers below a bound without bias: D. Lemire, "Fast random integer generation in an interval", ACM Transactions on
 * Modeling and Computer Simulation 29 (2019), https://arxiv.org/abs/1805.10941. Draw for draw the random_bounded_… functions
 * and random_interval of NumPy's distributions.c, where a range below 2^32 costs half of a 64-bit draw.
 */
import type { Bits } from '../bits.js';

const TWO_32 = 2 ** 32;

/** The product of two whole numbers below 2^32, as its upper and lower 32 bits. */
function upperProduct(a: number, b: number, lower: number): number {
  const product = a * b;
  // The rounded product is off by less than 2^11, which the exact lower half shows.
  const upper = Math.floor(product / TWO_32);
  const rest = product - upper * TWO_32 - lower;
  return rest > TWO_32 / 2 ? upper + 1 : rest < -TWO_32 / 2 ? upper - 1 : upper;
}

/** A whole number from 0 to `max`, both included, for `max` up to 2^53 - 1. */
export function boundedInteger(bits: Bits, max: number): number {
  if (max === 0) return 0;
  if (max < TWO_32 - 1) return bounded32(bits, max + 1);
  return max === TWO_32 - 1 ? bits.next32() : bounded53(bits, max + 1);
}

/** Below `bound`, itself below 2^32. */
function bounded32(bits: Bits, bound: number): number {
  let random32 = bits.next32();
  let lower = Math.imul(random32, bound) >>> 0;
  if (lower < bound) {
    const threshold = (TWO_32 - bound) % bound;
    while (lower < threshold) {
      random32 = bits.next32();
      lower = Math.imul(random32, bound) >>> 0;
    }
  }
  return upperProduct(random32, bound, lower);
}

/** Below `bound`, from 2^32 + 1 up to 2^53: the upper 64 bits of 64 random ones times the bound. */
function bounded53(bits: Bits, bound: number): number {
  const boundHigh = Math.floor(bound / TWO_32);
  const boundLow = bound >>> 0;
  for (;;) {
    bits.next();
    const high = bits.high >>> 0;
    const low = bits.low >>> 0;
    const lowest = Math.imul(low, boundLow) >>> 0;
    const carry = upperProduct(low, boundLow, lowest);
    const crossLower1 = Math.imul(low, boundHigh) >>> 0;
    const crossLower2 = Math.imul(high, boundLow) >>> 0;
    const middle = carry + crossLower1 + crossLower2;
    const topLower = Math.imul(high, boundHigh) >>> 0;
    const leftover = (middle % TWO_32) * TWO_32 + lowest; // rounded, which matters below 2^53 only, where it is exact
    if (leftover >= bound || accepted(leftover, bound)) {
      return (
        upperProduct(high, boundHigh, topLower) * TWO_32 +
        topLower +
        upperProduct(low, boundHigh, crossLower1) +
        upperProduct(high, boundLow, crossLower2) +
        Math.floor(middle / TWO_32)
      );
    }
  }
}

function accepted(leftover: number, bound: number): boolean {
  return leftover >= Number((2n ** 64n - BigInt(bound)) % BigInt(bound));
}

const MASK_64 = 2n ** 64n - 1n;

/** From 0 to `max`, both included, for any `max` up to 2^64 - 1. */
export function boundedBigInteger(bits: Bits, max: bigint): bigint {
  if (max < 2n ** 53n) return BigInt(boundedInteger(bits, Number(max)));
  if (max === MASK_64) return next64(bits);
  const bound = max + 1n;
  for (;;) {
    const product = next64(bits) * bound;
    const leftover = product & MASK_64;
    if (leftover >= bound || leftover >= (MASK_64 - max) % bound) return product >> 64n;
  }
}

function next64(bits: Bits): bigint {
  bits.next();
  return (BigInt(bits.high >>> 0) << 32n) | BigInt(bits.low >>> 0);
}

/** From 0 to `max`, both included, by masking and rejection, for `max` below 2^32: NumPy's random_interval. */
export function interval(bits: Bits, max: number): number {
  if (max === 0) return 0;
  const shift = Math.clz32(max);
  for (;;) {
    const value = (bits.next32() << shift) >>> shift;
    if (value <= max) return value;
  }
}

/**
 * Numbers of 1, 8 or 16 bits cut from one 32-bit draw, from below: NumPy's buffered generators, whose buffer lives for one
 * call of `integers`.
 */
export class SmallIntegers {
  #buffer = 0;
  #left = 0;

  constructor(
    private readonly bits: Bits,
    private readonly width: 1 | 8 | 16,
  ) {}

  /** The next `width` bits. */
  next(): number {
    if (this.#left === 0) {
      this.#buffer = this.bits.next32();
      this.#left = 32 / this.width - 1;
    } else {
      this.#buffer >>>= this.width;
      this.#left--;
    }
    return this.#buffer & (2 ** this.width - 1);
  }

  /** From 0 to `max`, both included, below 2^width. */
  bounded(max: number): number {
    const size = 2 ** this.width;
    if (max === 0) return 0;
    if (max === size - 1) return this.next();
    const bound = max + 1;
    let product = this.next() * bound;
    if (product % size < bound) {
      const threshold = (size - bound) % bound;
      while (product % size < threshold) product = this.next() * bound;
    }
    return Math.floor(product / size);
  }
}
