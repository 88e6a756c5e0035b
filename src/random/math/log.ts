/**
 * Natural logarithm, within 0.52 units in the last place, and with the same bits in every engine: the method of
 * math/log.c in Arm's Optimized Routines (see tables.ts), which is glibc's, so that NumPy's draws come out to the last bit.
 */
import { highWord, powerOf2, productError } from './double.js';
import { LOG_NEAR_1, LOG_POLYNOMIAL, LOG_TABLE } from './tables.js';

export const LN2_HIGH = 0.6931471805598903;
export const LN2_LOW = 5.497923018708371e-14;

const table = Float64Array.from(LOG_TABLE);
const [A0, A1, A2, A3, A4] = LOG_POLYNOMIAL;
const [B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10] = LOG_NEAR_1;
/** The upper word of 0.6875. */
const START = 0x3fe60000;
const SMALLEST_NORMAL = 2 ** -1022;

export function log(x: number): number {
  if (x >= 0.9375 && x < 1.064697265625) return logNear1(x);
  if (x >= SMALLEST_NORMAL && x < Infinity) return logNormal(x, 0);
  if (x === 0) return -Infinity;
  if (!(x > 0) || x === Infinity) return x > 0 ? x : NaN;
  return logNormal(x * 2 ** 52, -52);
}

/** log(x 2^shift): x = 2^k z with z in [0.6875, 1.375), and log z = log c + log(1 + r) with a c from the table near z. */
function logNormal(x: number, shift: number): number {
  const offset = (highWord(x) - START) | 0;
  const entry = (offset >>> 12) & 0xfe;
  const exponent = offset >> 20;
  const k = exponent + shift;
  const z = x * powerOf2(-exponent);
  const inverse = table[entry];
  const product = z * inverse;
  const r = product - 1 + productError(z, inverse, product);
  const w = k * LN2_HIGH + table[entry + 1];
  const hi = w + r;
  const lo = w - hi + r + k * LN2_LOW;
  const r2 = r * r;
  return lo + r2 * A0 + r * r2 * (A1 + r * A2 + r2 * (A3 + r * A4)) + hi;
}

function logNear1(x: number): number {
  const r = x - 1;
  const r2 = r * r;
  const r3 = r * r2;
  const tail = B7 + r * B8 + r2 * B9 + r3 * B10;
  const y = r3 * (B1 + r * B2 + r2 * B3 + r3 * (B4 + r * B5 + r2 * B6 + r3 * tail));
  const wide = r * 2 ** 27;
  const rHigh = r + wide - wide;
  const rLow = r - rHigh;
  const w = rHigh * rHigh * B0;
  const hi = r + w;
  const lo = r - hi + w + B0 * rLow * (rHigh + r);
  return y + lo + hi;
}
