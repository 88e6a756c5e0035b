/** The module that a worker loads for long integrals. */
import { type FixedOptions, type Integral, integrateFixed } from '../../integrate/index.js';

/** An integral as plain data, with its text. */
export type PlainIntegral = Omit<Integral, 'toString' | 'method'> & { readonly text: string };

/** The integral of a formula; plain, so that it can travel between threads. */
export function plainIntegral(
  formula: string,
  limits: readonly [number, number],
  options: FixedOptions,
): PlainIntegral {
  const found = integrateFixed(formula, limits, options);
  const { value, error, errorKind, evaluations, status, message } = found;
  return { value, error, errorKind, evaluations, status, message, text: String(found) };
}
