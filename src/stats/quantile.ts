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
  // A place that is exactly met, and equal neighbours, are returned as they are: infinities and rounding must not spoil them.
  return low === high || position === below ? low : low + (position - below) * (high - low);
}

/** The quantile `q` in [0, 1] of values in any order; NaN when there are none or one of them is NaN. */
export function quantile(values: ArrayLike<number>, q: number): number {
  return quantileSorted(sorted(values), q);
}

/** The middle value, or the mean of the two middle ones; NaN when there are none or one of them is NaN. */
export function median(values: ArrayLike<number>): number {
  return quantile(values, 0.5);
}

/**
 * Several quantiles in [0, 1] of values in any order, without sorting them: O(n) each on average by C. A. R. Hoare, "Algorithm
 * 65: Find", Communications of the ACM 4 (1961) 321-322. All NaN when there are no values or one is NaN.
 */
export function quantilesOf(values: ArrayLike<number>, qs: readonly number[]): number[] {
  const work = Float64Array.from(values);
  const unknown = work.length === 0 || hasNaN(work);
  let placed = 0;
  return qs.map((q) => {
    // Checks q as well.
    const none = quantileSorted([], q);
    if (unknown) return none;
    const below = Math.min(work.length - 1, Math.floor((work.length - 1) * q));
    const above = Math.min(work.length - 1, below + 1);
    // Behind a place that has its value lie no smaller ones: only they are left to be searched.
    select(work, below, below >= placed ? placed : 0);
    placed = below;
    let next = work[above];
    for (let i = above; i < work.length; i++) if (work[i] < next) next = work[i];
    return quantileSorted([work[below], next], (work.length - 1) * q - below);
  });
}

// A loop of its own takes a fifth of the time of `some`.
function hasNaN(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i])) return true;
  return false;
}

/** Puts the value of rank k where it belongs, no larger ones before it and no smaller ones behind; `from` bounds the search. */
function select(values: Float64Array, k: number, from: number): void {
  let left = from;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[k];
    let i = left;
    let j = right;
    do {
      while (values[i] < pivot) i++;
      while (pivot < values[j]) j--;
      if (i <= j) {
        const value = values[i];
        values[i++] = values[j];
        values[j--] = value;
      }
    } while (i <= j);
    if (j < k) left = i;
    if (k < i) right = j;
  }
}
