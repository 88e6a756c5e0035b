/**
 * Philox 4x64-10: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
 * SC11 (2011); state and order of words as in numpy/random/src/philox/philox.h (BSD-3-Clause).
 *
 * Words are made beforehand into a buffer, two blocks of four at a time in the two lanes of SIMD, and as few as the
 * doubles that are still to be filled; a counter can go back, so what a call leaves over is not lost.
 */
import {
  type Code,
  type FunctionBuilder,
  type Local,
  type ModuleBuilder,
  call,
  i32,
  i64,
  ifElse,
  type,
  v128,
  workspace,
} from '../../wasm/index.js';
import { buildPhiloxBlocks } from './philox-blocks.js';
import type { Generator, Source } from './source.js';

/** Byte offsets in the state: a counter of four words, a key of two, the last block of four, and the place in it. */
const [COUNTER, BLOCK, POSITION] = [0, 48, 80];
const BLOCK_BYTES = 32;
/** Blocks made at a time, at most: 8 KiB of words stay in the first-level cache beside the doubles and the tables. */
const MOST_BLOCKS = 256;

export const philox: Generator = { stateBytes: 88, prepare };

function prepare(module: ModuleBuilder): (f: FunctionBuilder, state: Local) => Source {
  const buffer = workspace().reserve(BLOCK_BYTES * MOST_BLOCKS);
  const blocks = buildPhiloxBlocks(module);
  return (f, state) => new Buffered(f, state, buffer, blocks);
}

/** The words from `next` to `last` lie in the buffer; the state's counter is that of the block which ends at `last`. */
class Buffered implements Source {
  readonly #state: Local;
  readonly #next: Local;
  readonly #last: Local;
  readonly #wanted: Local;
  readonly #counter: Local;

  constructor(
    f: FunctionBuilder,
    state: Local,
    readonly buffer: number,
    readonly blocks: number,
  ) {
    this.#state = state;
    [this.#next, this.#last, this.#wanted] = [f.local(type.i32), f.local(type.i32), f.local(type.i32)];
    this.#counter = f.local(type.i64);
  }

  get load(): Code {
    const half = (offset: number): Code =>
      v128.store(i32.const(this.buffer), v128.load(this.#state.get, BLOCK + offset), offset);
    return [
      [0, 16].map(half),
      this.#next.set(
        i32.add(i32.const(this.buffer), i32.shl(i32.load(this.#state.get, POSITION), i32.const(3))),
      ),
      this.#last.set(i32.const(this.buffer + BLOCK_BYTES)),
    ];
  }

  /** Goes back to the block that the last word came from. */
  get save(): Code {
    const from = this.#wanted;
    const half = (offset: number): Code =>
      v128.store(this.#state.get, v128.load(from.get, offset), BLOCK + offset);
    // The start of the block in which the word before `next` lies; a place of 0 in the first block stays there.
    const used = i32.sub(this.#next.get, i32.const(this.buffer));
    const inside = i32.sub(used, i32.gtU(used, i32.const(0)));
    return [
      from.set(i32.add(i32.const(this.buffer), i32.and(inside, i32.const(-BLOCK_BYTES)))),
      [0, 16].map(half),
      i32.store(this.#state.get, i32.shrU(i32.sub(this.#next.get, from.get), i32.const(3)), POSITION),
      this.#counter.set(
        i64.extendI32U(
          i32.shrU(i32.sub(i32.sub(this.#last.get, i32.const(BLOCK_BYTES)), from.get), i32.const(5)),
        ),
      ),
      countDown(this.#state, this.#counter),
    ];
  }

  provide(out: Local, end: Local, log2Bytes: number): Code {
    return this.#refillIfEmpty(i32.shrU(i32.sub(end.get, out.get), i32.const(log2Bytes + 2)));
  }

  limit(out: Local, end: Local): Code {
    const byWords = this.#wanted;
    return [
      byWords.set(i32.add(out.get, i32.sub(this.#last.get, this.#next.get))),
      i32.select(byWords.get, end.get, i32.ltU(byWords.get, end.get)),
    ];
  }

  andProvided(steps: number, condition: Code): Code {
    return i32.and(condition, i32.leU(i32.add(this.#next.get, i32.const(8 * steps)), this.#last.get));
  }

  step(bits: Local): Code {
    return [bits.set(i64.load(this.#next.get)), this.#next.set(i32.add(this.#next.get, i32.const(8)))];
  }

  draw(bits: Local): Code {
    return [this.#refillIfEmpty(i32.const(0)), this.step(bits)];
  }

  aside(work: Code): Code {
    return work;
  }

  /** Makes an even number of blocks, above `blocks` and not beyond what the buffer holds. */
  #refillIfEmpty(blocks: Code): Code {
    const wanted = this.#wanted;
    return ifElse(i32.geU(this.#next.get, this.#last.get), [
      wanted.set(i32.add(i32.and(blocks, i32.const(-2)), i32.const(2))),
      wanted.set(i32.select(wanted.get, i32.const(MOST_BLOCKS), i32.ltU(wanted.get, i32.const(MOST_BLOCKS)))),
      this.#next.set(i32.const(this.buffer)),
      this.#last.set(i32.add(this.#next.get, i32.shl(wanted.get, i32.const(5)))),
      call(this.blocks, this.#state.get, this.#next.get, this.#last.get),
    ]);
  }
}

/** The counter of 256 bits less `difference`, which is used up. */
function countDown(state: Local, difference: Local): Code {
  const word = (index: number): Code => i64.load(state.get, COUNTER + 8 * index);
  return [0, 1, 2, 3].map((index) => [
    i64.store(state.get, i64.sub(word(index), difference.get), COUNTER + 8 * index),
    // It was less than what has been taken from it if adding that again overflows: borrow from the next word.
    difference.set(i64.extendI32U(i64.ltU(i64.xor(word(index), i64.const(-1)), difference.get))),
  ]);
}
