import { NfoldError, type Tolerance, firstDifference } from '../core/index.js';
import type { Equality } from './bench-types.js';

/** The first difference in words, by the rule that was chosen; undefined when there is none, or no rule. */
export function differenceBy<T>(
  equal: Equality<T> | undefined,
): (expected: T, actual: T) => string | undefined {
  if (equal === undefined) return () => undefined;
  if (typeof equal === 'function') return equal;
  const tolerance: Tolerance | undefined = equal === true ? undefined : equal;
  return (expected, actual) => firstDifference(expected, actual, tolerance);
}

/** Compares every result with the first one; throws `ERR_DISAGREEMENT` with the names of both and the first difference. */
export function agreementCheck<T>(
  nameOf: (index: number) => string,
  difference: (expected: T, actual: T) => string | undefined,
): (index: number, round: number, result: T) => void {
  let expected: { result: T; index: number } | undefined;
  return (index, round, result) => {
    expected ??= { result, index };
    const found = difference(expected.result, result);
    if (found === undefined) return;
    throw new NfoldError(
      'ERR_DISAGREEMENT',
      `the result of ${nameOf(index)} differs from that of ${nameOf(expected.index)}: ${found}`,
      { variant: nameOf(index), round, difference: found },
    );
  };
}
