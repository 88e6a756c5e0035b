import { type Code, type FunctionBuilder, f64, f64x2, i32, type, v128, whileLoop } from '../../wasm/index.js';

/** affine(out, count, offset, scale): out[i] = offset + scale * out[i], two at a time. */
export function affine(f: FunctionBuilder): Code {
  const [out, count, offset, scale] = f.parameters;
  const end = f.local(type.i32);
  const [offsets, scales] = [f.local(type.v128), f.local(type.v128)];
  const pair = (at: number): Code =>
    v128.store(out.get, f64x2.add(offsets.get, f64x2.mul(scales.get, v128.load(out.get, at))), at);
  const four = whileLoop(i32.leU(i32.add(out.get, i32.const(32)), end.get), [
    [0, 16].map(pair),
    out.set(i32.add(out.get, i32.const(32))),
  ]);
  const one = whileLoop(i32.ltU(out.get, end.get), [
    f64.store(out.get, f64.add(offset.get, f64.mul(scale.get, f64.load(out.get)))),
    out.set(i32.add(out.get, i32.const(8))),
  ]);
  return [
    end.set(i32.add(out.get, i32.shl(count.get, i32.const(3)))),
    offsets.set(f64x2.splat(offset.get)),
    scales.set(f64x2.splat(scale.get)),
    four,
    one,
  ];
}
