/**
 * NumPy's SeedSequence, bit for bit: turns an entropy of any size and a path of spawn keys into well mixed words.
 * M. E. O'Neill, "Developing a seed_seq Alternative" (2015), https://www.pcg-random.org/posts/developing-a-seed_seq-alternative.html;
 * reference implementation: numpy/random/bit_generator.pyx (BSD-3-Clause).
 */
import { type Seed, checkInteger, checkSeed } from '../core/index.js';

/** NumPy's default, and what all streams use. */
const POOL_SIZE = 4;
const INIT_A = 0x43b0d7e5;
const MULT_A = 0x931e8875;
const INIT_B = 0x8b51f9dd;
const MULT_B = 0x58f38ded;
const MIX_MULT_L = 0xca01f9dd;
const MIX_MULT_R = 0x4973f715;
const XSHIFT = 16;

/** Appends the seed's 32-bit words, least significant first; 0 is one word. */
function pushWords(words: number[], name: string, seed: Seed): void {
  checkSeed(name, seed);
  if (seed < 2 ** 32) {
    words.push(Number(seed));
    return;
  }
  for (let rest = BigInt(seed); rest > 0n; rest >>= 32n) words.push(Number(rest & 0xffff_ffffn));
}

/** Mixes a word with one term of the constants' geometric sequence, which the caller then moves on by `MULT_A`. */
function hashMix(word: number, constant: number): number {
  const value = Math.imul(word ^ constant, Math.imul(constant, MULT_A));
  return value ^ (value >>> XSHIFT);
}

function mix(x: number, y: number): number {
  const result = (Math.imul(MIX_MULT_L, x) - Math.imul(MIX_MULT_R, y)) | 0;
  return result ^ (result >>> XSHIFT);
}

/** Mixes entropy words into a pool. */
function mixPool(entropy: readonly number[], size: number): number[] {
  const pool = [0, 0, 0, 0];
  let constant = INIT_A;
  for (let i = 0; i < size; i++) {
    pool[i] = hashMix(i < entropy.length ? entropy[i] : 0, constant);
    constant = Math.imul(constant, MULT_A);
  }
  for (let from = 0; from < Math.max(size, entropy.length); from++) {
    for (let to = 0; to < size; to++) {
      if (from === to) continue;
      pool[to] = mix(pool[to], hashMix(from < size ? pool[from] : entropy[from], constant));
      constant = Math.imul(constant, MULT_A);
    }
  }
  return pool;
}

/** NumPy's SeedSequence of an entropy and a spawn key, as an immutable object. */
export class SeedSequence {
  readonly #pool: readonly number[];

  /**
   * @param entropy a whole number of at least 0, or several, of which each adds its words
   * @param spawnKey the path from the root of the spawn tree, whole numbers of at least 0
   * @param poolSize how many words the pool has, at least 4; default: 4, as in NumPy
   */
  constructor(
    readonly entropy: Seed | readonly Seed[],
    readonly spawnKey: readonly Seed[] = [],
    readonly poolSize = POOL_SIZE,
  ) {
    checkInteger('poolSize', poolSize, POOL_SIZE);
    const words: number[] = [];
    if (typeof entropy === 'object') for (const part of entropy) pushWords(words, 'seed', part);
    else pushWords(words, 'seed', entropy);
    // Zeros up to the pool size keep (seed, key) apart from a longer seed with no key.
    if (spawnKey.length > 0) while (words.length < poolSize) words.push(0);
    for (const key of spawnKey) pushWords(words, 'spawn key', key);
    this.#pool = mixPool(words, poolSize);
  }

  /** The mixed entropy pool: `poolSize` 32-bit words. */
  get pool(): Uint32Array {
    return Uint32Array.from(this.#pool);
  }

  /** The first `words` 32-bit words of the sequence (NumPy's `generate_state`). */
  generateState(words: number): Uint32Array {
    const out = new Uint32Array(checkInteger('words', words, 1));
    this.fillState(out, words);
    return out;
  }

  /** Writes the first `words` 32-bit words into `out`, as {@link generateState} gives them. */
  fillState(out: Int32Array | Uint32Array, words: number): void {
    let constant = INIT_B;
    const pool = this.#pool;
    for (let i = 0, from = 0; i < words; i++) {
      const mixed = pool[from] ^ constant;
      from = from + 1 === pool.length ? 0 : from + 1;
      constant = Math.imul(constant, MULT_B);
      const value = Math.imul(mixed, constant);
      out[i] = value ^ (value >>> XSHIFT);
    }
  }

  /** The child with this index; pure, no counter moves. */
  child(index: Seed): SeedSequence {
    return new SeedSequence(this.entropy, [...this.spawnKey, index], this.poolSize);
  }
}
