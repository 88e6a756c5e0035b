/**
 * Looks before it leaps. A finite range: Fejér's nested rules while the series says that they will do; else the tanh-sinh
 * rule while its levels agree better and better; else adaptive panels that look for what is not smooth. An infinite one: the
 * double exponential rules, else adaptive panels in their variable. What one method found, samples of another check.
 */
import { expSinh } from '../rules/exp-sinh.js';
import type { DoubleExponentialFound } from '../rules/double-exponential.js';
import { sinhSinh } from '../rules/sinh-sinh.js';
import { tanhSinh, unexplained } from '../rules/tanh-sinh.js';
import { adaptive } from './adaptive.js';
import { bendsAtEnd } from './locate.js';
import { Mapped } from './mapped.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, nothingSeen } from './sampler.js';
import { type SmoothFound, smooth } from './smooth.js';
import { oscillatoryTail } from './tail.js';

/** What a double exponential rule has to explain, relative to the largest. */
const EXPLAINED = 1e-4;
const PROBES = 12;
const GOLDEN = 0.618_033_988_749_894_9;

export function autoFinite(sampler: Sampler, a: number, b: number, goal: Goal): Found {
  const first = smooth(sampler, a, b, goal);
  const { series } = first;
  const found = afterSeries(sampler, a, b, goal, first);
  series.release();
  return found;
}

/** What the series does not do. */
function afterSeries(sampler: Sampler, a: number, b: number, goal: Goal, first: SmoothFound): Found {
  if (first.status === 'converged' || sampler.halted) return first;
  if (first.magnitude === 0) return searchForAnything(sampler, a, b, goal);
  if (first.surprise !== undefined) return panelsOf(sampler, [a, first.surprise, b], goal);
  const { series } = first;
  const [x, y] = [series.x(), series.y()];
  const { singularAtEndsOnly } = series;
  if (!singularAtEndsOnly && !bendsAtEnd(x, y)) return panelsOf(sampler, [a, b], goal);
  const found = tanhSinh(sampler, a, b, goal, false, !singularAtEndsOnly);
  if (found.divergence !== undefined || sampler.halted) return found;
  if (found.status !== 'converged') return betterOf(found, panelsOf(sampler, [a, b], goal), sampler);
  const surprise = unexplained(found, a, b, x, y) ?? between(sampler, found, a, b, x);
  return surprise === undefined ? found : panelsOf(sampler, [a, surprise, b], goal);
}

/** No gap between the samples of a range that was not cut is wider than this part of it. */
const WIDEST = 1 / 40;

/** A point in a wide gap between all samples at which the integrand is not what the nodes foretell. */
function between(
  sampler: Sampler,
  found: DoubleExponentialFound,
  a: number,
  b: number,
  x: ArrayLike<number>,
): number | undefined {
  const nodes = found.nodes().map(([t]) => a + (b - a) / (1 + Math.exp(-Math.PI * Math.sinh(t))));
  const all = [...Array.from(x), ...nodes].sort((p, q) => p - q);
  for (let i = 1; i < all.length && !sampler.halted; i++) {
    if (all[i] - all[i - 1] <= WIDEST * (b - a)) continue;
    const middle = all[i - 1] + (all[i] - all[i - 1]) / 2;
    if (unexplained(found, a, b, [middle], [sampler.at(middle)]) !== undefined) return middle;
  }
  return undefined;
}

function panelsOf(sampler: Sampler, edges: readonly number[], goal: Goal): Found {
  return adaptive(sampler, edges, goal, { rule: 21, insight: true, eager: false });
}

/** Neither has to have converged; what panels met at an end is forgotten if their result is. */
function betterOf(found: Found, panels: Found, sampler: Sampler): Found {
  if (panels.status === 'converged' || !(found.error < 1e-3 * panels.error)) return panels;
  if (panels.error === Infinity && sampler.nonFinite === 0) return panels;
  sampler.takeBad();
  return found;
}

/** The integrand was 0 wherever it was asked. */
function searchForAnything(sampler: Sampler, a: number, b: number, goal: Goal): Found {
  const points = 500;
  for (let i = 1; i <= points && !sampler.halted; i++) {
    const x = a + (b - a) * ((i * GOLDEN) % 1);
    if (sampler.at(x) !== 0) return panelsOf(sampler, [a, x, b], goal);
  }
  const message = nothingSeen(sampler);
  return { value: 0, error: 0, magnitude: 0, status: 'suspect', method: 'search', message };
}

/** Where only overflow makes an integrand undefined: cos(x^2) has no value at x = 1e200. */
const FAR = 1e50;

export function autoInfinite(sampler: Sampler, a: number, b: number, goal: Goal): Found {
  const line = a === -Infinity && b === Infinity;
  const found = line ? sinhSinh(sampler, 0, 1, goal) : halfLine(sampler, a, b, goal);
  const overflow = sampler.nonFinite > 0 && sampler.bad.every(({ x }) => Math.abs(x) > FAR);
  if (overflow) sampler.takeBad();
  if (found.divergence !== undefined || sampler.halted) return found;
  const range = doubleExponentialRange(sampler, a, b, found);
  if (found.largest < TINY) return searchFar(range, goal);
  if (found.status === 'converged' && !overflow) {
    const surprise = probe(range, found);
    if (surprise === undefined) return found;
    return adaptive(range, [range.low, surprise, range.high], goal, {
      rule: 21,
      insight: true,
      eager: false,
    });
  }
  if (!line) {
    const tail = tailOf(sampler, a, b, found, range, goal);
    if (tail !== undefined) return tail;
  } else if (turns(found) >= MANY_TURNS) {
    return bothHalves(sampler, goal);
  }
  return panelsOf(range, [range.low, 0, range.high], goal);
}

