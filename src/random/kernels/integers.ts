/**
 * Whole numbers without bias, draw for draw as NumPy's Generator.integers: D. Lemire, "Fast Random Integer Generation in
 * an Interval", ACM Transactions on Modeling and Computer Simulation 29 (2019). The upper half of bits times the number
 * of values is the value; it is turned down when the lower half is below 2^bits mod the number of values.
 */
import {
  type Code,
  type Local,
  block,
  breakIf,
  breakTo,
  f64,
  i32,
  i64,
  ifElse,
  loop,
  type,
  whileLoop,
} from '../../wasm/index.js';
import { type Fill, UNROLL, fillAccepted } from './loop.js';
import { highHalf, highProduct, lowHalf } from './wide.js';

const [DOUBLE, INT32] = [3, 2];

/**
 * Ranges below 2^32: 32 bits a value, the lower half of a word before the upper one, which is kept for the next call at
 * `half`, a flag and the bits, in the state.
 */
function narrow(
  fill: Fill,
  values: Local,
  half: number,
  log2Bytes: number,
  store: (value: Code) => Code,
): Code {
  const { f, source, out, count } = fill;
  const [state] = f.parameters;
  const [bits, product, threshold, kept] = [0, 1, 2, 3].map(() => f.local(type.i64));
  const [end, hasKept] = [f.local(type.i32), f.local(type.i32)];
  // No branch: a value that is turned down is overwritten by the next.
  const put = (word: Code): Code => [
    product.set(i64.mul(word, values.get)),
    store(highHalf(product.get)),
    out.set(i32.add(out.get, i32.shl(i64.geU(lowHalf(product.get), threshold.get), i32.const(log2Bytes)))),
  ];
  const putLow = put(lowHalf(bits.get));
  const pairs = (words: number): Code => {
    const room = i32.leU(i32.add(out.get, i32.const((2 * words) << log2Bytes)), end.get);
    return whileLoop(
      source.andProvided(words, room),
      Array.from({ length: words }, () => [source.step(bits), putLow, put(kept.tee(highHalf(bits.get)))]),
    );
  };
  const again = 1;
  return [
    threshold.set(i64.remU(i64.const(2 ** 32), values.get)),
    source.load,
    hasKept.set(i32.load(state.get, half)),
    kept.set(i64.load32U(state.get, half + 4)),
    end.set(i32.add(out.get, i32.shl(count.get, i32.const(log2Bytes)))),
    block(
      loop(
        breakIf(i32.geU(out.get, end.get), 1),
        ifElse(hasKept.get, [hasKept.set(i32.const(0)), put(kept.get), breakTo(again)]),
        source.provide(out, end, log2Bytes + 1),
        pairs(UNROLL),
        pairs(1),
        ifElse(i32.ltU(out.get, end.get), [
          source.draw(bits),
          putLow,
          kept.set(highHalf(bits.get)),
          hasKept.set(i32.const(1)),
        ]),
        breakTo(0),
      ),
    ),
    i32.store(state.get, hasKept.get, half),
    i64.store32(state.get, kept.get, half + 4),
    source.save,
  ];
}

/** narrowIntegers(state, out, count, low, range): out[i] = whole number from low to low + range, below 2^32; doubles. */
export function narrowIntegers(fill: Fill, half: number): Code {
  const { values, begin, store } = doubles(fill);
  return [begin, narrow(fill, values, half, DOUBLE, store)];
}

/** int32s(state, out, count, low, range): the same as 32-bit integers, modulo 2^32. */
export function int32s(fill: Fill, half: number): Code {
  const { f, out } = fill;
  const [low, range] = f.parameters.slice(3);
  const values = f.local(type.i64);
  return [
    values.set(i64.add(i64.extendI32U(range.get), i64.const(1))),
    narrow(fill, values, half, INT32, (value) => i32.store(out.get, i32.add(low.get, i32.wrapI64(value)))),
  ];
}

/** wideIntegers(state, out, count, low, range): ranges up to 2^53, 64 bits a value; doubles. */
export function wideIntegers(fill: Fill): Code {
  const { f } = fill;
  const { values, begin, store } = doubles(fill);
  const [bits, threshold, valuesLow, valuesHigh] = [0, 1, 2, 3].map(() => f.local(type.i64));
  const highOf = highProduct(f);
  const halves = { low: valuesLow.get, high: valuesHigh.get };
  return [
    begin,
    valuesLow.set(lowHalf(values.get)),
    valuesHigh.set(highHalf(values.get)),
    threshold.set(i64.remU(i64.sub(i64.const(0), values.get), values.get)),
    fillAccepted(fill, {
      bits,
      value: i64.ltU(i64.mul(bits.get, values.get), threshold.get),
      otherwise: i32.const(0),
      store: store(highOf(bits, halves)),
    }),
  ];
}

/** The number of values, from the range as a double, and how a value is written. */
function doubles({ f, out }: Fill): { values: Local; begin: Code; store: (value: Code) => Code } {
  const [low, range] = f.parameters.slice(3);
  const values = f.local(type.i64);
  return {
    values,
    begin: values.set(i64.add(i64.truncF64U(range.get), i64.const(1))),
    store: (value) => f64.store(out.get, f64.add(low.get, f64.convertI64S(value))),
  };
}
