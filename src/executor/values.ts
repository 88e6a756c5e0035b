import type { Values } from './types.js';

/** Fewer numbers than this travel faster as they are: memory of their own costs a message about 6 microseconds. */
const WORTH_PACKING = 8;

/** The numbers of an array as one Float64Array; undefined when any element is not a number, or when they are few. -0 and NaN survive. */
export function packNumbers(
  values: ArrayLike<unknown>,
  from = 0,
  to = values.length,
): Float64Array | undefined {
  // Most mixed arrays show themselves at an end, before memory is taken.
  if (to - from < WORTH_PACKING) return undefined;
  if (values instanceof Float64Array) return values.slice(from, to);
  if (typeof values[from] !== 'number' || typeof values[to - 1] !== 'number') return undefined;
  const packed = new Float64Array(to - from);
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (typeof value !== 'number') return undefined;
    packed[i - from] = value;
  }
  return packed;
}

/** The values packed as numbers when that loses nothing, else as they are. */
export function pack(values: readonly unknown[]): Values {
  return packNumbers(values) ?? values;
}

/** A part of the values. */
export function sliceValues(values: Values, from: number, to: number): Values {
  return from === 0 && to === values.length ? values : values.slice(from, to);
}
