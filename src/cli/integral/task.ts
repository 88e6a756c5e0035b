/** The module that a worker loads for long integrals. */
import { type Integral, type IntegrateOptions, integrate } from '../../integrate/index.js';

/** An integral as plain data, with its text. */
export type PlainIntegral = Omit<Integral, 'toString' | 'method'> & { readonly text: string };

/** The integral of a formula; plain, so that it can travel between threads. */
export function plainIntegral(
  formula: string,
  limits: readonly [number, number],
  options: IntegrateOptions,
): PlainIntegral {
  const found = integrate(formula, limits, options);
  const { value, error, errorKind, evaluations, status, message } = found;
  return { value, error, errorKind, evaluations, status, message, text: String(found) };
}
