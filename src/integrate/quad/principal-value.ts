/**
 * Cauchy's principal value of f(x) / (x - c): around c the two sides are taken together, (f(c + t) - f(c - t)) / t, which is
 * smooth where f is; P. J. Davis and P. Rabinowitz, "Methods of Numerical Integration", 2nd ed. (1984), section 2.12.8. What
 * is left of the range on one side has no singularity.
 */
import type { ScalarIntegrand } from './sampler.js';

/** A piece of an integral: its integrand and its limits. */
export interface Piece {
  readonly f: ScalarIntegrand;
  readonly low: number;
  readonly high: number;
}

/** Half of the symmetric part where both ends are infinite. */
const REACH = 1;

/** The pieces whose sum is the principal value; c lies inside of [low, high]. */
export function principalValuePieces(f: ScalarIntegrand, low: number, high: number, c: number): Piece[] {
  const reach = Math.min(c - low, high - c);
  const t = reach === Infinity ? REACH : reach;
  const quotient: ScalarIntegrand = (x) => f(x, NaN) / (x - c);
  const pieces: Piece[] = [{ f: (u) => difference(f, c, u), low: 0, high: t }];
  if (low < c - t) pieces.push({ f: quotient, low, high: c - t });
  if (high > c + t) pieces.push({ f: quotient, low: c + t, high });
  return pieces;
}

function difference(f: ScalarIntegrand, c: number, t: number): number {
  const [right, left] = [c + t, c - t];
  const width = (right - left) / 2;
  // Too near for doubles: the slope that is missing there is weighted by a width that does not matter.
  return width === 0 ? 0 : (f(right, NaN) - f(left, NaN)) / width;
}
