/** Filling arrays with uniform whole numbers, with the bits that NumPy's `integers` uses for each dtype. */
import { checkOneOf, invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { SmallIntegers, boundedBigInteger, boundedInteger } from './bounded.js';

/** Arrays of whole numbers up to 2^53. */
export type IntegerArray =
  | Float64Array
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/** NumPy's dtypes: how many bits a draw takes. */
export type IntegerType = 'bool' | 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'int64';

export interface IntegerOptions {
  /** Whether `high` itself can be drawn; default false. */
  readonly endpoint?: boolean;
}

export interface FillIntegersOptions extends IntegerOptions {
  /**
   * The dtype whose draws NumPy would make; by default that of the array, int64 for a Float64Array. With `'int64'` every
   * array gets the numbers that `integers` gives one by one; narrower types take fewer random bits.
   */
  readonly dtype?: IntegerType;
}

const RANGES: Readonly<Record<IntegerType, readonly [number, number]>> = {
  bool: [0, 1],
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
};
/** Types of which several numbers are cut from 32 random bits. */
const WIDTHS: Readonly<Partial<Record<IntegerType, 1 | 8 | 16>>> = {
  bool: 1,
  int8: 8,
  uint8: 8,
  int16: 16,
  uint16: 16,
};
const TYPES = Object.keys(RANGES) as IntegerType[];
const TYPE_OF_ARRAY: Readonly<Record<string, IntegerType>> = {
  Int8Array: 'int8',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Int16Array: 'int16',
  Uint16Array: 'uint16',
  Int32Array: 'int32',
  Uint32Array: 'uint32',
  Float64Array: 'int64',
};

/** The least and the greatest number to draw. */
export interface Range {
  readonly low: number;
  readonly last: number;
}

/** `integers(high)` and `integers(low, high)`: both whole numbers that doubles hold exactly. */
export function checkRange(
  first: number,
  second: number | undefined,
  { endpoint = false }: IntegerOptions,
): Range {
  const [low, high] = second === undefined ? [0, first] : [first, second];
  for (const [name, value] of [
    ['low', low],
    ['high', high],
  ] as const) {
    if (!Number.isSafeInteger(value)) {
      const rule = 'a whole number between -2^53 and 2^53';
      throw invalidArgument(`integers: ${name}`, rule, value, 'bigIntegers draws beyond that');
    }
  }
  const last = endpoint ? high : high - 1;
  if (last < low || last - low >= 2 ** 53) {
    const rule = `${endpoint ? 'at least' : 'greater than'} low (${low}), by at most 2^53`;
    throw invalidArgument('integers: high', rule, high);
  }
  return { low, last };
}

/** How many bits NumPy takes for each number of this kind: 1, 8 or 16, undefined for 32 or 64 by the range. */
export function checkFill(out: IntegerArray, range: Range, dtype?: IntegerType): 1 | 8 | 16 | undefined {
  const ofArray = TYPE_OF_ARRAY[Object.prototype.toString.call(out).slice(8, -1)];
  if (ofArray === undefined)
    throw invalidArgument('integers: out', 'an array of whole numbers or a Float64Array', out);
  const type = dtype === undefined ? ofArray : checkOneOf('integers: dtype', dtype, TYPES);
  for (const limit of [type, ofArray]) {
    const [least, greatest] = RANGES[limit];
    if (range.low < least)
      throw invalidArgument(`integers: low for ${limit}`, `at least ${least}`, range.low);
    if (range.last > greatest)
      throw invalidArgument(`integers: the last number for ${limit}`, `at most ${greatest}`, range.last);
  }
  return WIDTHS[type];
}

/** Fills `out` with numbers of the width that {@link checkFill} has found. */
export function fillIntegers(
  bits: Bits,
  out: IntegerArray,
  range: Range,
  width: 1 | 8 | 16 | undefined,
): void {
  const span = range.last - range.low;
  if (width === undefined) {
    for (let i = 0; i < out.length; i++) out[i] = range.low + boundedInteger(bits, span);
  } else {
    const small = new SmallIntegers(bits, width);
    for (let i = 0; i < out.length; i++) out[i] = range.low + small.bounded(span);
  }
}

/** `bigIntegers(low, high)`: within what a BigInt64Array or a BigUint64Array holds. */
export function checkBigRange(
  low: bigint,
  high: bigint,
  { endpoint = false }: IntegerOptions,
): { low: bigint; span: bigint } {
  for (const [name, value] of [
    ['low', low],
    ['high', high],
  ] as const) {
    if (typeof value !== 'bigint') throw invalidArgument(`bigIntegers: ${name}`, 'a bigint', value);
  }
  const last = endpoint ? high : high - 1n;
  if (last < low)
    throw invalidArgument('bigIntegers: high', `${endpoint ? 'at least' : 'greater than'} low`, high);
  const signed = low >= -(2n ** 63n) && last < 2n ** 63n;
  if (!signed && !(low >= 0n && last < 2n ** 64n)) {
    throw invalidArgument(
      'bigIntegers: low and high',
      'within 64 bits, signed or unsigned',
      low < 0n ? low : high,
    );
  }
  return { low, span: last - low };
}

export function fillBigIntegers(
  bits: Bits,
  out: BigInt64Array | BigUint64Array,
  { low, span }: { low: bigint; span: bigint },
): void {
  const [least, greatest] =
    out instanceof BigInt64Array ? [-(2n ** 63n), 2n ** 63n - 1n] : [0n, 2n ** 64n - 1n];
  if (low < least) throw invalidArgument('bigIntegers: low for this array', `at least ${least}`, low);
  if (low + span > greatest)
    throw invalidArgument('bigIntegers: the last number for this array', `at most ${greatest}`, low + span);
  for (let i = 0; i < out.length; i++) out[i] = low + boundedBigInteger(bits, span);
}
