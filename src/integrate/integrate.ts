/** The front door: any integral, by any method. */
import { checkOneOf, invalidArgument } from '../core/index.js';
import { type FixedMethod, FIXED_METHODS, integrateFixed } from './fixed.js';
import type { Integral, IntegralTraceEntry } from './integral.js';
import { withoutWorkers } from '../parts/index.js';
import type { DomainOrFormulas } from './nd/domain.js';
import type { IntegrandN } from './nd/integrand.js';
import { type AnyNdOptions, ND_METHODS, type NdMethod, PLANNERS } from './nd/planners.js';
import { checkRun } from './nd/resume.js';
import { integralBy } from './nd/run.js';
import {
  type Complex,
  QUAD_METHODS,
  type QuadIntegrand,
  type QuadMethod,
  type QuadOptions,
  type Vector,
  quad,
} from './quad/index.js';
import type { RectanglesVariant } from './rectangles.js';

export const METHODS = [
  'auto',
  ...QUAD_METHODS.filter((method) => method !== 'auto'),
  'rectangles',
  ...ND_METHODS.filter((method) => method !== 'auto'),
] as const;

/**
 * `auto`: looks at the integrand and chooses. {@link QuadMethod} and {@link FixedMethod} say what those of one dimension do,
 * `cubature`, `cross`, `qmc`, `vegas` and `monte-carlo` are the functions of the same names for any number of dimensions.
 */
export type Method = QuadMethod | FixedMethod | NdMethod;

/** A range of one dimension, either end of which may be infinite. */
export type Range = readonly [number, number];

export interface IntegrateOptions
  extends Omit<AnyNdOptions, 'rule' | 'onIteration'>, Pick<QuadOptions, 'breakpoints' | 'points' | 'weight'> {
  /** Default: `auto`; with `resume` the method of the run. */
  readonly method?: Method;
  /** Of `gauss-kronrod`: points a panel. Of `cubature`: the rule. */
  readonly rule?: QuadOptions['rule'] | AnyNdOptions['rule'];
  /**
   * Over one dimension: a fixed number of points for `midpoint` (default), `rectangles` or `monte-carlo`, which do not adapt then. Default:
   * as many as the tolerance takes; 10 000 for `rectangles`.
   */
  readonly samples?: number;
  /** Of `rectangles`. Default: `lecture`. */
  readonly variant?: RectanglesVariant;
  /** Hears the estimate after every iteration. */
  readonly onIteration?: (entry: IntegralTraceEntry) => void;
}

/**
 * The integral of a function over a range [a, b], or over several dimensions, as an estimate that says how far it can be trusted.
 *
 * Over a range f is a formula in x or a function of x, as `quad` takes it, and the methods of `quad` run in this thread: one such integral
 * takes microseconds, so `pool` does not change it (see `integrateMany` for families). Over a list of ranges f takes a point, or blocks of points
 * (`block`), and may have several `components`; the work goes through `pool` if there is one, with the same bits. A formula's variables are the
 * coordinates, and limits may be formulas or functions of the coordinates before.
 *
 * `rtol` and `atol` are the goal (default: 1e-8, 1e-3 for random methods), `maxEvaluations` the hard limit (default: 1e5 over a range, else 1e6).
 * `signal` and `maxSeconds` end the run early with the best estimate so far; over a range, which is not left before the end, a signal is
 * seen only if the integrand or `onIteration` makes it abort. The random methods have a `state` that `resume` goes on from.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`, and what the integrand and the pool throw
 *
 * @example
 * await integrate('exp(-x^2)', [-Infinity, Infinity]);
 * await integrate(([x, y]) => Math.cos(x * y), [[0, 1], [0, 2]], { rtol: 1e-10 });
 * await integrate('x*y', [[0, 1], [0, '1 - x']]);
 */
