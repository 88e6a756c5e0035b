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

export interface Agreement<T> {
  /** How messages call a variant. */
  readonly nameOf: (index: number) => string;
  readonly difference: (expected: T, actual: T) => string | undefined;
  /** Only results of one group must agree; by default all are in one. */
  readonly groupOf?: (index: number) => unknown;
  /** What messages begin with. */
  readonly prefix?: string;
}

/**
 * Compares every result with the first one of its group; throws `ERR_DISAGREEMENT` with the names of both and the first
 * difference.
 */
export function agreementCheck<T>({
  nameOf,
  difference,
  groupOf,
  prefix = '',
}: Agreement<T>): (index: number, round: number, result: T) => void {
  const first = new Map<unknown, { result: T; index: number }>();
  return (index, round, result) => {
    const group = groupOf?.(index);
    const expected = first.get(group) ?? { result, index };
    first.set(group, expected);
    const found = difference(expected.result, result);
    if (found === undefined) return;
    const of = nameOf(index);
    const how =
      index === expected.index ? 'differs from run to run' : `differs from that of ${nameOf(expected.index)}`;
    throw new NfoldError('ERR_DISAGREEMENT', `${prefix}the result of ${of} ${how}: ${found}`, {
      variant: nameOf(index),
      round,
      difference: found,
    });
  };
}
