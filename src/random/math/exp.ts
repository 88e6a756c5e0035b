/**
 * The exponential function, within 0.52 units in the last place, and with the same bits in every engine: the method of
 * math/exp.c in Arm's Optimized Routines (see tables.ts), which is glibc's.
 */
import { productError, scaleByPower } from './double.js';
import { EXP_TABLE } from './tables.js';

const STEPS = 128;
const INVERSE_LN2_STEPS = 184.6649652337873;
const MINUS_LN2_STEP_HIGH = -0.005415212348111709;
const MINUS_LN2_STEP_LOW = -1.2864023111638346e-14;
const C2 = 0.49999999999996786;
const C3 = 0.16666666666665886;
const C4 = 0.0416666808410674;
const C5 = 0.008333335853059549;
/** Adding and taking it away rounds to a whole number. */
const ROUNDER = 1.5 * 2 ** 52;

const table = Float64Array.from(EXP_TABLE);

export function exp(x: number): number {
  return expOfSum(x, 0);
}

/** exp(x + rest), for a rest below the last place of x. */
export function expOfSum(x: number, rest: number): number {
  const size = Math.abs(x);
  if (!(size < 746)) return x > 0 ? Infinity : x < 0 ? 0 : NaN;
  if (size < 2 ** -54) return 1 + x;
  // x = (k + i/128) ln 2 + r
  const steps = INVERSE_LN2_STEPS * x + ROUNDER - ROUNDER;
  const r = x + steps * MINUS_LN2_STEP_HIGH + steps * MINUS_LN2_STEP_LOW + rest;
  const i = steps & (STEPS - 1);
  const scale = table[2 * i];
  const r2 = r * r;
  const t = table[2 * i + 1] + r + r2 * (C2 + r * C3) + r2 * r2 * (C4 + r * C5);
  // scale + scale * t, rounded once
  const product = scale * t;
  const sum = scale + product;
  const y = sum + (scale - sum + product + productError(scale, t, product));
  return scaleByPower(y, (steps - i) / STEPS);
}