/** An integrand that is nowhere larger than this on an infinite range is likely to live where nobody looked. */
const TINY = 1e-50;
/** So far out, in t, that is looked for. */
const LOOK_FAR = 3.2;

/** Panels from the largest value that many points see. */
function searchFar(range: Mapped, goal: Goal): Found {
  const points = 500;
  let best = 0;
  let where = 0;
  for (let i = 1; i <= points && !range.halted; i++) {
    const t = LOOK_FAR * (2 * ((i * GOLDEN) % 1) - 1);
    const y = Math.abs(range.at(t));
    if (y > best) [best, where] = [y, t];
  }
  const near = (8 * LOOK_FAR) / points;
  if (best > 0) return panelsOf(range, [-LOOK_FAR, where - near, where, where + near, LOOK_FAR], goal);
  return {
    value: 0,
    error: 0,
    magnitude: 0,
    status: 'suspect',
    method: 'search',
    message: nothingSeen(range.inner),
  };
}

/** This many changes of sign at the nodes are an oscillation. */
const MANY_TURNS = 4;

/** How often the integrand changes its sign at the nodes. */
function turns({ nodes }: DoubleExponentialFound): number {
  let count = 0;
  const all = nodes();
  for (let i = 1; i < all.length; i++) if (all[i][1] * all[i - 1][1] < 0) count++;
  return count;
}

function bothHalves(sampler: Sampler, goal: Goal): Found {
  const half = { ...goal, atol: goal.atol / 2 };
  const left = autoInfinite(sampler, -Infinity, 0, half);
  if (left.status !== 'converged' && left.status !== 'roundoff') return left;
  const right = autoInfinite(sampler, 0, Infinity, half);
  const [value, error] = [left.value + right.value, left.error + right.error];
  const magnitude = left.magnitude + right.magnitude;
  const method = left.method === right.method ? left.method : `${left.method} + ${right.method}`;
  if (right.status !== 'converged' && right.status !== 'roundoff')
    return { ...right, value, error, magnitude, method };
  if (error <= allowed(goal, value)) return { value, error, magnitude, method, status: 'converged' };
  return {
    value,
    error,
    magnitude,
    method,
    status: 'roundoff',
    message: 'the two halves of the line cancel each other',
  };
}

function tailOf(
  sampler: Sampler,
  a: number,
  b: number,
  found: DoubleExponentialFound,
  range: Mapped,
  goal: Goal,
): Found | undefined {
  if (turns(found) < MANY_TURNS) return undefined;
  const nodes = found.nodes();
  const i = nodes.findIndex(([, y], k) => k > 0 && y * nodes[k - 1][1] < 0);
  const bracket = [range.x(nodes[i - 1][0]), range.x(nodes[i][0])] as const;
  const [end, towards] = b === Infinity ? ([a, 1] as const) : ([b, -1] as const);
  const strict = { rtol: Math.max(goal.rtol / 10, 1e-15), atol: goal.atol / 10, trace: goal.trace };
  return oscillatoryTail(sampler, end, towards, bracket, goal, (low, high) =>
    autoFinite(sampler, low, high, strict),
  );
}

function halfLine(sampler: Sampler, a: number, b: number, goal: Goal): DoubleExponentialFound {
  return b === Infinity ? expSinh(sampler, a, 1, 1, goal) : expSinh(sampler, b, -1, 1, goal);
}

/** The transformed integrand as one over a finite range of t. */
function doubleExponentialRange(
  sampler: Sampler,
  a: number,
  b: number,
  { reach }: DoubleExponentialFound,
): Mapped {
  const u = (t: number): number => (Math.PI / 2) * Math.sinh(t);
  const rate = (t: number): number => (Math.PI / 2) * Math.cosh(t);
  if (a === -Infinity && b === Infinity) {
    return new Mapped(
      sampler,
      -reach[0],
      reach[1],
      (t) => Math.sinh(u(t)),
      (t) => Math.cosh(u(t)) * rate(t),
    );
  }
  const [end, towards] = b === Infinity ? [a, 1] : [b, -1];
  return new Mapped(
    sampler,
    -reach[0],
    reach[1],
    (t) => end + towards * Math.exp(u(t)),
    (t) => Math.exp(u(t)) * rate(t),
  );
}

/** A point off the nodes at which the transformed integrand is not what they foretell. */
function probe(range: Mapped, found: DoubleExponentialFound): number | undefined {
  for (let i = 1; i <= PROBES && !range.halted; i++) {
    const t = range.low + (range.high - range.low) * ((i * GOLDEN) % 1);
    if (Math.abs(range.at(t) - found.between(t)) > EXPLAINED * found.largest) return t;
  }
  return undefined;
}
