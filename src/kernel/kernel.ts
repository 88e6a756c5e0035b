import { invalidArgument } from '../core/index.js';
import { type Expression, compile, parse } from '../expression/index.js';
import type { RandomStream } from '../random/index.js';
import { webAssemblyUsable, workspace } from '../wasm/index.js';
import { type Scalar, scalarLoops } from './javascript.js';
import { type PairLoops, compilePairLoops } from './webassembly.js';

/** A function of one variable: a formula such as `1/(1+x^2)`, a parsed expression, or a JavaScript function. */
export type Integrand = string | Expression | Scalar;

/** An integrand made ready for whole blocks of points. Its results have the same bits in every form. */
export interface Kernel {
  /** What runs the loops. */
  readonly engine: 'webassembly' | 'javascript';
  /** The value at one point. */
  readonly f: Scalar;
  /** Fills `out` with f(x[i]); both have the same length. */
  evaluate(x: Float64Array, out: Float64Array): void;
  /**
   * The sum of f(x_k) (x_k - x_{k-1}) over the `count` sorted points of {@link RandomStream.fillSortedUniforms},
   * scaled to [a, a + width]: from the second point on, or with `first` also the first one, whose rectangle begins at a.
   */
  sortedRectangles(stream: RandomStream, count: number, a: number, width: number, first: boolean): number;
}

/** Points a call: long enough to hide its cost, short enough that V8 can swap in its optimised code between calls. */
const BLOCK = 16_384;

/** Formulas whose functions are kept; the oldest goes first. */
const KEPT = 64;
const kept = new Map<string, Scalar>();

/** The function of a formula in one variable; a text that comes again is not parsed and compiled again. */
export function formulaFunction(formula: string | Expression): Scalar {
  if (typeof formula !== 'string') return compiled(formula);
  const known = kept.get(formula);
  if (known !== undefined) return known;
  const made = compiled(parse(formula));
  const [oldest] = kept.keys();
  if (kept.size >= KEPT) kept.delete(oldest);
  kept.set(formula, made);
  return made;
}

function compiled(expression: Expression): Scalar {
  if (expression.variables.length > 1) {
    throw invalidArgument('integrand', 'a formula in one variable', expression.toString());
  }
  return compile(expression, expression.variables.length === 0 ? ['x'] : undefined);
}

/** Makes the kernel of an integrand; formulas become WebAssembly where that is possible. */
export function kernel(integrand: Integrand): Kernel {
  if (typeof integrand === 'function') return scalarKernel(integrand);
  const expression = typeof integrand === 'string' ? parse(integrand) : integrand;
  const f = compiled(expression);
  return webAssemblyUsable() ? pairKernel(f, compilePairLoops(expression)) : scalarKernel(f);
}

function scalarKernel(f: Scalar): Kernel {
  const loops = scalarLoops();
  return {
    engine: 'javascript',
    f,
    evaluate: (x, out) => loops.evaluate(f, x, out),
    sortedRectangles: (stream, count, a, width, first) => {
      const u = stream.fillSortedUniforms(new Float64Array(count));
      const point = (i: number): number => a + width * u[i];
      return sumBlocks(count, a, first, point, (from, to, previous) =>
        loops.rectangles(f, u, from, to, a, width, previous),
      );
    },
  };
}

function pairKernel(f: Scalar, loops: PairLoops): Kernel {
  return {
    engine: 'webassembly',
    f,
    evaluate: (x, out) => evaluateBlocks(loops, x, out),
    sortedRectangles: (stream, count, a, width, first) =>
      // Room for one double more than the points and their total: the partner of an odd last point.
      workspace().withScratch(8 * (count + 2), (address) => {
        const reciprocal = stream.partialSumsInto(address, count);
        const { allDoubles: sums } = workspace();
        const start = address / 8;
        if (count > 0) sums[start + count] = sums[start + count - 1];
        const point = (i: number): number => a + width * (sums[start + i] * reciprocal);
        return sumBlocks(count, a, first, point, (from, to, previous) => {
          const pairs = to - from + ((to - from) % 2);
          return loops.rectangles(address + 8 * from, pairs, reciprocal, a, width, previous);
        });
      }),
  };
}

/** Adds up rectangles block by block; all blocks but the last hold an even number of points. */
function sumBlocks(
  count: number,
  a: number,
  first: boolean,
  point: (i: number) => number,
  rectangles: (from: number, to: number, previous: number) => number,
): number {
  let sum = 0;
  for (let from = first ? 0 : 1; from < count; from += BLOCK) {
    sum += rectangles(from, Math.min(from + BLOCK, count), from === 0 ? a : point(from - 1));
  }
  return sum;
}

function evaluateBlocks(loops: PairLoops, x: Float64Array, out: Float64Array): void {
  const size = Math.min(BLOCK, x.length + (x.length % 2));
  workspace().withScratch(16 * size, (address) => {
    const points = workspace().doubles(address, size);
    const values = workspace().doubles(address + 8 * size, size);
    for (let done = 0; done < x.length; done += size) {
      const count = Math.min(size, x.length - done);
      points.set(x.subarray(done, done + count));
      if (count % 2 === 1) points[count] = points[count - 1];
      loops.evaluate(address, address + 8 * size, count + (count % 2));
      out.set(values.subarray(0, count), done);
    }
  });
}
