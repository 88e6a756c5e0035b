import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Code,
  ModuleBuilder,
  type ValueType,
  block,
  breakIf,
  call,
  f64,
  f64x2,
  i32,
  i64,
  ifElse,
  instantiate,
  loop,
  type,
  webAssemblyUsable,
  whileLoop,
  workspace,
} from '#nfold/wasm';

interface Exports {
  readonly run: (...args: (number | bigint)[]) => number | bigint;
}

/** A module of one function without parameters. */
function evaluate(result: ValueType, code: Code): number | bigint {
  const module = new ModuleBuilder();
  module.function('run', [], [result]).body(code);
  return instantiate<Exports>(module.encode()).run();
}

test('the engine of the tests compiles WebAssembly with SIMD', () => assert.ok(webAssemblyUsable()));

test('constants of every length of LEB128 come back', () => {
  const edges32 = [
    0,
    1,
    -1,
    63,
    64,
    -64,
    -65,
    127,
    128,
    8191,
    8192,
    -8192,
    -8193,
    2 ** 20,
    2 ** 27,
    2 ** 31 - 1,
    -(2 ** 31),
  ];
  for (const value of edges32) assert.equal(evaluate(type.i32, i32.const(value)), value);
  assert.equal(evaluate(type.i32, i32.const(2 ** 32 - 1)), -1, 'unsigned numbers wrap');
  const edges64 = [0n, -1n, 63n, 64n, -64n, -65n, 2n ** 31n, 2n ** 62n, 2n ** 63n - 1n, -(2n ** 63n)];
  for (const value of edges64) assert.equal(evaluate(type.i64, i64.const(value)), value);
  assert.equal(evaluate(type.i64, i64.const(2n ** 64n - 1n)), -1n);
});

test('doubles keep every bit', () => {
  const edges = [0, -0, 0.1, -1e300, Number.MIN_VALUE, Number.MAX_VALUE, Infinity, -Infinity, NaN];
  for (const value of edges) {
    assert.ok(Object.is(evaluate(type.f64, f64.const(value)), value), String(value));
    assert.ok(Object.is(evaluate(type.f64, f64x2.extractLane(f64x2.const(value), 1)), value), String(value));
  }
});

test('a function with parameters, locals, a loop and a condition', () => {
  const module = new ModuleBuilder();
  const built = module.function('run', [type.f64], [type.f64]);
  const [n] = built.parameters;
  const [k, product] = [built.local(type.f64), built.local(type.f64)];
  built.body(
    product.set(f64.const(1)),
    ifElse(f64.lt(n.get, f64.const(0)), product.set(f64.const(NaN))),
    whileLoop(f64.lt(k.get, n.get), [
      k.set(f64.add(k.get, f64.const(1))),
      product.set(f64.mul(product.get, k.get)),
    ]),
    product.get,
  );
  const { run } = instantiate<Exports>(module.encode());
  assert.deepEqual([run(0), run(1), run(10)], [1, 1, 3_628_800]);
  assert.ok(Number.isNaN(run(-1)));
});

test('functions call imports and each other, blocks are left and loops repeated', () => {
  const module = new ModuleBuilder();
  const atan2 = module.importFunction('Math', 'atan2', [type.f64, type.f64], [type.f64]);
  const angle = module.function('angle', [type.f64], [type.f64]);
  angle.body(call(atan2, angle.parameters[0].get, f64.const(1)));
  const built = module.function('run', [type.i32], [type.f64]);
  const count = built.parameters[0];
  const sum = built.local(type.f64);
  built.body(
    block(
      breakIf(i32.eqz(count.get), 0),
      loop(
        sum.set(f64.add(sum.get, call(angle.index, f64.const(1)))),
        breakIf(count.tee(i32.sub(count.get, i32.const(1))), 0),
      ),
    ),
    sum.get,
  );
  const { run } = instantiate<Exports>(module.encode(), { Math: { atan2: Math.atan2 } });
  assert.deepEqual([run(0), run(4)], [0, Math.PI]);
  assert.throws(
    () => module.importFunction('Math', 'sin', [type.f64], [type.f64]),
    /imports come before functions/,
  );
});

test('modules share the memory of their thread, beyond one page too', () => {
  const memory = workspace();
  memory.withScratch(8 * 100_000, (address) => {
    memory.doubles(address, 100_000).fill(0.5);
    const module = new ModuleBuilder();
    const built = module.function('run', [type.i32], [type.f64]);
    built.body(f64.load(built.parameters[0].get, 16));
    const { run } = instantiate<Exports>(module.encode());
    memory.doubles(address, 100_000)[99_999] = 7;
    assert.deepEqual([run(address), run(address + 8 * 99_997)], [0.5, 7]);
    memory.withScratch(8, (inner) =>
      assert.ok(inner >= address + 8 * 100_000, 'areas in use do not overlap'),
    );
  });
});
