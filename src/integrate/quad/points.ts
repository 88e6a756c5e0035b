/** The points of a panel, and whether it has room for them. */
import type { GaussKronrod } from '../rules/gauss-kronrod.js';
import { spacing } from './sampler.js';

/** Panels of less spacings of doubles are not halved: their outermost points would be their ends. */
const NARROWEST = 1000;

/** Spacings are looked up only where the panel is anything like that narrow. */
export function isTooNarrow(low: number, high: number): boolean {
  const width = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (width > 4 * NARROWEST * Number.EPSILON * size && size > 1e-300) return false;
  return width <= NARROWEST * Math.max(spacing(low), spacing(high));
}

/** The points of a rule between two ends, ascending. */
export function pointsOf({ nodes }: GaussKronrod, low: number, high: number): Float64Array {
  const half = (high - low) / 2;
  const points = nodes.slice();
  for (let i = 0; i < points.length; i++) points[i] = low + half + half * points[i];
  return points;
}

export function joined(left: Float64Array, right: Float64Array): Float64Array {
  const both = new Float64Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}
