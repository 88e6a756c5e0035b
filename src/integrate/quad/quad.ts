import { type EstimateFields, estimate, invalidArgument } from '../../core/index.js';
import { type Integrand, evaluated, formulaFunction } from '../../kernel/index.js';
import { type Checked, type QuadOptions, checkLimit, checkOptions } from './options.js';
import { STOPPED, type Stop, stopOf } from '../stop.js';
import type { Found, Goal, Quadrature, TraceEntry, TraceSink } from './result.js';
import { ForeignValue, type ScalarIntegrand } from './sampler.js';
import { NOTHING, type Scalar, integrateScalar } from './scalar.js';
import { type Complex, type Vector, integrateShaped, partsOf, shapedText } from './shaped.js';

/** A formula in x, a parsed expression, or a function of x and, if it wants, the distance to the nearer end. */
export type QuadIntegrand = Exclude<Integrand, (x: number) => number> | ScalarIntegrand;

/** The same, or a function whose values are no numbers. */
export type AnyQuadIntegrand = QuadIntegrand | ((x: number, distance: number) => Complex | Vector);
export type AnyQuadrature = Quadrature | Quadrature<Complex> | Quadrature<number[]>;

/**
 * The integral of a function of one variable from a to b, either of which may be infinite; b < a gives minus the integral from
 * b to a. The value may be a number, a complex number `{ re, im }` or an array of numbers.
 *
 * `converged` says that the error is at most max(atol, rtol * |value|) and that other samples do not contradict; every other
 * status comes with a `message`: `suspect` (methods disagree, the integral diverges, the integrand was 0 everywhere),
 * `roundoff` (the integrand's own rounding errors are larger than the tolerance), `non-finite`, `budget-exhausted`. No rule
 * can see what lies between all of its points: `breakpoints` say where something narrow is.
 *
 * A function that takes a second argument is given the distance from x to the nearer end of the range, exact where x is
 * rounded: `quad((x, d) => 1 / Math.sqrt(x < 0.5 ? x * (1 - x) : d * x), 0, 1)`. Ends and breakpoints are evaluated by
 * `clenshaw-curtis`, `trapezoid`, `simpson` and `romberg` alone. A point inside at which the integrand is infinite or NaN
 * becomes a breakpoint, and the message says so; if there are many, the status is `non-finite`.
 *
 * @param f a formula in x such as `exp(-x^2)`, a parsed expression, or a function
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`
 */
export function quad(f: QuadIntegrand, a: number, b: number, options?: QuadOptions): Quadrature;
export function quad(
  f: (x: number, distance: number) => Complex,
  a: number,
  b: number,
  options?: QuadOptions,
): Quadrature<Complex>;
export function quad(
  f: (x: number, distance: number) => Vector,
  a: number,
  b: number,
  options?: QuadOptions,
): Quadrature<number[]>;
export function quad(f: AnyQuadIntegrand, a: number, b: number, options: QuadOptions = {}): AnyQuadrature {
  return quadUntil(f, a, b, options, stopOf(options));
}

/** The same with a stop of the caller's making. */
export function quadUntil(
  f: AnyQuadIntegrand,
  a: number,
  b: number,
  options: QuadOptions,
  stop: Stop,
): AnyQuadrature {
  const checked = checkOptions(options, stop);
  const from = checkLimit('lower limit', a);
  const to = checkLimit('upper limit', b);
  const call = functionOf(f);
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const sign = from <= to ? 1 : -1;
  const trace: TraceEntry[] | undefined = options.trace === true ? [] : undefined;
  const goal = { rtol: checked.rtol, atol: checked.atol, trace: traceSink(trace, sign, options.onIteration) };
  try {
    const scalar = call as ScalarIntegrand;
    const result =
      low === high ? { found: NOTHING, evaluations: 0 } : integrateScalar(scalar, low, high, checked, goal);
    evaluated(scalar, result.evaluations);
    return present(stoppedBy(checked.stop, result), sign, trace);
  } catch (thrown) {
    if (!(thrown instanceof ForeignValue)) throw thrown;
    return quadShaped(
      call as (x: number, distance: number) => Complex | Vector,
      low,
      high,
      sign,
      checked,
      goal,
      trace,
      thrown,
    );
  }
}

/** An integrand as a function; a formula is compiled. */
export function functionOf<F extends (x: number, distance: number) => unknown>(
  f: F | Exclude<QuadIntegrand, ScalarIntegrand>,
): F | ScalarIntegrand {
  return typeof f === 'function' ? f : formulaFunction(f);
}

function present({ found, evaluations }: Scalar, sign: number, trace: TraceEntry[] | undefined): Quadrature {
  const { error, method, message, status } = found;
  const value = found.value === 0 ? 0 : sign * found.value;
  const fields: EstimateFields = { value, error, errorKind: 'bound', evaluations, status };
  // Set one by one: spreading objects would cost as much as twenty evaluations.
  const result = estimate(fields, method) as { -readonly [Key in keyof Quadrature]: Quadrature[Key] };
  result.method = method;
  if (message !== undefined) result.message = message;
  if (trace !== undefined) result.trace = trace;
  return result;
}

/** The kept lines, and who hears them, with the value's sign. */
function traceSink(
  kept: TraceEntry[] | undefined,
  sign: number,
  onIteration: QuadOptions['onIteration'],
): TraceSink | undefined {
  if (onIteration === undefined && (sign > 0 || kept === undefined)) return kept;
  return {
    push(found) {
      const entry = { ...found, value: sign * found.value };
      kept?.push(entry);
      onIteration?.(entry);
    },
  };
}

/** A run that was ended from outside says so, unless it was good enough by then. */
function stoppedBy<F extends Pick<Found, 'status'>, R extends { found: F; evaluations: number }>(
  { reason }: Stop,
  result: R,
): R {
  const { found } = result;
  if (reason === undefined || found.status === 'converged' || found.status === 'non-finite') return result;
  return { ...result, found: { ...found, ...STOPPED[reason] } };
}

function optional(message: string | undefined, trace: TraceEntry[] | undefined): Partial<Quadrature> {
  return { ...(message === undefined ? {} : { message }), ...(trace === undefined ? {} : { trace }) };
}

/** The integrand turned out to have values that are no numbers. */
function quadShaped(
  f: (x: number, distance: number) => Complex | Vector,
  low: number,
  high: number,
  sign: number,
  checked: Checked,
  goal: Goal,
  trace: TraceEntry[] | undefined,
  { value }: ForeignValue,
): Quadrature<Complex> | Quadrature<number[]> {
  const size = partsOf(value)?.length ?? 0;
  if (size === 0) {
    throw invalidArgument('the integrand’s value', 'a number, { re, im } or an array of numbers', value);
  }
  const shaped = integrateShaped(f, low, high, checked, goal, size);
  const { evaluations } = shaped;
  const { found } = stoppedBy(checked.stop, { found: shaped, evaluations });
  const { values, error, status, method, message } = found;
  const signed = values.map((v) => (v === 0 ? 0 : sign * v));
  // The call that told the kind of the values counts too.
  const fields = { error, errorKind: 'bound' as const, evaluations: evaluations + 1, status };
  const toString = (): string => shapedText(signed, fields, method);
  const rest = { ...fields, method, toString, ...optional(message, trace) };
  if (Array.isArray(value) || value instanceof Float64Array) return { ...rest, value: signed };
  return { ...rest, value: { re: signed[0], im: signed[1] } };
}
