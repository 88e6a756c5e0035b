/** Results that are NaN or infinite: how many, and the index of the first of them, if there are any. */
export interface NonFinite {
  readonly count: number;
  readonly first?: number;
}

/** Those among values; with a rule of its own for what counts. */
export function nonFiniteOf(
  values: ArrayLike<number>,
  counts: (value: number) => boolean = (value) => !Number.isFinite(value),
): NonFinite {
  let [count, first] = [0, -1];
  for (let i = 0; i < values.length; i++) {
    if (!counts(values[i])) continue;
    if (count++ === 0) first = i;
  }
  return count === 0 ? { count } : { count, first };
}
