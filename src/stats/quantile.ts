import { invalidArgument } from '../core/index.js';

/**
 * Sample quantiles by linear interpolation between order statistics: NumPy's default, type 7 of
 * R. J. Hyndman, Y. Fan, "Sample quantiles in statistical packages", The American Statistician 50 (1996) 361-365.
 * With the values sorted and numbered from 0, the quantile q of n values lies at position (n - 1) q.
 */

/** A sorted copy (ascending, NaN last), the input of {@link quantileSorted}. O(n log n). */
export function sorted(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** The quantile `q` in [0, 1] of values already sorted in ascending order; NaN when there are none. O(1). */
export function quantileSorted(ascending: ArrayLike<number>, q: number): number {
  if (!(q >= 0 && q <= 1)) throw invalidArgument('q', 'a number from 0 to 1', q);
  const n = ascending.length;
  // NaN sorts last: with one among the values no quantile is known, and NumPy says so too.
  if (n === 0 || Number.isNaN(ascending[n - 1])) return NaN;
  const position = (n - 1) * q;
  const below = Math.floor(position);
  const low = ascending[below];
  const high = ascending[Math.min(below + 1, n - 1)];
  // Equal neighbours are returned as they are: inf - inf and rounding must not spoil them.
  return low === high ? low : low + (position - below) * (high - low);
}

/** The quantile `q` in [0, 1] of values in any order; NaN when there are none or one of them is NaN. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileSorted(sorted(values), q);
}

/** The middle value, or the mean of the two middle ones; NaN when there are none or one of them is NaN. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}
