import {
  type Tolerance,
  checkInteger,
  checkOneOf,
  estimate,
  invalidArgument,
  withinTolerance,
} from '../core/index.js';
import { type Integrand, kernel as kernelOf } from '../kernel/index.js';
import { type BitGeneratorName, RandomStream, type Seed } from '../random/index.js';
import type { Integral, IntegralTraceEntry } from './integral.js';
import { interval } from './interval.js';
import { midpoint } from './midpoint.js';
import { monteCarlo } from './monte-carlo.js';
import { type RectanglesVariant, rectangles } from './rectangles.js';
import type { QuadOptions } from './quad/index.js';
import type { RuleInput, RuleResult, RuleSteps } from './rule.js';
import { Stop } from './stop.js';

export const FIXED_METHODS = ['midpoint', 'rectangles', 'monte-carlo'] as const;

/**
 * `midpoint`: equal cells, deterministic. `rectangles`: the lecture's sorted random points. `monte-carlo`: the mean of
 * independent random points.
 */
export type FixedMethod = (typeof FIXED_METHODS)[number];

export interface FixedOptions
  extends Partial<Tolerance>, Pick<QuadOptions, 'maxSeconds' | 'signal' | 'trace' | 'onIteration'> {
  /** Default: `midpoint`. */
  readonly method?: FixedMethod;
  /** How many points; a whole number, at least 1 (for `rectangles` 0). Default: 10 000. */
  readonly samples?: number;
  /** Seed of the random methods, a whole number of at least 0. Default: 0, so that a run can be repeated. */
  readonly seed?: Seed;
  /** NumPy's bit generator behind the random methods. Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /** Of `rectangles`. Default: `lecture`. */
  readonly variant?: RectanglesVariant;
}

/**
 * Estimates the integral of a function of one variable over [a, b] from a fixed number of points, at once and in this thread; b < a gives
 * minus the integral over [b, a]. The methods of the lecture, for comparison: `quad` and `integrate` need fewer points for more digits.
 *
 * The number of points is fixed, so the status says whether the error can be trusted: `converged`, or `suspect`,
 * `non-finite` with a `message`. With `rtol` or `atol` an error above max(atol, rtol * |value|) is `budget-exhausted`.
 * A `bound` covers the error where the integrand is smooth (midpoint) or monotone between neighbouring points
 * (rectangles); no rule that sees points alone can notice a spike between them.
 *
 * @param f a formula in x such as `1/(1+x^2)`, a parsed expression, or a function
 * @param limits [a, b], finite
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`
 */
export function integrateFixed(
  f: Integrand,
  limits: readonly [number, number],
  options: FixedOptions = {},
): Integral {
  const steps = fixedSteps(f, limits, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same in steps, between which it can be left for other work. */
export function* fixedSteps(
  f: Integrand,
  limits: readonly [number, number],
  options: FixedOptions,
): Generator<undefined, Integral, undefined> {
  const method = checkOneOf('method', options.method ?? 'midpoint', FIXED_METHODS);
  const samples = checkInteger('samples', options.samples ?? 10_000, method === 'rectangles' ? 0 : 1);
  const range = interval(...limits);
  const random = new RandomStream(options.seed ?? 0, [], options);
  const trace: IntegralTraceEntry[] = [];
  const onStep = (entry: IntegralTraceEntry): void => {
    const signed = { ...entry, value: withSign(entry.value, range.sign), step: method };
    if (options.trace === true) trace.push(signed);
    options.onIteration?.(signed);
  };
  const input = { kernel: kernelOf(f), range, samples, random, stop: new Stop(options), onStep };
  const found = range.width === 0 ? nothing() : yield* applyRule(method, input, options.variant ?? 'lecture');
  const { message, ...fields } = judged(found, options);
  const { value, error, evaluations } = fields;
  if (method !== 'monte-carlo') onStep({ evaluations, value, error });
  return {
    ...estimate({ ...fields, value: withSign(value, range.sign) }, method),
    method,
    message,
    ...(options.trace === true && { trace }),
  };
}

/** Without a negative zero. */
function withSign(value: number, sign: number): number {
  return value === 0 ? 0 : sign * value;
}

/** The integral over a single point. */
function nothing(): RuleResult {
  return { value: 0, error: 0, errorKind: 'bound', evaluations: 0, status: 'converged' };
}

function applyRule(method: FixedMethod, input: RuleInput, variant: RectanglesVariant): RuleSteps {
  if (method === 'midpoint') return midpoint(input);
  return method === 'rectangles' ? rectangles(input, variant) : monteCarlo(input);
}

function judged(result: RuleResult, { rtol, atol }: Partial<Tolerance>): RuleResult {
  if (rtol === undefined && atol === undefined) return result;
  const tolerance = { rtol: checkTolerance('rtol', rtol), atol: checkTolerance('atol', atol) };
  if (result.status !== 'converged' || withinTolerance(result.value, result.error, tolerance)) return result;
  const message = `the error is above max(atol, rtol * |value|); use more samples`;
  return { ...result, status: 'budget-exhausted', message };
}

function checkTolerance(name: string, value = 0): number {
  if (value >= 0) return value;
  throw invalidArgument(name, 'a number of at least 0', value);
}
