/**
 * The worker counts of a sweep: 1, 2, … up to twice the processors, beyond 4 in powers of two, the processors
 * themselves among them.
 */
export function sweepCounts(processors: number, ...others: readonly number[]): number[] {
  const most = 2 * processors;
  const counts = new Set(others);
  for (let n = 1; n <= Math.min(most, 4); n++) counts.add(n);
  for (let n = 8; n <= most; n *= 2) counts.add(n);
  counts.add(processors).add(most);
  return [...counts].sort((x, y) => x - y);
}
