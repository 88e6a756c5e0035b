/**
 * SFC64, Chris Doty-Humphrey's Small Fast Chaotic generator (PractRand, 2010), seeded as in NumPy:
 * numpy/random/src/sfc64/sfc64.h (MIT). 64-bit words are kept as 32-bit halves, since a BigInt costs 380 ns a draw.
 */
import type { Bits } from './bits.js';
import type { SeedSequence } from './seed-sequence.js';

const STATE_WORDS = 8;
const WARM_UP = 12;
const TWO_32 = 2 ** 32;
const TWO_M53 = 2 ** -53;

export class Sfc64 implements Bits {
  /** a, b, c and the counter, each as its low and its high half: the layout of four little-endian 64-bit words. */
  readonly state = new Int32Array(STATE_WORDS);
  /** High half of the last output. */
  high = 0;
  /** Low half of the last output. */
  low = 0;

  /** The upper half that {@link next32} has kept, -1 for none. */
  #half = -1;

  constructor(seed: SeedSequence) {
    seed.fillState(this.state, 6);
    this.state[6] = 1;
    for (let i = 0; i < WARM_UP; i++) this.next();
  }

  /** Draws 64 bits into {@link high} and {@link low}. */
  next(): void {
    const s = this.state;
    const bLow = s[2];
    const bHigh = s[3];
    const cLow = s[4];
    const cHigh = s[5];
    // out = a + b + counter
    const sum = (s[0] >>> 0) + (bLow >>> 0) + (s[6] >>> 0);
    const low = sum | 0;
    const carry = sum >= 2 * TWO_32 ? 2 : sum >= TWO_32 ? 1 : 0;
    const high = (s[1] + bHigh + s[7] + carry) | 0;
    // counter = counter + 1
    s[6] = (s[6] + 1) | 0;
    if (s[6] === 0) s[7] = (s[7] + 1) | 0;
    // a = b ^ (b >> 11)
    s[0] = bLow ^ ((bLow >>> 11) | (bHigh << 21));
    s[1] = bHigh ^ (bHigh >>> 11);
    // b = c + (c << 3)
    const nextB = (cLow >>> 0) + ((cLow << 3) >>> 0);
    s[2] = nextB | 0;
    s[3] = (cHigh + ((cHigh << 3) | (cLow >>> 29)) + (nextB >= TWO_32 ? 1 : 0)) | 0;
    // c = rotl(c, 24) + out
    const nextC = (((cLow << 24) | (cHigh >>> 8)) >>> 0) + (low >>> 0);
    s[4] = nextC | 0;
    s[5] = (((cHigh << 24) | (cLow >>> 8)) + high + (nextC >= TWO_32 ? 1 : 0)) | 0;
    this.high = high;
    this.low = low;
  }

  next32(): number {
    const kept = this.#half;
    this.#half = -1;
    if (kept >= 0) return kept;
    this.next();
    this.#half = this.high >>> 0;
    return this.low >>> 0;
  }

  next53(): number {
    this.next();
    return (this.high >>> 0) * 2 ** 21 + (this.low >>> 11);
  }

  nextDouble(): number {
    return this.next53() * TWO_M53;
  }
}
