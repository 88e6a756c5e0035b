/**
 * Philox 4x64-10 as a generator, with NumPy's order of outputs: the counter goes up before each block of four.
 * numpy/random/src/philox/philox.h (MIT); the method is in philox-function.ts.
 */
import { BitGenerator, type StateLayout } from './bit-generator.js';
import { philoxBlock64 } from './philox-function.js';
import type { SeedSequence } from './seed-sequence.js';
import { fromBigInt, toBigInt } from './wide-integers.js';

const COUNTER = 0;
const KEY = 8;
const BLOCK = 12;
const POSITION = 20;
/** Counter, key, the last block, the position in it, a word that is not used, and what {@link BitGenerator.next32} keeps. */
const WORDS = 24;
const BLOCK_SIZE = 4;
const LAYOUT: StateLayout = { bits: 64, count: 10, blockSize: BLOCK_SIZE };

export class Philox extends BitGenerator {
  /** @param seed where the key comes from; without it all words are 0, to be filled with a state */
  constructor(seed?: SeedSequence) {
    super(new Int32Array(WORDS));
    this.words[POSITION] = BLOCK_SIZE;
    if (seed === undefined) return;
    const key = new Int32Array(4);
    seed.fillState(key, 4);
    this.words.set(key, KEY);
  }

  /**
   * NumPy's `Philox(key=key, counter=counter)`: the first block is that of counter + 1.
   *
   * @param key of 128 bits
   * @param counter of 256 bits; default: 0
   */
  static fromKey(key: bigint, counter = 0n): Philox {
    const philox = new Philox();
    fromBigInt(philox.words, KEY, 4, key);
    fromBigInt(philox.words, COUNTER, 8, counter);
    return philox;
  }

  get name() {
    return 'philox' as const;
  }

  get layout(): StateLayout {
    return LAYOUT;
  }

  next(): void {
    const { words } = this;
    let position = words[POSITION];
    if (position >= BLOCK_SIZE) {
      for (let i = COUNTER; i < KEY; i++) {
        words[i] = (words[i] + 1) | 0;
        if (words[i] !== 0) break;
      }
      philoxBlock64(words, COUNTER, words, KEY, words, BLOCK);
      position = 0;
    }
    this.low = words[BLOCK + 2 * position];
    this.high = words[BLOCK + 2 * position + 1];
    words[POSITION] = position + 1;
  }

  /** Adds `delta` to the counter, modulo 2^256: so many blocks of four outputs, from the next block on, as in NumPy. */
  override advance(delta: bigint): void {
    const { words } = this;
    fromBigInt(words, COUNTER, 8, toBigInt(words, COUNTER, 8) + delta);
    words.fill(0, BLOCK, POSITION);
    words[POSITION] = BLOCK_SIZE;
    this.dropHalf();
  }

  /** Moves on by 2^128 blocks `times` times. */
  override jump(times: number): void {
    this.advance(BigInt(times) << 128n);
  }
}
