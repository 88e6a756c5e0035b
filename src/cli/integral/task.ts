/** The module that a worker loads for long integrals over a range. */
import {
  type FixedOptions,
  type Integral,
  QUAD_METHODS,
  type QuadOptions,
  integrateFixed,
  quad,
} from '../../integrate/index.js';

/** Options of an integral that is computed in one call. */
export type AtOnce = Omit<QuadOptions, 'method' | 'onIteration' | 'signal'> &
  Omit<FixedOptions, 'method'> & { readonly method?: QuadOptions['method'] | FixedOptions['method'] };

/** An integral as plain data, with its text. */
export type PlainIntegral = Omit<Integral, 'toString' | 'components'> & { readonly text: string };

/** The integral of a formula; plain, so that it can travel between threads. */
export function plainAtOnce(
  formula: string,
  [a, b]: readonly [number, number],
  options: AtOnce,
): PlainIntegral {
  const { method = 'auto', samples } = options;
  const adaptive = QUAD_METHODS.find((name) => name === method);
  if (samples === undefined && adaptive !== undefined) {
    return plain(quad(formula, a, b, { ...options, method: adaptive }));
  }
  const fixed = method === 'auto' ? 'midpoint' : (method as FixedOptions['method']);
  return plain(integrateFixed(formula, [a, b], { ...options, method: fixed }));
}

export function plain(found: Integral): PlainIntegral {
  const { value, error, errorKind, evaluations, status, method, message } = found;
  const { nonFinite, trace, iterations, state } = found;
  const text = String(found);
  return {
    value,
    error,
    errorKind,
    evaluations,
    status,
    method,
    message,
    nonFinite,
    trace,
    iterations,
    state,
    text,
  };
}
