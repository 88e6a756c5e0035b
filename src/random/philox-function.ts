/**
 * Philox, a function of a counter and a key whose values are random bits: nothing to seed, nothing to remember, any place
 * of the sequence at once. J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as
 * 1, 2, 3", SC11 (2011); constants and word order of their Random123 (philox.h, BSD-3-Clause), 10 rounds.
 */
import { type WordArithmetic, checkWords, words32, words64 } from './counter-words.js';
import { fromBigInt, multiply64, toBigInt } from './wide-integers.js';

const ROUNDS = 10;

interface Constants<W> {
  readonly multipliers: readonly W[];
  /** What is added to the key after each round (Weyl sequences). */
  readonly steps: readonly W[];
}

const TWO_32: Constants<number> = { multipliers: [0xd256d193], steps: [0x9e3779b9] };
const FOUR_32: Constants<number> = {
  multipliers: [0xd2511f53, 0xcd9e8d57],
  steps: [0x9e3779b9, 0xbb67ae85],
};
const TWO_64: Constants<bigint> = { multipliers: [0xd2b74407b1ce6e93n], steps: [0x9e3779b97f4a7c15n] };

function philox<W>(counter: W[], key: W[], { multipliers, steps }: Constants<W>, on: WordArithmetic<W>): W[] {
  let [words, keys] = [counter, key];
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) keys = keys.map((one, i) => on.add(one, steps[i]));
    const products = multipliers.map((multiplier, i) => on.multiply(multiplier, words[2 * i]));
    // With four words the products change places.
    words = products.toReversed().flatMap(([high, low], i) => {
      return [on.xor(on.xor(high, words[2 * i + 1]), keys[i]), low];
    });
  }
  return words;
}

/** Two words of 32 random bits for a counter of two and a key of one, whole numbers from 0 to 2^32 - 1. */
export function philox2x32(counter: ArrayLike<number>, key: ArrayLike<number>): Uint32Array {
  const [words, keys] = [checkWords('counter', counter, 2, words32), checkWords('key', key, 1, words32)];
  return Uint32Array.from(philox(words, keys, TWO_32, words32));
}

/** Four words of 32 random bits for a counter of four and a key of two, whole numbers from 0 to 2^32 - 1. */
export function philox4x32(counter: ArrayLike<number>, key: ArrayLike<number>): Uint32Array {
  const [words, keys] = [checkWords('counter', counter, 4, words32), checkWords('key', key, 2, words32)];
  return Uint32Array.from(philox(words, keys, FOUR_32, words32));
}

/** Two words of 64 random bits for a counter of two and a key of one, bigints from 0 to 2^64 - 1. */
export function philox2x64(counter: ArrayLike<bigint>, key: ArrayLike<bigint>): BigUint64Array {
  const [words, keys] = [checkWords('counter', counter, 2, words64), checkWords('key', key, 1, words64)];
  return BigUint64Array.from(philox(words, keys, TWO_64, words64));
}

/** Four words of 64 random bits for a counter of four and a key of two, bigints from 0 to 2^64 - 1. */
export function philox4x64(counter: ArrayLike<bigint>, key: ArrayLike<bigint>): BigUint64Array {
  const [counterAt, keyAt] = [0, 8];
  const words = new Int32Array(12);
  for (const [i, word] of checkWords('counter', counter, 4, words64).entries()) {
    fromBigInt(words, counterAt + 2 * i, 2, word);
  }
  for (const [i, word] of checkWords('key', key, 2, words64).entries()) {
    fromBigInt(words, keyAt + 2 * i, 2, word);
  }
  philoxBlock64(words, counterAt, words, keyAt, words, 0);
  return BigUint64Array.from([0, 2, 4, 6], (at) => toBigInt(words, at, 2));
}

/** The words of 0xd2e7470ee14c6c93, 0xca5a826395121157, 0x9e3779b97f4a7c15 and 0xbb67ae8584caa73b, lower halves first. */
const [M0_LOW, M0_HIGH, M1_LOW, M1_HIGH] = [0xe14c6c93, 0xd2e7470e, 0x95121157, 0xca5a8263];
const [W0_LOW, W0_HIGH, W1_LOW, W1_HIGH] = [0x7f4a7c15, 0x9e3779b9, 0x84caa73b, 0xbb67ae85];

const state = new Int32Array(8);
const keys = new Int32Array(4);
const [one, other] = [new Int32Array(4), new Int32Array(4)];

/** {@link philox4x64} on 32-bit halves: eight words from the counter's eight and the key's four; `out` may be either. */
export function philoxBlock64(
  counter: Int32Array,
  counterAt: number,
  key: Int32Array,
  keyAt: number,
  out: Int32Array,
  outAt: number,
): void {
  for (let i = 0; i < 8; i++) state[i] = counter[counterAt + i];
  for (let i = 0; i < 4; i++) keys[i] = key[keyAt + i];
  for (let round = 0; round < ROUNDS; round++) {
    multiply64(one, state[0], state[1], M0_LOW, M0_HIGH);
    multiply64(other, state[4], state[5], M1_LOW, M1_HIGH);
    state[0] = other[2] ^ state[2] ^ keys[0];
    state[1] = other[3] ^ state[3] ^ keys[1];
    state[4] = one[2] ^ state[6] ^ keys[2];
    state[5] = one[3] ^ state[7] ^ keys[3];
    state[2] = other[0];
    state[3] = other[1];
    state[6] = one[0];
    state[7] = one[1];
    addTo(0, W0_LOW, W0_HIGH);
    addTo(2, W1_LOW, W1_HIGH);
  }
  for (let i = 0; i < 8; i++) out[outAt + i] = state[i];
}

function addTo(at: number, low: number, high: number): void {
  const sum = (keys[at] >>> 0) + low;
  keys[at] = sum | 0;
  keys[at + 1] = (keys[at + 1] + high + (sum >= 2 ** 32 ? 1 : 0)) | 0;
}
