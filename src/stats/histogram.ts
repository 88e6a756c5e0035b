/**
 * How many values fall into each of `bins` equal bins from `low` to `high`, as `numpy.histogram(values, bins, (low, high))` counts: the upper
 * end belongs to the last bin, what lies outside and NaN to none.
 */
export function binCounts(values: ArrayLike<number>, low: number, high: number, bins: number): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < values.length; i++) {
    if (!(values[i] >= low && values[i] <= high)) continue;
    counts[Math.min(bins - 1, Math.floor(((values[i] - low) / (high - low)) * bins))]++;
  }
  return counts;
}
