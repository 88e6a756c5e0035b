/** SFC64 as in sfc64.ts, in local variables of a WebAssembly function: a, b, c and the counter. */
import { type FunctionBuilder, type Local, i64, type } from '../../wasm/index.js';
import { type Generator, type Source, registerSource } from './source.js';

export const sfc64: Generator = { stateBytes: 32, prepare: () => registers };

function registers(f: FunctionBuilder, state: Local): Source {
  const words = [0, 1, 2, 3].map(() => f.local(type.i64));
  const [a, b, c, counter] = words;
  return registerSource(
    words.map((word, i) => word.set(i64.load(state.get, 8 * i))),
    words.map((word, i) => i64.store(state.get, word.get, 8 * i)),
    (bits) => [
      // a + b + counter, with b last: it is the one that the step before has just computed.
      bits.set(i64.add(i64.add(a.get, counter.get), b.get)),
      counter.set(i64.add(counter.get, i64.const(1))),
      a.set(i64.xor(b.get, i64.shrU(b.get, i64.const(11)))),
      b.set(i64.add(c.get, i64.shl(c.get, i64.const(3)))),
      c.set(i64.add(i64.rotl(c.get, i64.const(24)), bits.get)),
    ],
  );
}
