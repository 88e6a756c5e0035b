import { NfoldError } from '../core/index.js';

/** A finite range of integration, turned so that it ascends. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  /** The largest double for which low + width does not exceed high; every point is low + width * u with u in [0, 1]. */
  readonly width: number;
  /** -1 if the limits were given in descending order, else 1: the integral over [b, a] is minus that over [a, b]. */
  readonly sign: 1 | -1;
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for a limit that is not a finite number, or limits too far apart. */
export function interval(a: number, b: number): Interval {
  checkLimit('lower limit', a);
  checkLimit('upper limit', b);
  const [low, high] = a <= b ? [a, b] : [b, a];
  let width = high - low;
  if (width === Infinity) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      `limits ${a} and ${b} are too far apart: their distance is no double`,
    );
  }
  // The double below; a distance that was rounded is large enough for this to be one.
  while (low + width > high) width *= 1 - Number.EPSILON / 2;
  return { low, high, width, sign: a <= b ? 1 : -1 };
}

function checkLimit(name: string, value: number): void {
  if (Number.isFinite(value)) return;
  const remedy =
    Math.abs(value) === Infinity ? '; infinite limits need an adaptive method, choose finite ones' : '';
  throw new NfoldError('ERR_INVALID_ARGUMENT', `${name} must be a finite number, got ${value}${remedy}`, {
    name,
    value,
  });
}
