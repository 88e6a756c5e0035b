/**
 * PCG64DXSM, M. E. O'Neill's permuted congruential generator with the DXSM output function and its cheap multiplier
 * (numpy/random/src/pcg64/pcg64.h, MIT), in local variables of a WebAssembly function: the state and the increment,
 * 128 bits each, lower words first.
 */
import { type FunctionBuilder, type Local, i64, type } from '../../wasm/index.js';
import { type Generator, type Source, registerSource } from './source.js';
import { halvesOf, highHalf, highProduct } from './wide.js';

const MULTIPLIER = 0xda94_2042_e4dd_58b5n;

export const pcg64dxsm: Generator = { stateBytes: 32, prepare: () => registers };

function registers(f: FunctionBuilder, state: Local): Source {
  const words = [0, 1, 2, 3].map(() => f.local(type.i64));
  const [low, high, incrementLow, incrementHigh] = words;
  const product = f.local(type.i64);
  const highOf = highProduct(f);
  const multiplier = i64.const(MULTIPLIER);
  return registerSource(
    words.map((word, i) => word.set(i64.load(state.get, 8 * i))),
    [0, 1].map((i) => i64.store(state.get, words[i].get, 8 * i)),
    (bits) => [
      // output: xor-shift and multiply the upper word, twice; the second factor is the lower word, made odd
      bits.set(i64.mul(i64.xor(high.get, highHalf(high.get)), multiplier)),
      bits.set(i64.mul(i64.xor(bits.get, i64.shrU(bits.get, i64.const(48))), i64.or(low.get, i64.const(1)))),
      // state = state * multiplier + increment, modulo 2^128
      high.set(
        i64.add(i64.add(i64.mul(high.get, multiplier), incrementHigh.get), highOf(low, halvesOf(MULTIPLIER))),
      ),
      product.set(i64.mul(low.get, multiplier)),
      low.set(i64.add(product.get, incrementLow.get)),
      high.set(i64.add(high.get, i64.extendI32U(i64.ltU(low.get, product.get)))),
    ],
  );
}
