/**
 * Powers of numbers of at least 0, within 0.52 units in the last place, and with the same bits in every engine: the method
 * of math/pow.c in Arm's Optimized Routines (see tables.ts), which is glibc's. exp(y log x), with log x as a sum of two doubles.
 */
import { highWord, powerOf2, productError } from './double.js';
import { expOfSum } from './exp.js';
import { LN2_HIGH, LN2_LOW } from './log.js';
import { POW_LOG_POLYNOMIAL, POW_LOG_TABLE } from './tables.js';

const table = Float64Array.from(POW_LOG_TABLE);
const [A0, A1, A2, A3, A4, A5, A6] = POW_LOG_POLYNOMIAL;
const START = 0x3fe69555;
const SMALLEST_NORMAL = 2 ** -1022;

/** x^y for x of at least 0. */
export function pow(x: number, y: number): number {
  const usual = x >= SMALLEST_NORMAL && x < Infinity && Math.abs(y) >= 2 ** -65 && Math.abs(y) < 2 ** 63;
  if (!usual) return x > 0 && x < SMALLEST_NORMAL ? exceptional(x, y) : x ** y;
  return powNormal(x, y, 0);
}

/** Subnormal x. */
function exceptional(x: number, y: number): number {
  return Math.abs(y) >= 2 ** -65 && Math.abs(y) < 2 ** 63 ? powNormal(x * 2 ** 52, y, -52) : x ** y;
}

/** (x 2^shift)^y. */
function powNormal(x: number, y: number, shift: number): number {
  const offset = (highWord(x) - START) | 0;
  const entry = 3 * ((offset >>> 13) & 0x7f);
  const binary = offset >> 20;
  const k = binary + shift;
  const z = x * powerOf2(-binary);
  const inverse = table[entry];
  const product = z * inverse;
  const r = product - 1 + productError(z, inverse, product);
  // log x = k ln 2 + log c + log(1 + r) = high + low
  const t1 = k * LN2_HIGH + table[entry + 1];
  const t2 = t1 + r;
  const ar = A0 * r;
  const ar2 = r * ar;
  const sum = t2 + ar2;
  const p = r * ar2 * (A1 + r * A2 + ar2 * (A3 + r * A4 + ar2 * (A5 + r * A6)));
  const rest =
    k * LN2_LOW + table[entry + 2] + (t1 - t2 + r) + productError(ar, r, ar2) + (t2 - sum + ar2) + p;
  const high = sum + rest;
  const low = sum - high + rest;
  const exponent = y * high;
  return expOfSum(exponent, y * low + productError(y, high, exponent));
}
