/** The front door: any integral, by any method. */
import { checkOneOf, invalidArgument } from '../core/index.js';
import { FIXED_METHODS, type FixedMethod } from './fixed.js';
import type { Integral } from './integral.js';
import { withoutWorkers } from '../parts/index.js';
import { isFormula } from './nd/coordinates.js';
import type { DomainOrFormulas } from './nd/domain.js';
import type { IntegrandN } from './nd/integrand.js';
import { type AnyNdOptions, ND_METHODS, type NdMethod, PLANNERS } from './nd/planners.js';
import { checkRun } from './nd/resume.js';
import { integralBy } from './nd/run.js';
import { type Way, checkFit, checkNames, isOneOf } from './option-rules.js';
import { type IntegrateOptions, METHODS, type Method, type Range } from './options.js';
import { fixedInSlices, quadInSlices, slicedQuad } from './over-range.js';
import {
  type AnyQuadIntegrand,
  type Complex,
  QUAD_METHODS,
  type QuadIntegrand,
  type QuadMethod,
  type QuadOptions,
  type Vector,
} from './quad/index.js';

/**
 * The integral of a function over a range [a, b], or over several dimensions, as an estimate that says how far it can be trusted.
 *
 * Over a range f is a formula in x or a function of x, as `quad` takes it, and the methods of `quad` run in this thread: most integrals
 * take microseconds, so `pool` does not change them (see `integrateMany` for families). Over a list of ranges f takes a point, or blocks of
 * points (`block`), and may have several `components`; the work goes through `pool` if there is one, with the same bits. A formula's
 * variables are the coordinates, and limits may be formulas or functions of the coordinates before.
 *
 * `rtol` and `atol` are the goal (default: 1e-8, 1e-3 for random methods), `maxEvaluations` the hard limit (default: 1e5 over a range,
 * where a rule that has begun is finished, else 1e6). `signal` and `maxSeconds` end the run early with the best estimate so far; the event
 * loop is let in every few milliseconds, also over a range. The random methods have a `state` that `resume` goes on from.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` (also for an option that the method would ignore), `ERR_EXPRESSION_SYNTAX`, and what the
 * integrand and the pool throw
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
  checkNames(options);
  if (typeof f !== 'function' && !isFormula(f)) throw invalidArgument('f', 'a formula or a function', f);
  const way = wayOf(domain, options);
  checkFit(way, options);
  const { method } = way;
  if (way.kind !== 'several') withoutWorkers(options, AT_ONCE);
  if (way.kind === 'fixed') {
    const fixed = { ...options, method: method as FixedMethod };
    return fixedInSlices(f as (x: number) => number, domain as Range, fixed);
  }
  if (way.kind === 'adaptive') {
    const adaptive = { ...options, method: method as QuadMethod, rule: quadRule(options.rule) };
    return quadInSlices(slicedQuad(f as AnyQuadIntegrand, domain as Range, adaptive));
  }
  const scalar = isRange(domain) && !isShaped(options) && typeof f === 'function';
  const limits = isRange(domain) ? [domain] : domain;
  return integralBy(f as IntegrandN, limits, ndOptions({ ...options, scalar }), PLANNERS[method as NdMethod]);
}

/** Whether a domain is one range: two limits, and not a list of pairs. */
export function isRange(domain: unknown): domain is Range {
  return Array.isArray(domain) && domain.length === 2 && domain.some((limit) => typeof limit === 'number');
}

/** How it is computed; domain and options say. */
export function wayOf(
  domain: Range | DomainOrFormulas,
  options: Pick<IntegrateOptions, 'method' | 'resume' | 'samples' | 'block' | 'components'>,
): Way {
  if (!Array.isArray(domain) || domain.length === 0)
    throw invalidArgument('domain', '[low, high], or a list of them', domain);
  const method = checkOneOf('method', options.method ?? resumedMethod(options) ?? 'auto', METHODS);
  if (!isRange(domain)) {
    if (isOneOf(method, ND_METHODS)) return { kind: 'several', method };
    throw invalidArgument('method', `one of ${ND_METHODS.join(', ')} over a list of ranges`, method);
  }
  if (isFixed(method, options)) return { kind: 'fixed', method: fixedMethod(method) };
  if (isShaped(options) && isOneOf(method, ND_METHODS)) return { kind: 'several', method };
  return { kind: isOneOf(method, QUAD_METHODS) ? 'adaptive' : 'several', method };
}

function resumedMethod({ resume }: Pick<IntegrateOptions, 'resume'>): Method | undefined {
  return resume === undefined ? undefined : checkRun(resume).plan.method;
}

const AT_ONCE = 'an integral over a range is computed in one piece';

/** Whether f takes blocks or writes its components into an array, as over several dimensions. */
function isShaped({ block, components }: Pick<IntegrateOptions, 'block' | 'components'>): boolean {
  return block === true || components !== undefined;
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

function isFixed(method: Method, { samples }: Pick<IntegrateOptions, 'samples'>): boolean {
  return method === 'rectangles' || samples !== undefined;
}

function fixedMethod(method: Method): FixedMethod {
  if (method === 'auto') return 'midpoint';
  if (isOneOf(method, FIXED_METHODS)) return method;
  const remedy = 'leave samples out, the other methods choose their points';
  throw invalidArgument('method', `one of ${FIXED_METHODS.join(', ')} with samples`, method, remedy);
}
