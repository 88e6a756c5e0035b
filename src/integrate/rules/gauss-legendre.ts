/**
 * Gauss-Legendre rules of any order. The nodes are zeros of the Legendre polynomial, found in theta = arccos x by Newton's
 * method from F. G. Tricomi's asymptotic starts (1950), so that nodes near the ends lose nothing; as in N. Hale and
 * A. Townsend, "Fast and accurate computation of Gauss-Legendre and Gauss-Jacobi quadrature nodes and weights", SIAM Journal on
 * Scientific Computing 35 (2013) A652-A674. The cost is O(n^2), once for each n.
 */
import { BLOCK } from '../quad/block.js';
import { type Found, type Goal, allowed } from '../quad/result.js';
import type { Points } from '../quad/sampler.js';

export interface GaussLegendreRule {
  /** In [-1, 1], ascending. */
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, GaussLegendreRule>();

/** The rule with n points, exact for polynomials up to degree 2n - 1; made once. */
export function gaussLegendreRule(n: number): GaussLegendreRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let k = 1; k <= Math.ceil(n / 2); k++) {
    const [theta, derivative] = zero(n, k);
    const x = 2 * k - 1 === n ? 0 : Math.cos(theta);
    nodes[n - k] = x;
    nodes[k - 1] = -x;
    weights[n - k] = weights[k - 1] = 2 / derivative ** 2;
  }
  const rule = { nodes, weights };
  rules.set(n, rule);
  return rule;
}

/** The k-th zero of P_n(cos theta), and the derivative by theta there. */
function zero(n: number, k: number): [number, number] {
  const phi = ((4 * k - 1) * Math.PI) / (4 * n + 2);
  let theta = phi + 1 / (8 * n * n * Math.tan(phi));
  let derivative = 0;
  for (let step = 0; step < 10; step++) {
    const [value, slope] = legendre(n, theta);
    derivative = slope;
    const change = value / slope;
    theta -= change;
    if (Math.abs(change) < 1e-16 * theta + 1e-17) break;
  }
  return [theta, legendre(n, theta)[1] || derivative];
}

/** P_n(cos theta) and its derivative by theta. */
function legendre(n: number, theta: number): [number, number] {
  const x = Math.cos(theta);
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  if (n === 0) return [1, 0];
  return [value, (n * (x * value - before)) / Math.sin(theta)];
}

/** Applies a rule to [a, b]: the integral, and that of |f|. */
export function applyGaussLegendre(
  rule: GaussLegendreRule,
  f: Points,
  a: number,
  b: number,
): [number, number] {
  const half = (b - a) / 2;
  const middle = a + half;
  const { nodes, weights } = rule;
  let sum = 0;
  let magnitude = 0;
  const { x, y } = f.block;
  for (let from = 0; from < nodes.length; from += BLOCK) {
    const count = Math.min(BLOCK, nodes.length - from);
    for (let i = 0; i < count; i++) x[i] = middle + half * nodes[from + i];
    f.fill(x, y, count);
    for (let i = 0; i < count; i++) {
      sum += weights[from + i] * y[i];
      magnitude += weights[from + i] * Math.abs(y[i]);
    }
  }
  return [sum * half, magnitude * Math.abs(half)];
}

/** The rule with n points; the error is the difference to the rule with about two thirds of them. */
export function gaussLegendre(f: Points, a: number, b: number, n: number, goal: Goal): Found {
  const [value, magnitude] = applyGaussLegendre(gaussLegendreRule(n), f, a, b);
  const [lower] = applyGaussLegendre(gaussLegendreRule(Math.max(1, Math.floor((2 * n) / 3))), f, a, b);
  const error = Math.abs(value - lower) + 4 * Number.EPSILON * magnitude;
  const found = { value, error, magnitude, method: `gauss-legendre-${n}` };
  if (error <= allowed(goal, value)) return { ...found, status: 'converged' };
  return {
    ...found,
    status: 'budget-exhausted',
    message: 'the error is above the tolerance; use more points',
  };
}
