import { type EstimateStatus, estimate } from '../../core/index.js';
import { type Integrand, kernel as kernelOf } from '../../kernel/index.js';
import { type Checked, type QuadOptions, checkLimit, checkOptions } from './options.js';
import type { Found, Goal, Quadrature, TraceEntry } from './result.js';
import { type BadPoint, Sampler, type ScalarIntegrand, place } from './sampler.js';
import { solve } from './solve.js';

/** A formula in x, a parsed expression, or a function of x and, if it wants, the distance to the nearer end. */
export type QuadIntegrand = Integrand | ScalarIntegrand;

/** Ranges are cut at points with infinite or undefined values this often; then such values are taken for granted. */
const MOST_CUTS = 3;
/** This many points at which the integrand is not finite are no accident. */
const MOST_BAD = 16;

/** Integrates a scalar function. */
export function quadScalar(f: QuadIntegrand, a: number, b: number, options: QuadOptions): Quadrature {
  const checked = checkOptions(options);
  const [from, to] = [checkLimit('lower limit', a), checkLimit('upper limit', b)];
  const scalar = typeof f === 'function' ? f : kernelOf(f).f;
  const [low, high] = from <= to ? [from, to] : [to, from];
  const sampler = new Sampler(scalar, low, high, checked.budget);
  const trace: TraceEntry[] | undefined = checked.trace ? [] : undefined;
  const goal = { rtol: checked.rtol, atol: checked.atol, trace };
  const found = low === high ? NOTHING : avoidBadPoints(sampler, checked, goal);
  return present(found, sampler, from <= to ? 1 : -1, trace);
}

const NOTHING: Found = { value: 0, error: 0, magnitude: 0, status: 'converged', method: 'none' };

function present(found: Found, sampler: Sampler, sign: number, trace: TraceEntry[] | undefined): Quadrature {
  const { error, method, message } = found;
  const value = found.value === 0 ? 0 : sign * found.value;
  const status: EstimateStatus = found.status;
  const fields = { value, error, errorKind: 'bound' as const, evaluations: sampler.evaluations, status };
  return {
    ...estimate(fields, method),
    method,
    ...(message === undefined ? {} : { message }),
    ...(trace === undefined ? {} : { trace }),
  };
}

/** Cuts the range where the integrand was not finite, and begins again: ends are never evaluated. */
function avoidBadPoints(sampler: Sampler, checked: Checked, goal: Goal): Found {
  const { low, high } = sampler;
  let edges = [low, ...new Set(checked.breakpoints.filter((x) => x > low && x < high)), high].sort((x, y) => x - y);
  const avoided: BadPoint[] = [];
  for (let cut = 0; ; cut++) {
    const found = solve(sampler, edges, checked, goal);
    if (sampler.nonFinite === 0) return avoided.length === 0 ? found : { ...found, message: found.message ?? told(avoided) };
    const count = sampler.nonFinite;
    const bad = sampler.takeBad();
    const fresh = bad.filter(({ x }) => x > low && x < high && !edges.includes(x));
    if (cut === MOST_CUTS || count > MOST_BAD || fresh.length < bad.length || sampler.exhausted) {
      return notFinite(found, bad[0], count + avoided.length);
    }
    avoided.push(...fresh);
    edges = [...new Set([...edges, ...fresh.map(({ x }) => x)])].sort((x, y) => x - y);
  }
}

function told(avoided: readonly BadPoint[]): string {
  const points = avoided.map(({ x, value }) => `${value} at ${place(x)}`);
  return `the integrand is ${points.join(', ')}; the range was cut there`;
}

function notFinite(found: Found, { x, value }: BadPoint, count: number): Found {
  const others = count === 1 ? '' : `, and not finite at ${count} points`;
  return { ...found, error: Infinity, status: 'non-finite', message: `the integrand is ${value} at ${place(x)}${others}` };
}
