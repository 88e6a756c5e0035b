import { ClenshawCurtis } from '../rules/clenshaw-curtis.js';
import { gaussLegendre } from '../rules/gauss-legendre.js';
import { Midpoint } from '../rules/midpoint.js';
import { refine } from '../rules/refine.js';
import { Romberg } from '../rules/romberg.js';
import { Simpson } from '../rules/simpson.js';
import { Trapezoid } from '../rules/trapezoid.js';
import { tanhSinh } from '../rules/tanh-sinh.js';
import { expSinh } from '../rules/exp-sinh.js';
import { sinhSinh } from '../rules/sinh-sinh.js';
import { adaptive } from './adaptive.js';
import { autoFinite, autoInfinite } from './auto.js';
import type { Checked } from './options.js';
import { type Found, type Goal, allowed } from './result.js';
import type { Sampler } from './sampler.js';
import { Mapped } from './mapped.js';

/** Integrates over the ranges between neighbouring edges, of which the first and the last may be infinite. */
export function solve(sampler: Sampler, edges: readonly number[], checked: Checked, goal: Goal): Found {
  if (
    edges.length > 2 &&
    Number.isFinite(edges[0]) &&
    Number.isFinite(edges.at(-1)) &&
    checked.method === 'auto'
  ) {
    return adaptive(sampler, edges, goal, { rule: edges.length > 5 ? 15 : 21, insight: true, eager: true });
  }
  if (edges.length === 2) return solvePart(sampler, edges[0], edges[1], checked, goal);
  const parts: Found[] = [];
  for (let i = 0; i + 1 < edges.length; i++)
    parts.push(solvePart(sampler, edges[i], edges[i + 1], checked, goal));
  return together(parts, goal);
}

function solvePart(sampler: Sampler, a: number, b: number, checked: Checked, goal: Goal): Found {
  const finite = Number.isFinite(a) && Number.isFinite(b);
  if (checked.method === 'auto')
    return finite ? autoFinite(sampler, a, b, goal) : autoInfinite(sampler, a, b, goal);
  if (checked.method === 'tanh-sinh') return doubleExponentialBy(sampler, a, b, goal);
  const range = finite ? sampler : onUnitRange(sampler, a, b);
  const [low, high] = finite ? [a, b] : [range.low, range.high];
  return byRule(range, low, high, checked, goal);
}

/** How much a level of a smooth integrand gains, for the rules that refine. */
const GAINS = { 'clenshaw-curtis': 16, romberg: 16, simpson: 16, trapezoid: 4, midpoint: 9 } as const;

function byRule(
  sampler: Sampler,
  a: number,
  b: number,
  { method, rule, points }: Checked,
  goal: Goal,
): Found {
  switch (method) {
    case 'gauss-legendre':
      return gaussLegendre(sampler, a, b, points, goal);
    case 'clenshaw-curtis':
      return refine(new ClenshawCurtis(sampler, a, b), sampler, goal, method, GAINS[method]);
    case 'romberg':
      return refine(new Romberg(sampler, a, b), sampler, goal, method, GAINS[method]);
    case 'simpson':
      return refine(new Simpson(sampler, a, b), sampler, goal, method, GAINS[method]);
    case 'trapezoid':
      return refine(new Trapezoid(sampler, a, b), sampler, goal, method, GAINS[method]);
    case 'midpoint':
      return refine(new Midpoint(sampler, a, b), sampler, goal, method, GAINS[method]);
    default:
      return adaptive(sampler, [a, b], goal, { rule, insight: false, eager: false });
  }
}

function doubleExponentialBy(sampler: Sampler, a: number, b: number, goal: Goal): Found {
  if (a === -Infinity && b === Infinity) return sinhSinh(sampler, 0, 1, goal, true);
  if (b === Infinity) return expSinh(sampler, a, 1, 1, goal, true);
  if (a === -Infinity) return expSinh(sampler, b, -1, 1, goal, true);
  return tanhSinh(sampler, a, b, goal, true);
}

function onUnitRange(sampler: Sampler, a: number, b: number): Mapped {
  if (a === -Infinity && b === Infinity) {
    return new Mapped(
      sampler,
      -1,
      1,
      (t) => t / (1 - t * t),
      (t) => (1 + t * t) / (1 - t * t) ** 2,
    );
  }
  const [end, towards] = b === Infinity ? [a, 1] : [b, -1];
  return new Mapped(
    sampler,
    0,
    1,
    (t) => end + towards * (t / (1 - t)),
    (t) => 1 / (1 - t) ** 2,
  );
}

/** The sum over neighbouring ranges; the worst status stands for all. */
export function together(parts: readonly Found[], goal: Goal): Found {
  if (parts.length === 1) return parts[0];
  const sum = (of: (found: Found) => number): number => parts.reduce((total, part) => total + of(part), 0);
  const [value, error, magnitude] = [sum((p) => p.value), sum((p) => p.error), sum((p) => p.magnitude)];
  const method = [...new Set(parts.map((part) => part.method))].join(' + ');
  const failed = parts.find((part) => part.status !== 'converged');
  if (failed !== undefined && !(error <= allowed(goal, value))) {
    return { value, error, magnitude, method, status: failed.status, message: failed.message };
  }
  if (error <= allowed(goal, value)) return { value, error, magnitude, method, status: 'converged' };
  return { value, error, magnitude, method, status: 'roundoff', message: 'the ranges cancel each other' };
}
