import { type BitGeneratorName, NfoldError, checkInteger, invalidArgument } from '../core/index.js';
import type { Bits } from './bits.js';

/** How a state is written down: numbers of so many bits, as NumPy's `bit_generator.state` shows them. */
export interface StateLayout {
  readonly bits: 32 | 64 | 128;
  readonly count: number;
  /** The largest position in a block of outputs, for generators that make blocks; it follows the numbers. */
  readonly blockSize?: number;
}

const TWO_M53 = 2 ** -53;

/**
 * A source of random bits with the outputs of NumPy's bit generator of the same name. Seeding, jumping and drawing know
 * nothing of distributions; those take any {@link Bits}.
 */
export abstract class BitGenerator implements Bits {
  abstract readonly name: BitGeneratorName;
  abstract readonly layout: StateLayout;
  /**
   * The complete state as little-endian 32-bit words, which WebAssembly kernels load and store as they are. Where
   * {@link next32} keeps a half, the last two words are 1 or 0, whether there is one, and the half.
   */
  readonly words: Int32Array;
  high = 0;
  low = 0;

  constructor(words: Int32Array) {
    this.words = words;
  }

  abstract next(): void;

  next32(): number {
    return splitNext(this, this.words);
  }

  next53(): number {
    this.next();
    return (this.high >>> 0) * 2 ** 21 + (this.low >>> 11);
  }

  nextDouble(): number {
    return this.next53() * TWO_M53;
  }

  /** Whether {@link next32} halves 64 bits and keeps the upper half. */
  get keepsHalf(): boolean {
    return true;
  }

  /**
   * Moves on as NumPy's `advance(delta)` does; a half that was kept is forgotten. Negative numbers move back.
   *
   * @throws NfoldError `ERR_UNSUPPORTED` where NumPy has none
   */
  advance(_delta: bigint): void {
    throw this.cannot('advance');
  }

  /**
   * Moves on by `times` jumps, as NumPy's `jumped(times)` does.
   *
   * @throws NfoldError `ERR_UNSUPPORTED` where NumPy has none
   */
  jump(_times: number): void {
    throw this.cannot('jump');
  }

  /** Forgets the half that {@link next32} may have kept. */
  protected dropHalf(): void {
    this.words.fill(0, this.words.length - 2);
  }

  protected cannot(what: string, instead = 'take an independent stream, such as substream(i)'): NfoldError {
    const others = 'pcg64dxsm, pcg64 and philox can';
    return new NfoldError('ERR_UNSUPPORTED', `${this.name} cannot ${what}: ${others}; or ${instead}`, {
      bitGenerator: this.name,
    });
  }
}

/**
 * 32 bits from a generator of 64, as NumPy's `next_uint32`: the lower half, then the upper one, which waits at the end of
 * `words` whatever else is drawn in between.
 */
export function splitNext(bits: Bits, words: Int32Array): number {
  const kept = words.length - 2;
  if (words[kept] === 1) {
    words[kept] = 0;
    return words[kept + 1] >>> 0;
  }
  bits.next();
  words[kept] = 1;
  words[kept + 1] = bits.high;
  return bits.low >>> 0;
}

/** The number of draws of {@link BitGenerator.advance}. */
export function checkDelta(delta: unknown): bigint {
  if (typeof delta === 'bigint') return delta;
  if (typeof delta === 'number' && Number.isSafeInteger(delta)) return BigInt(delta);
  throw invalidArgument('advance: delta', 'a whole number (a bigint above 2^53 - 1)', delta);
}

/** The number of jumps of {@link BitGenerator.jump}. */
export function checkJumps(times: unknown): number {
  return checkInteger('jumped: times', times, 0);
}
