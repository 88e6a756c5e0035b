/** Quantiles of Student's t distribution with a whole number of degrees of freedom, as intervals of means need them. */
import { checkInteger } from '../core/index.js';
import { normalQuantile } from './normal.js';

/** From so many degrees of freedom on the expansion is exact to more digits than the closed form. */
const MANY = 1000;
const ENOUGH_STEPS = 60;

/**
 * The t with P(T <= t) = p for Student's t with `df` degrees of freedom; -Infinity for p = 0, Infinity for 1, NaN outside.
 * Relative error below 1e-9 for p from 1e-6 to 1 - 1e-6.
 *
 * Up to 1000 degrees of freedom by Newton's method on the closed form for whole numbers, above by the expansion in 1/df about the
 * normal quantile: M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.3, 26.7.4 and 26.7.5.
 *
 * @param df a whole number of at least 1
 * @throws NfoldError `ERR_INVALID_ARGUMENT`
 */
export function studentTQuantile(p: number, df: number): number {
  checkInteger('df', df, 1);
  const z = normalQuantile(p);
  if (!Number.isFinite(z) || z === 0) return z;
  if (df > MANY) return expansion(z, df);
  const outside = 2 * Math.min(p, 1 - p);
  return Math.sign(z) * positiveQuantile(outside, df);
}

/** The t with P(|T| > t) = outside, by safeguarded Newton steps in the angle theta = atan(t / sqrt(df)). */
function positiveQuantile(outside: number, df: number): number {
  let [low, high] = [0, Math.PI / 2];
  let theta = Math.atan(-normalQuantile(outside / 2) / Math.sqrt(df));
  const slope = normaliser(df);
  for (let step = 0; step < ENOUGH_STEPS; step++) {
    const excess = 1 - outside - probabilityWithin(theta, df);
    if (excess > 0) low = theta;
    else high = theta;
    // The density of theta is proportional to cos^(df - 1).
    const next = theta + excess / (slope * Math.cos(theta) ** (df - 1));
    const chosen = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(chosen - theta) <= 4 * Number.EPSILON * theta) break;
    theta = chosen;
  }
  return Math.sqrt(df) * Math.tan(theta);
}

/** P(|T| <= t) at theta = atan(t / sqrt(df)): a finite sum for whole df. */
function probabilityWithin(theta: number, df: number): number {
  const [sin, cos] = [Math.sin(theta), Math.cos(theta)];
  const odd = df % 2 === 1;
  let term = odd ? cos : 1;
  let sum = df === 1 ? 0 : term;
  for (let k = odd ? 2 : 1; k + 2 <= df - 1; k += 2) {
    term *= (k / (k + 1)) * cos * cos;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (theta + sin * sum) : sin * sum;
}

/** The density of theta at 0: its integral over [0, pi / 2] is 1. */
function normaliser(df: number): number {
  let value = df % 2 === 1 ? 2 / Math.PI : 1;
  for (let k = df; k > 2; k -= 2) value *= (k - 1) / (k - 2);
  return value;
}

function expansion(z: number, df: number): number {
  const square = z * z;
  const g1 = (square + 1) / 4;
  const g2 = ((5 * square + 16) * square + 3) / 96;
  const g3 = (((3 * square + 19) * square + 17) * square - 15) / 384;
  const g4 = ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92_160;
  return z * (1 + (g1 + (g2 + (g3 + g4 / df) / df) / df) / df);
}
