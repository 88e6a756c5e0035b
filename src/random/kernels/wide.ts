import { type Code, type FunctionBuilder, type Local, i32, i64, type } from '../../wasm/index.js';

/** A factor of 64 bits as its two halves, each in an i64. */
export interface Halves {
  readonly low: Code;
  readonly high: Code;
}

/** The halves of a constant. */
export function halvesOf(constant: bigint): Halves {
  return { low: i64.const(constant & 0xffff_ffffn), high: i64.const(constant >> 32n) };
}

/** The lower half of a 64-bit word: one move, where a mask of 64 bits would need a register. */
export function lowHalf(word: Code): Code {
  return i64.extendI32U(i32.wrapI64(word));
}

export function highHalf(word: Code): Code {
  return i64.shrU(word, i64.const(32));
}

/**
 * Upper 64 bits of a product of unsigned 64-bit words, which WebAssembly has no instruction for, from four products of
 * halves; no sum of them overflows. Returned as a function to use in one place after another: it brings its variables.
 */
export function highProduct(f: FunctionBuilder): (a: Local, b: Halves) => Code {
  const [low, high, middle] = [f.local(type.i64), f.local(type.i64), f.local(type.i64)];
  return (a, b) => [
    low.set(lowHalf(a.get)),
    high.set(highHalf(a.get)),
    middle.set(i64.add(highHalf(i64.mul(low.get, b.low)), i64.mul(high.get, b.low))),
    i64.add(
      i64.add(i64.mul(high.get, b.high), highHalf(middle.get)),
      highHalf(i64.add(i64.mul(low.get, b.high), lowHalf(middle.get))),
    ),
  ];
}
