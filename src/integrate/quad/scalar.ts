import type { Checked } from './options.js';
import { type Wave, oscillatoryFinite, oscillatoryHalfLine, productOf } from './oscillatory.js';
import { principalValuePieces } from './principal-value.js';
import type { Found, Goal } from './result.js';
import { type BadPoint, Sampler, type ScalarIntegrand, place } from './sampler.js';
import { solve, together } from './solve.js';
import { NfoldError } from '../../core/index.js';

/** What was found, and how many calls that took. */
export interface Scalar {
  readonly found: Found;
  readonly evaluations: number;
}

/** Ranges are cut at points with infinite or undefined values this often; then such values are taken for granted. */
const MOST_CUTS = 3;
/** This many points at which the integrand is not finite are no accident. */
const MOST_BAD = 16;

/** Integrates a function of one variable over [low, high], low < high. */
export function integrateScalar(
  f: ScalarIntegrand,
  low: number,
  high: number,
  checked: Checked,
  goal: Goal,
): Scalar {
  const { weight } = checked;
  if (weight?.type === 'cauchy') return integratePrincipalValue(f, low, high, weight.at, checked, goal);
  if (weight !== undefined && weight.omega !== 0) return integrateWave(f, low, high, weight, checked, goal);
  if (weight?.type === 'sin') return { found: NOTHING, evaluations: 0 };
  const sampler = new Sampler(f, low, high, checked.budget, checked.stop);
  const found = avoidBadPoints(sampler, checked, goal);
  sampler.release();
  return { found, evaluations: sampler.evaluations };
}

export const NOTHING: Found = { value: 0, error: 0, magnitude: 0, status: 'converged', method: 'none' };

function integrateWave(
  f: ScalarIntegrand,
  low: number,
  high: number,
  wave: Wave,
  checked: Checked,
  goal: Goal,
): Scalar {
  const edges = edgesOf(low, high, checked.breakpoints);
  if (edges.length === 2 && low === -Infinity && high === Infinity) edges.splice(1, 0, 0);
  const inner = edges.filter(Number.isFinite);
  const product = new Sampler(productOf(f, wave), low, high, checked.budget, checked.stop);
  const half = (end: number, towards: 1 | -1): Found =>
    refuseBad(product, oscillatoryHalfLine(product, end, towards, wave, goal));
  const parts: Found[] = [];
  if (low === -Infinity) parts.push(half(inner[0], -1));
  if (high === Infinity) parts.push(half(inner[inner.length - 1], 1));
  product.release();
  let { evaluations } = product;
  if (inner.length > 1) {
    const sampler = new Sampler(f, low, high, Math.max(checked.budget - evaluations, 1), checked.stop);
    parts.push(refuseBad(sampler, oscillatoryFinite(sampler, inner, wave, goal)));
    sampler.release();
    evaluations += sampler.evaluations;
  }
  return { found: together(parts, goal), evaluations };
}

function integratePrincipalValue(
  f: ScalarIntegrand,
  low: number,
  high: number,
  c: number,
  checked: Checked,
  goal: Goal,
): Scalar {
  if (c === low || c === high) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      `weight.at must not be an end of the range, got ${c}; the integral diverges there`,
      { c },
    );
  }
  let evaluations = 0;
  const counted: ScalarIntegrand = (x) => {
    evaluations++;
    return f(x, NaN);
  };
  const inside = c > low && c < high;
  const pieces = inside
    ? principalValuePieces(counted, low, high, c)
    : [{ f: ((x: number) => counted(x, NaN) / (x - c)) as ScalarIntegrand, low, high }];
  const plain = { ...checked, weight: undefined, breakpoints: [] };
  const parts = pieces.map((piece) => integrateScalar(piece.f, piece.low, piece.high, plain, goal).found);
  return { found: together(parts, goal), evaluations };
}

function refuseBad(sampler: Sampler, found: Found): Found {
  const count = sampler.nonFinite;
  return count === 0 ? found : notFinite(found, sampler.takeBad()[0], count);
}

/** Cuts the range where the integrand was not finite, and begins again: ends are never evaluated. */
function avoidBadPoints(sampler: Sampler, checked: Checked, goal: Goal): Found {
  const { low, high } = sampler;
  let edges = edgesOf(low, high, checked.breakpoints);
  const avoided: BadPoint[] = [];
  for (let cut = 0; ; cut++) {
    const found = solve(sampler, edges, checked, goal);
    const count = sampler.nonFinite;
    if (count === 0)
      return avoided.length === 0 ? found : { ...found, message: found.message ?? told(avoided) };
    const bad = sampler.takeBad();
    const fresh = bad.filter(({ x }) => x > low && x < high && !edges.includes(x));
    if (cut === MOST_CUTS || count > MOST_BAD || fresh.length < bad.length || sampler.exhausted) {
      return notFinite(found, bad[0], count + avoided.length);
    }
    avoided.push(...fresh);
    edges = ascending([...edges, ...fresh.map(({ x }) => x)]);
  }
}

function edgesOf(low: number, high: number, breakpoints: readonly number[]): number[] {
  if (breakpoints.length === 0) return [low, high];
  return ascending([low, ...breakpoints.filter((x) => x > low && x < high), high]);
}

function ascending(points: readonly number[]): number[] {
  return [...new Set(points)].sort((x, y) => x - y);
}

function told(avoided: readonly BadPoint[]): string {
  const points = avoided.map(({ x, value }) => `${value} at ${place(x)}`);
  return `the integrand is ${points.join(', ')}; the range was cut there`;
}

function notFinite(found: Found, { x, value }: BadPoint, count: number): Found {
  const others = count === 1 ? '' : `, and not finite at ${count} points`;
  return {
    ...found,
    error: Infinity,
    status: 'non-finite',
    message: `the integrand is ${value} at ${place(x)}${others}`,
  };
}
