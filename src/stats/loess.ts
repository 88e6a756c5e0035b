import { checkPositive, invalidArgument } from '../core/index.js';

/**
 * Locally weighted straight lines: the smoothed value at each of `at`, from points whose x ascend.
 * W. S. Cleveland, "Robust locally weighted regression and smoothing scatterplots", Journal of the American Statistical
 * Association 74 (1979) 829-836; tricube weights, degree 1, without the robustness rounds.
 *
 * `span` in (0, 1] is the share of the points that each local line sees (default 0.3; at least three points).
 * Costs O(at.length * span * n): ask for a few hundred values, not for one at each of many points.
 * Non-finite points are left out. NaN where nothing is left.
 */
export function loess(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  at: ArrayLike<number>,
  span = 0.3,
): Float64Array {
  if (checkPositive('span', span) > 1) throw invalidArgument('span', 'at most 1', span);
  const points = finitePoints(x, y);
  const n = points.x.length;
  const width = Math.min(n, Math.max(3, Math.round(span * n)));
  return Float64Array.from(at, (x0) => localLine(points, width, x0));
}

interface Points {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

function finitePoints(x: ArrayLike<number>, y: ArrayLike<number>): Points {
  if (x.length !== y.length) throw invalidArgument('y', `as long as x (${x.length})`, y.length);
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) if (Number.isFinite(x[i]) && Number.isFinite(y[i])) kept.push(i);
  const points = { x: Float64Array.from(kept, (i) => x[i]), y: Float64Array.from(kept, (i) => y[i]) };
  for (let i = 1; i < kept.length; i++) {
    if (points.x[i] < points.x[i - 1]) throw invalidArgument('x', 'in ascending order', points.x[i]);
  }
  return points;
}

function localLine(points: Points, width: number, x0: number): number {
  const { x, y } = points;
  if (width === 0) return NaN;
  const first = nearestWindow(x, width, x0);
  const last = first + width - 1;
  // A hair more than the distance to the farthest neighbour, so that it keeps some weight and ties do not vanish.
  const reach = Math.max(x0 - x[first], x[last] - x0) * (1 + 1e-9);
  let [w0, w1, w2, v0, v1] = [0, 0, 0, 0, 0];
  for (let i = first; i <= last; i++) {
    const d = x[i] - x0;
    const weight = reach > 0 ? (1 - (Math.abs(d) / reach) ** 3) ** 3 : 1;
    w0 += weight;
    w1 += weight * d;
    w2 += weight * d * d;
    v0 += weight * y[i];
    v1 += weight * d * y[i];
  }
  const determinant = w0 * w2 - w1 * w1;
  // All neighbours (nearly) in one place: the line has no slope to speak of, and the weighted mean is the answer.
  return determinant <= 1e-12 * w0 * w2 ? v0 / w0 : (w2 * v0 - w1 * v1) / determinant;
}

/** Index of the first of the `width` points nearest to x0. */
function nearestWindow(x: Float64Array, width: number, x0: number): number {
  let [low, high] = [0, x.length - width];
  while (low < high) {
    const middle = (low + high) >> 1;
    // The window moves right as long as the point it would gain is nearer than the one it would lose.
    if (x0 - x[middle] > x[middle + width] - x0) low = middle + 1;
    else high = middle;
  }
  return low;
}
