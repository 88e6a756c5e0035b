import { integrateFixed } from '../../integrate/index.js';
import type { Context } from '../context.js';
import type { ConvergeRequest } from './job.js';

/** What estimates are compared with. */
export interface Reference {
  readonly value: number;
  /** `exact`, or how the value was found. */
  readonly label: string;
}

/** Points of the midpoint rule behind a reference. */
const SAMPLES = 200_000;
/** A reference must be this much closer than the best estimate can be expected to come. */
const CLOSE_ENOUGH = 1e-3;

/**
 * The exact value if it was given, else the midpoint rule's if its error is negligible beside that of `samples` random
 * points (about 1/samples), else nothing. Warns where the midpoint rule suspects that there is no finite integral.
 */
export function referenceFor(
  { expression, a, b, samples }: ConvergeRequest,
  exact: number | undefined,
  { warn }: Pick<Context, 'warn'>,
): Reference | undefined {
  if (exact !== undefined) return { value: exact, label: 'exact' };
  const found = integrateFixed(expression, [a, b], { samples: SAMPLES });
  const close = found.error <= (CLOSE_ENOUGH / samples) * Math.abs(found.value);
  if (found.status === 'suspect') warn(`${found.message}; the estimates may converge slowly, or not at all`);
  return found.status === 'converged' && close ? { value: found.value, label: 'midpoint rule' } : undefined;
}
