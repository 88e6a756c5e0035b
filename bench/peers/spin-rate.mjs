// How fast `spin` of tasks.mjs is here, so that tasks can be given a duration.
import { spin } from './tasks.mjs';

/** Steps of `spin` that take a second of an undisturbed processor: the fastest of many short trials. */
export function stepsPerSecond() {
  const trial = 200_000;
  let best = Infinity;
  for (let i = 0; i < 200; i++) {
    const start = performance.now();
    spin(trial);
    best = Math.min(best, performance.now() - start);
  }
  return (1000 * trial) / best;
}
