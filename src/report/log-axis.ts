import { xAxis } from './axis.js';
import { powerOfTen, ticksWithin } from './powers.js';
import { formatCount } from './text.js';

/** The axis reaches so many times beyond the smallest and the largest value. */
const AIR = 1.15;
/** Numbers up to here are written out, on an axis that reaches no farther. */
const LARGEST = 1e6;

/** A logarithmic x axis of counts, or of other positive numbers. */
export function logAxis(label: string, values: readonly number[], ticks = logTicks(values)) {
  const plain = Math.max(...values) < LARGEST && Math.min(...values) >= 1e-3;
  return {
    ...xAxis,
    type: 'log',
    label,
    domain: limitsOf(values),
    ticks,
    tickFormat: (value: number) => (plain ? formatCount(value, 3) : powerOfTen(value)),
  } as const;
}

export function logTicks(values: readonly number[]): number[] {
  return ticksWithin(...limitsOf(values));
}

function limitsOf(values: readonly number[]): [number, number] {
  return [Math.min(...values) / AIR, Math.max(...values) * AIR];
}
