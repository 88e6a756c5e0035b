/**
 * Sums over values that are named by their indices, none of them copied. Several accumulators a sum: one addition need not wait
 * for the last. They are declared one by one: with `let [a, b, c, d] = [0, 0, 0, 0]` a mean took 3.4 ns a draw, and not 2.0.
 */
import { median } from '../stats/index.js';

/** Below this share of the sum of squares the rest is mostly rounding, and a second pass is due. */
const CANCELLED = 1e-8;

/** The sum of `values[indices[i]]` for `count` indices from `from` on. */
export function sumAt(values: Float64Array, indices: Int32Array, from: number, count: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const end = from + count;
  let i = from;
  for (; i + 3 < end; i += 4) {
    a += values[indices[i]];
    b += values[indices[i + 1]];
    c += values[indices[i + 2]];
    d += values[indices[i + 3]];
  }
  for (; i < end; i++) a += values[indices[i]];
  return a + b + (c + d);
}

/** The variance, divided by count - 1, of values whose middle is near 0. */
export function varianceAt(values: Float64Array, indices: Int32Array, from: number, count: number): number {
  let a = 0;
  let b = 0;
  let a2 = 0;
  let b2 = 0;
  const end = from + count;
  let i = from;
  for (; i + 1 < end; i += 2) {
    const x = values[indices[i]];
    const y = values[indices[i + 1]];
    a += x;
    b += y;
    a2 += x * x;
    b2 += y * y;
  }
  if (i < end) {
    const x = values[indices[i]];
    a += x;
    a2 += x * x;
  }
  const [sum, squares] = [a + b, a2 + b2];
  const rest = squares - (sum * sum) / count;
  const about = rest > CANCELLED * squares ? rest : squaresAbout(sum / count, values, indices, from, count);
  return about / (count - 1);
}

function squaresAbout(
  mean: number,
  values: Float64Array,
  indices: Int32Array,
  from: number,
  count: number,
): number {
  let sum = 0;
  let squares = 0;
  let varies = false;
  for (let i = from; i < from + count; i++) {
    const d = values[indices[i]] - mean;
    varies ||= values[indices[i]] !== values[indices[from]];
    sum += d;
    squares += d * d;
  }
  return varies ? Math.max(0, squares - (sum * sum) / count) : 0;
}

/** Pairs side by side, x before y: both lie in one line of the cache. */
export interface Pairs {
  readonly n: number;
  readonly values: Float64Array;
}

/** The pairs, each variable about its median. */
export function pairsOf(x: Float64Array, y: Float64Array): Pairs {
  const values = new Float64Array(2 * x.length);
  const [middleX, middleY] = [median(x), median(y)];
  for (let i = 0; i < x.length; i++) {
    values[2 * i] = x[i] - middleX;
    values[2 * i + 1] = y[i] - middleY;
  }
  return { n: x.length, values };
}

/** Sums of squares and of products of deviations from the means. */
export interface Products {
  readonly xx: number;
  readonly yy: number;
  readonly xy: number;
}

/** Of Pearson's correlation, or of the slope of y over x: from sums of products. NaN where x, or y, does not vary. */
export const PAIR_STATISTICS = {
  correlation: ({ xx, yy, xy }: Products): number => Math.min(1, Math.max(-1, xy / Math.sqrt(xx * yy))),
  slope: ({ xx, xy }: Products): number => xy / xx,
};

/** The products of the pairs with these indices. */
export function productsAt({ n, values }: Pairs, indices: Int32Array, from: number): Products {
  let sx = 0;
  let sy = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = from; i < from + n; i++) {
    const at = 2 * indices[i];
    const x = values[at];
    const y = values[at + 1];
    sx += x;
    sy += y;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  const restX = xx - (sx * sx) / n;
  const restY = yy - (sy * sy) / n;
  if (restX > CANCELLED * xx && restY > CANCELLED * yy)
    return { xx: restX, yy: restY, xy: xy - (sx * sy) / n };
  return productsAbout([sx / n, sy / n], { n, values }, indices, from);
}

function productsAbout(
  [meanX, meanY]: readonly [number, number],
  { n, values }: Pairs,
  indices: Int32Array,
  from: number,
): Products {
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = from; i < from + n; i++) {
    const x = values[2 * indices[i]] - meanX;
    const y = values[2 * indices[i] + 1] - meanY;
    xx += x * x;
    yy += y * y;
    xy += x * y;
  }
  // A variable that takes one value alone has the rounding of its mean for deviations.
  const [constantX, constantY] = [0, 1].map((k) => takesOneValue(values, k, indices, from, n));
  return { xx: constantX ? 0 : xx, yy: constantY ? 0 : yy, xy: constantX || constantY ? 0 : xy };
}

function takesOneValue(
  values: Float64Array,
  k: number,
  indices: Int32Array,
  from: number,
  n: number,
): boolean {
  const first = values[2 * indices[from] + k];
  for (let i = from; i < from + n; i++) if (values[2 * indices[i] + k] !== first) return false;
  return true;
}
