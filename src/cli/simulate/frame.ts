import type { Output, Theory } from '../../simulate/index.js';

/** The share of the draws at each end of a histogram for which there is no room. */
const TAIL = 0.0005;

/** From one tail to the other; whole numbers, where there are few, have a bar each. */
export function frameOf(output: Output, bins: number): { low: number; high: number; bins: number } {
  const [low, high] = [TAIL, 1 - TAIL].map((q) => output.quantile(q).value);
  const few = Number.isInteger(low) && Number.isInteger(high) && high - low < bins;
  if (few) return { low: low - 0.5, high: high + 0.5, bins: high - low + 1 };
  if (high > low) return { low, high, bins };
  const half = 0.5 * Math.max(Math.abs(low), 1e-9);
  return { low: low - half, high: high + half, bins: 1 };
}

/** The density of an output that theory expects to be normal. */
export function normalDensity(theory: Theory | undefined): ((x: number) => number) | undefined {
  if (theory?.normal !== true || !(theory.sd > 0)) return undefined;
  const { mean, sd } = theory;
  return (x) => Math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * Math.sqrt(2 * Math.PI));
}
