/**
 * Threefry, a function of a counter and a key whose values are random bits, made of additions, rotations and exclusive
 * ors alone. J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11
 * (2011); constants of their Random123 (threefry.h, BSD-3-Clause), 20 rounds.
 */
import { type WordArithmetic, checkWords, words32, words64 } from './counter-words.js';

const ROUNDS = 20;
const PARITY_32 = 0x1bd11bda;
const PARITY_64 = 0x1bd11bdaa9fc1a22n;

/** By how much the words are rotated in eight rounds: one number a round for two words, two for four. */
const TWO_32 = [[13], [15], [26], [6], [17], [29], [16], [24]];
const FOUR_32 = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
];
const TWO_64 = [[16], [42], [12], [31], [16], [32], [24], [21]];
const FOUR_64 = [
  [14, 16],
  [52, 57],
  [23, 40],
  [5, 37],
  [25, 33],
  [46, 12],
  [58, 22],
  [32, 32],
];

function threefry<W>(
  counter: W[],
  key: W[],
  parity: W,
  rotations: readonly (readonly number[])[],
  on: WordArithmetic<W>,
): W[] {
  const size = counter.length;
  const schedule = [...key, key.reduce((a, b) => on.xor(a, b), parity)];
  const inject = (words: W[], by: number): W[] =>
    words.map((word, i) => on.add(word, schedule[(by + i) % (size + 1)]));
  let words = inject(counter, 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, by] of rotations[round % 8].entries()) {
      // Each even word meets its right neighbour, in every other round of four words the one across.
      const [even, odd] = [2 * i, (2 * i + (round % 2 === 0 ? 1 : size - 1)) % size];
      words[even] = on.add(words[even], words[odd]);
      words[odd] = on.xor(on.rotateLeft(words[odd], by), words[even]);
    }
    if (round % 4 !== 3) continue;
    const injection = (round + 1) / 4;
    words = inject(words, injection);
    words[size - 1] = on.add(words[size - 1], on.of(injection));
  }
  return words;
}

function of32(size: number, rotations: readonly (readonly number[])[]) {
  return (counter: ArrayLike<number>, key: ArrayLike<number>): Uint32Array => {
    const words = checkWords('counter', counter, size, words32);
    return Uint32Array.from(
      threefry(words, checkWords('key', key, size, words32), PARITY_32, rotations, words32),
    );
  };
}

function of64(size: number, rotations: readonly (readonly number[])[]) {
  return (counter: ArrayLike<bigint>, key: ArrayLike<bigint>): BigUint64Array => {
    const words = checkWords('counter', counter, size, words64);
    return BigUint64Array.from(
      threefry(words, checkWords('key', key, size, words64), PARITY_64, rotations, words64),
    );
  };
}

/** Two words of 32 random bits for a counter and a key of two, whole numbers from 0 to 2^32 - 1. */
export const threefry2x32 = of32(2, TWO_32);
/** Four words of 32 random bits for a counter and a key of four, whole numbers from 0 to 2^32 - 1. */
export const threefry4x32 = of32(4, FOUR_32);
/** Two words of 64 random bits for a counter and a key of two, bigints from 0 to 2^64 - 1. */
export const threefry2x64 = of64(2, TWO_64);
/** Four words of 64 random bits for a counter and a key of four, bigints from 0 to 2^64 - 1. */
export const threefry4x64 = of64(4, FOUR_64);
