/** The ten rounds of Philox 4x64 (see philox.ts) on two counters at a time. */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  type ModuleBuilder,
  i32,
  i64,
  i64x2,
  type,
  v128,
  whileLoop,
} from '../../wasm/index.js';

const MULTIPLIERS = [0xd2e7_470e_e14c_6c93n, 0xca5a_8263_9512_1157n];
const WEYL = [0x9e37_79b9_7f4a_7c15n, 0xbb67_ae85_84ca_a73bn];
const ROUNDS = 10;
const KEY = 32;

/** Adds a function (state, out, end) that counts the state's counter up before each block, and fills pairs of blocks. */
export function buildPhiloxBlocks(module: ModuleBuilder): number {
  const f = module.function(undefined, [type.i32, type.i32, type.i32], []);
  const [state, out, end] = f.parameters;
  const words = [0, 1, 2, 3].map(() => f.local(type.v128));
  const keys = [f.local(type.v128), f.local(type.v128)];
  const carry = f.local(type.i64);
  f.body(
    whileLoop(i32.ltU(out.get, end.get), [
      [0, 1].map((lane) => [
        countUp(state, carry),
        words.map((word, i) =>
          word.set(i64x2.replaceLane(word.get, lane as 0 | 1, i64.load(state.get, 8 * i))),
        ),
      ]),
      keys.map((key, i) => key.set(i64x2.splat(i64.load(state.get, KEY + 8 * i)))),
      rounds(f, words, keys),
      [0, 1].map((lane) =>
        words.map((word, i) =>
          i64.store(out.get, i64x2.extractLane(word.get, lane as 0 | 1), 32 * lane + 8 * i),
        ),
      ),
      out.set(i32.add(out.get, i32.const(64))),
    ]),
  );
  return f.index;
}

/** The counter of 256 bits plus one. */
function countUp(state: Local, carry: Local): Code {
  return [
    carry.set(i64.const(1)),
    [0, 1, 2, 3].map((i) => [
      i64.store(state.get, i64.add(i64.load(state.get, 8 * i), carry.get), 8 * i),
      carry.set(i64.and(carry.get, i64.extendI32U(i64.eqz(i64.load(state.get, 8 * i))))),
    ]),
  ];
}

function rounds(f: FunctionBuilder, words: readonly Local[], keys: readonly Local[]): Code {
  const [a, b, c, d] = words;
  const [high0, low0, high1, low1] = [0, 1, 2, 3].map(() => f.local(type.v128));
  const product = fullProduct(f);
  return Array.from({ length: ROUNDS }, (_, round) => [
    round === 0 ? [] : keys.map((key, i) => key.set(i64x2.add(key.get, i64x2.const(WEYL[i])))),
    product(a, MULTIPLIERS[0], high0, low0),
    product(c, MULTIPLIERS[1], high1, low1),
    a.set(v128.xor(v128.xor(high1.get, b.get), keys[0].get)),
    c.set(v128.xor(v128.xor(high0.get, d.get), keys[1].get)),
    b.set(low1.get),
    d.set(low0.get),
  ]);
}

/** Upper and lower 64 bits of word times constant in each lane, from four products of halves: see highProduct in wide.ts. */
function fullProduct(f: FunctionBuilder): (word: Local, constant: bigint, high: Local, low: Local) => Code {
  const [halves, lowest, middle, other] = [0, 1, 2, 3].map(() => f.local(type.v128));
  const mask = i64x2.const(0xffff_ffffn);
  const highHalf = (a: Code): Code => i64x2.shrU(a, i32.const(32));
  const lowHalf = (a: Code): Code => v128.and(a, mask);
  return (word, constant, high, low) => {
    // The same 32 bits in each lane of four, for products of the lanes 0 and 1, or 2 and 3.
    const [constantLow, constantHigh] = [constant & 0xffff_ffffn, constant >> 32n].map((half) =>
      i64x2.const((half << 32n) | half),
    );
    return [
      halves.set(i32x4LowHigh(word.get)),
      lowest.set(i64x2.extmulLowU(halves.get, constantLow)),
      middle.set(i64x2.add(highHalf(lowest.get), i64x2.extmulHighU(halves.get, constantLow))),
      other.set(i64x2.add(lowHalf(middle.get), i64x2.extmulLowU(halves.get, constantHigh))),
      high.set(
        i64x2.add(
          i64x2.add(i64x2.extmulHighU(halves.get, constantHigh), highHalf(middle.get)),
          highHalf(other.get),
        ),
      ),
      low.set(v128.or(i64x2.shl(other.get, i32.const(32)), lowHalf(lowest.get))),
    ];
  };
}

/** The lower halves of the two 64-bit lanes, then the upper ones. */
function i32x4LowHigh(a: Code): Code {
  return v128.shuffle(a, a, [0, 1, 2, 3, 8, 9, 10, 11, 4, 5, 6, 7, 12, 13, 14, 15]);
}
