/** The WebAssembly form of a kernel of one variable: loops over pairs of points in the workspace. */
import type { Expression } from '../expression/index.js';
import {
  type Code,
  type FunctionBuilder,
  type Local,
  ModuleBuilder,
  f64,
  f64x2,
  i32,
  instantiate,
  type,
  v128,
  whileLoop,
} from '../wasm/index.js';
import { SimdWriter, importKey, mathImports } from './simd.js';

/** Addresses are byte offsets into the workspace; counts are numbers of points and must be even. */
export interface PairLoops {
  /** out[i] = f(x[i]). */
  evaluate(x: number, out: number, count: number): void;
  /**
   * The sum of f(x[i]) * (x[i] - x[i - 1]) over `count` points from `sums` on, where x = a + width * (sum *
   * reciprocal), and the point before the first is `previous`. Even and odd points are summed apart, then added.
   */
  rectangles(
    sums: number,
    count: number,
    reciprocal: number,
    a: number,
    width: number,
    previous: number,
  ): number;
}

const PAIR_BYTES = 16;

/** Compiles the loops of an expression in one variable. */
export function compilePairLoops(expression: Expression): PairLoops {
  const module = new ModuleBuilder();
  const math: Record<string, (...values: number[]) => number> = {};
  const imports = new Map<string, number>();
  for (const needed of mathImports(expression.root)) {
    const key = importKey(needed);
    math[key] = Math[needed.name as 'pow'];
    const parameters = Array.from({ length: needed.arity }, () => type.f64);
    imports.set(key, module.importFunction('math', key, parameters, [type.f64]));
  }
  buildEvaluate(module, expression, imports);
  buildRectangles(module, expression, imports);
  return instantiate<PairLoops>(module.encode(), { math });
}

/** f at the pair in `x`, and what has to be set up before the loop. */
function integrand(
  builder: FunctionBuilder,
  expression: Expression,
  x: Local,
  imports: ReadonlyMap<string, number>,
): { value: Code; prologue: Code } {
  const variables = new Map(expression.variables.map((name) => [name, x]));
  const writer = new SimdWriter(builder, variables, imports);
  const value = writer.write(expression.root);
  return { value, prologue: writer.prologue() };
}

/** A loop that moves `cursor` on by a pair until it has passed `count` points. */
function overPairs(builder: FunctionBuilder, cursor: Local, count: Local, body: Code): Code {
  const end = builder.local(type.i32);
  return [
    end.set(i32.add(cursor.get, i32.shl(count.get, i32.const(3)))),
    whileLoop(i32.ltU(cursor.get, end.get), [body, cursor.set(i32.add(cursor.get, i32.const(PAIR_BYTES)))]),
  ];
}

function buildEvaluate(
  module: ModuleBuilder,
  expression: Expression,
  imports: ReadonlyMap<string, number>,
): void {
  const f = module.function('evaluate', [type.i32, type.i32, type.i32], []);
  const [from, to, count] = f.parameters;
  const x = f.local(type.v128);
  const { value, prologue } = integrand(f, expression, x, imports);
  f.body(
    prologue,
    overPairs(f, from, count, [
      x.set(v128.load(from.get)),
      v128.store(to.get, value),
      to.set(i32.add(to.get, i32.const(PAIR_BYTES))),
    ]),
  );
}

function buildRectangles(
  module: ModuleBuilder,
  expression: Expression,
  imports: ReadonlyMap<string, number>,
): void {
  const f = module.function(
    'rectangles',
    [type.i32, type.i32, type.f64, type.f64, type.f64, type.f64],
    [type.f64],
  );
  const [cursor, count, reciprocal, a, width, previous] = f.parameters;
  const pair = (): Local => f.local(type.v128);
  const [x, before, sum, factor, origin, scale] = [pair(), pair(), pair(), pair(), pair(), pair()];
  const { value, prologue } = integrand(f, expression, x, imports);
  const uniforms = f64x2.mul(v128.load(cursor.get), factor.get);
  // [the last of the pair before, the first of this one]
  const neighbours = f64x2.highLow(before.get, x.get);
  f.body(
    prologue,
    factor.set(f64x2.splat(reciprocal.get)),
    origin.set(f64x2.splat(a.get)),
    scale.set(f64x2.splat(width.get)),
    before.set(f64x2.splat(previous.get)),
    overPairs(f, cursor, count, [
      x.set(f64x2.add(origin.get, f64x2.mul(scale.get, uniforms))),
      sum.set(f64x2.add(sum.get, f64x2.mul(value, f64x2.sub(x.get, neighbours)))),
      before.set(x.get),
    ]),
    f64.add(f64x2.extractLane(sum.get, 0), f64x2.extractLane(sum.get, 1)),
  );
}
