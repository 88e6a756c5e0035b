/** The plain JavaScript form of a kernel: the same sums in the same order as webassembly.ts, for any function. */
import { ownLoop } from '../core/index.js';

export type Scalar = (x: number) => number;

const EVALUATE = `(f, x, out) => {
  for (let i = 0; i < x.length; i++) out[i] = f(x[i]);
}`;

/** Points come as uniforms; an odd number of them counts the last one twice, with no width. */
const RECTANGLES = `(f, u, from, to, a, width, previous) => {
  let even = 0, odd = 0, before = previous;
  for (let i = from; i < to; i += 2) {
    const x = a + width * u[i];
    even += f(x) * (x - before);
    const next = i + 1 < to ? a + width * u[i + 1] : x;
    odd += f(next) * (next - x);
    before = next;
  }
  return even + odd;
}`;

export interface ScalarLoops {
  /** out[i] = f(x[i]). */
  evaluate(f: Scalar, x: Float64Array, out: Float64Array): void;
  /** The sum of f(x[i]) * (x[i] - x[i - 1]) over x = a + width * u, from <= i < to; `previous` is before the first. */
  rectangles(
    f: Scalar,
    u: Float64Array,
    from: number,
    to: number,
    a: number,
    width: number,
    previous: number,
  ): number;
}

export function scalarLoops(): ScalarLoops {
  return {
    evaluate: ownLoop<ScalarLoops['evaluate']>(EVALUATE),
    rectangles: ownLoop<ScalarLoops['rectangles']>(RECTANGLES),
  };
}
