/** Words as they are, and as uniform doubles. */
import { type Code, type Local, f64, i64, type } from '../../wasm/index.js';
import { type Fill, fillEach } from './loop.js';

const TWO_M53 = 2 ** -53;

/** A uniform double in [0, 1): the upper 53 bits, times 2^-53. */
export function uniform(bits: Local): Code {
  return f64.mul(f64.convertI64S(i64.shrU(bits.get, i64.const(11))), f64.const(TWO_M53));
}

/** raw(state, out, count): out[i] = 64 random bits. */
export function raw(fill: Fill): Code {
  const bits = fill.f.local(type.i64);
  return fillEach(fill, bits, (offset) => i64.store(fill.out.get, bits.get, offset));
}

/** random(state, out, count): out[i] = uniform in [0, 1). */
export function random(fill: Fill): Code {
  const bits = fill.f.local(type.i64);
  return fillEach(fill, bits, (offset) => f64.store(fill.out.get, uniform(bits), offset));
}