export async function integrate(
  f: QuadIntegrand,
  domain: Range,
  options?: IntegrateOptions,
): Promise<Integral>;
export async function integrate(
  f: IntegrandN,
  domain: DomainOrFormulas,
  options?: IntegrateOptions,
): Promise<Integral>;
export async function integrate(
  f: (x: number, distance: number) => Complex,
  domain: Range,
  options?: IntegrateOptions,
): Promise<Integral<Complex>>;
export async function integrate(
  f: (x: number, distance: number) => Vector,
  domain: Range,
  options?: IntegrateOptions,
): Promise<Integral<number[]>>;
export async function integrate(
  f: QuadIntegrand | IntegrandN | ((x: number, distance: number) => Complex | Vector),
  domain: Range | DomainOrFormulas,
  options: IntegrateOptions = {},
): Promise<Integral | Integral<Complex> | Integral<number[]>> {
  const method = checkOneOf('method', options.method ?? resumedMethod(options) ?? 'auto', METHODS);
  if (!isRange(domain)) return overDomain(f as IntegrandN, domain, method, options);
  const shaped = options.block === true || options.components !== undefined;
  if (shaped) return overDomain(f as IntegrandN, [domain], method, options);
  if (isFixed(method, options)) {
    refuse(options, ONLY_ADAPTIVE, 'with a fixed number of points');
    withoutWorkers(options, AT_ONCE);
    return integrateFixed(f as (x: number) => number, domain, { ...options, method: fixedMethod(method) });
  }
  if (isOneOf(method, QUAD_METHODS)) {
    refuse(options, ONLY_ND, `for ${method} over a range`);
    withoutWorkers(options, AT_ONCE);
    return quad(f as QuadIntegrand, ...domain, { ...options, method, rule: quadRule(options.rule) });
  }
  const scalar = typeof f === 'function';
  return overDomain(f as IntegrandN, [domain], method, { ...options, scalar });
}

function resumedMethod({ resume }: IntegrateOptions): Method | undefined {
  return resume === undefined ? undefined : checkRun(resume).plan.method;
}

/** Whether a domain is one range: two limits, and not a list of pairs. */
export function isRange(domain: unknown): domain is Range {
  return Array.isArray(domain) && domain.length === 2 && domain.some((limit) => typeof limit === 'number');
}

async function overDomain(
  f: IntegrandN,
  domain: DomainOrFormulas,
  method: Method,
  options: IntegrateOptions & { readonly scalar?: boolean },
): Promise<Integral> {
  refuse(options, ONLY_ONE, 'for this method or domain');
  return integralBy(
    f,
    domain,
    ndOptions(options),
    PLANNERS[checkOneOf('method', method as NdMethod, ND_METHODS)],
  );
}

type NdCall = AnyNdOptions & { readonly scalar?: boolean };

function ndOptions({ rule, ...options }: IntegrateOptions & { readonly scalar?: boolean }): NdCall {
  if (typeof rule === 'number')
    throw invalidArgument('rule', 'genz-malik or gauss-kronrod for cubature', rule);
  return { ...options, rule };
}

function quadRule(rule: IntegrateOptions['rule']): QuadOptions['rule'] {
  if (typeof rule === 'string') throw invalidArgument('rule', '15, 21, 31 or 61 for gauss-kronrod', rule);
  return rule;
}

function isOneOf<T extends string>(word: string, words: readonly T[]): word is T {
  return words.some((one) => one === word);
}

function isFixed(method: Method, { samples }: IntegrateOptions): boolean {
  return method === 'rectangles' || samples !== undefined;
}

function fixedMethod(method: Method): FixedMethod {
  return method === 'auto' ? 'midpoint' : checkOneOf('method', method as FixedMethod, FIXED_METHODS);
}

const AT_ONCE = 'an integral over a range is computed in one piece';
const ONLY_ONE = ['breakpoints', 'points', 'weight', 'samples', 'variant'] as const;
const ONLY_ND = ['resume', 'random', 'variables'] as const;
const ONLY_ADAPTIVE = [...ONLY_ND, 'breakpoints', 'points', 'weight', 'maxEvaluations', 'rule'] as const;

/** An option that would be ignored is refused. */
function refuse(options: IntegrateOptions, names: readonly (keyof IntegrateOptions)[], where: string): void {
  const given = names.find((name) => options[name] !== undefined);
  if (given !== undefined) throw invalidArgument(given, `left out ${where}`, options[given]);
}
