import type { LongTask } from './statistics.js';

/** `task 7`, or `tasks 0 to 99`. */
export function nameOf({ index, tasks }: LongTask): string {
  return tasks === 1 ? `task ${index}` : `tasks ${index} to ${index + tasks - 1}`;
}

/** A time with three digits and a unit that suits it. */
export function duration(seconds: number): string {
  const [value, unit] =
    seconds >= 1 ? [seconds, 's'] : seconds >= 1e-3 ? [1e3 * seconds, 'ms'] : [1e6 * seconds, 'us'];
  return `${value.toPrecision(3)} ${unit}`;
}
