import { type Comparison, type Measurement, pairedRatio } from '../../bench/index.js';

/** Measurements that were timed in the same rounds, as a comparison with the first of them. */
export function sideBySide(
  measurements: readonly Measurement[],
  from: Pick<Comparison, 'seed' | 'stopped' | 'partial' | 'warnings'>,
): Comparison {
  const [first] = measurements;
  const { seed, stopped, partial, warnings } = from;
  const faster = Object.fromEntries(
    measurements.map(({ name, seconds }) => [name, pairedRatio(first.seconds, seconds)]),
  );
  return { baseline: first.name, measurements, faster, seed, stopped, partial, warnings };
}
