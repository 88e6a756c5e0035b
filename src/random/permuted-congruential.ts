/**
 * What the two PCG64 generators share: a linear congruential generator of 128 bits, state = state * multiplier +
 * increment, and how it is seeded, advanced and jumped. M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms for Random Number Generation" (2014); as in NumPy: numpy/random/src/pcg64/pcg64.c (MIT).
 */
import { BitGenerator, type StateLayout } from './bit-generator.js';
import type { SeedSequence } from './seed-sequence.js';
import { carryOf, fromBigInt, mulHigh, toBigInt } from './wide-integers.js';

/** State and increment, 128 bits each, and what {@link BitGenerator.next32} keeps. */
const WORDS = 10;
const LAYOUT: StateLayout = { bits: 128, count: 2 };
/** (golden ratio - 1) 2^128: no multiple of it comes close to another for long. */
const JUMP = 0x9e3779b97f4a7c15f39cc0605cedc835n;

/** The words of 0x2360ed051fc65da44385df649fccf645, the full multiplier, least significant first. */
export const FULL_MULTIPLIER = [0x9fccf645, 0x4385df64, 0x1fc65da4, 0x2360ed05] as const;

type Multiplier = readonly [number, number, number, number];

export abstract class PermutedCongruential extends BitGenerator {
  /** The multiplier of a step; seeding takes {@link FULL_MULTIPLIER} for both generators. */
  protected abstract readonly multiplier: Multiplier;

  /** @param seed where the state comes from; without it all words are 0, to be filled with a state */
  constructor(seed?: SeedSequence) {
    super(new Int32Array(WORDS));
    if (seed !== undefined) seedWords(this.words, seed);
  }

  get layout(): StateLayout {
    return LAYOUT;
  }

  /** Moves on by `delta` draws modulo 2^128, in some 128 steps (F. B. Brown, Trans. Am. Nucl. Soc. 71 (1994) 202). */
  override advance(delta: bigint): void {
    const { words } = this;
    let multiplier = bigIntOf(this.multiplier);
    let increment = toBigInt(words, 4, 4);
    // x -> factor x + summand is what has been put together of the steps 1, 2, 4, … so far
    let [factor, summand] = [1n, 0n];
    for (let rest = BigInt.asUintN(128, delta); rest > 0n; rest >>= 1n) {
      if ((rest & 1n) === 1n) {
        factor = BigInt.asUintN(128, factor * multiplier);
        summand = BigInt.asUintN(128, summand * multiplier + increment);
      }
      increment = BigInt.asUintN(128, (multiplier + 1n) * increment);
      multiplier = BigInt.asUintN(128, multiplier * multiplier);
    }
    fromBigInt(words, 0, 4, factor * toBigInt(words, 0, 4) + summand);
    this.dropHalf();
  }

  override jump(times: number): void {
    this.advance(JUMP * BigInt(times));
  }
}

/** state = state * multiplier + increment, modulo 2^128. */
export function step(words: Int32Array, multiplier: Multiplier): void {
  // One by one: destructuring an array goes through its iterator, and took twice as long as the step itself.
  const m0 = multiplier[0];
  const m1 = multiplier[1];
  const m2 = multiplier[2];
  const m3 = multiplier[3];
  const s0 = words[0];
  const s1 = words[1];
  const s2 = words[2];
  const s3 = words[3];
  const first = (Math.imul(s0, m0) >>> 0) + (words[4] >>> 0);
  const second =
    mulHigh(s0, m0) +
    (Math.imul(s1, m0) >>> 0) +
    (Math.imul(s0, m1) >>> 0) +
    (words[5] >>> 0) +
    carryOf(first);
  const third =
    mulHigh(s1, m0) +
    mulHigh(s0, m1) +
    (Math.imul(s2, m0) >>> 0) +
    (Math.imul(s1, m1) >>> 0) +
    (Math.imul(s0, m2) >>> 0) +
    (words[6] >>> 0) +
    carryOf(second);
  const products = Math.imul(s3, m0) + Math.imul(s2, m1) + Math.imul(s1, m2) + Math.imul(s0, m3);
  const carried = mulHigh(s2, m0) + mulHigh(s1, m1) + mulHigh(s0, m2) + carryOf(third);
  words[0] = first | 0;
  words[1] = second | 0;
  words[2] = third | 0;
  words[3] = (products + carried + words[7]) | 0;
}

/** NumPy's pcg64_set_seed: the sequence's 64-bit words are the state and the stream's number, upper halves first. */
function seedWords(words: Int32Array, seed: SeedSequence): void {
  const given = new Int32Array(8);
  seed.fillState(given, 8);
  // increment = 2 number + 1
  words[4] = (given[6] << 1) | 1;
  words[5] = (given[7] << 1) | (given[6] >>> 31);
  words[6] = (given[4] << 1) | (given[7] >>> 31);
  words[7] = (given[5] << 1) | (given[4] >>> 31);
  // state = increment + given, modulo 2^128
  let sum = 0;
  for (const [i, at] of [2, 3, 0, 1].entries()) {
    sum = carryOf(sum) + (words[4 + i] >>> 0) + (given[at] >>> 0);
    words[i] = sum | 0;
  }
  step(words, FULL_MULTIPLIER);
}

function bigIntOf(multiplier: Multiplier): bigint {
  return toBigInt(Int32Array.from(multiplier), 0, 4);
}
