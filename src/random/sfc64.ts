/**
 * SFC64, Chris Doty-Humphrey's Small Fast Chaotic generator (PractRand, 2010), seeded as in NumPy:
 * numpy/random/src/sfc64/sfc64.h (MIT). 64-bit words are kept as 32-bit halves, since a BigInt costs 380 ns a draw.
 */
import { BitGenerator, type StateLayout } from './bit-generator.js';
import type { SeedSequence } from './seed-sequence.js';
import { carry } from './wide-integers.js';

/** a, b, c, the counter, and what {@link BitGenerator.next32} keeps. */
const WORDS = 10;
const WARM_UP = 12;
const LAYOUT: StateLayout = { bits: 64, count: 4 };

export class Sfc64 extends BitGenerator {
  /** @param seed where the state comes from; without it all words are 0, to be filled with a state */
  constructor(seed?: SeedSequence) {
    super(new Int32Array(WORDS));
    if (seed === undefined) return;
    seed.fillState(this.words, 6);
    this.words[6] = 1;
    this.#draw(WARM_UP);
  }

  get name() {
    return 'sfc64' as const;
  }

  get layout(): StateLayout {
    return LAYOUT;
  }

  next(): void {
    this.#draw(1);
  }

  /** Draws `count` times, at least once; the last output stays. */
  #draw(count: number): void {
    const s = this.words;
    let [aLow, aHigh, bLow, bHigh] = [s[0], s[1], s[2], s[3]];
    let [cLow, cHigh, counterLow, counterHigh] = [s[4], s[5], s[6], s[7]];
    let [low, high] = [0, 0];
    for (let i = 0; i < count; i++) {
      // out = a + b + counter
      const sum = (aLow + bLow) | 0;
      low = (sum + counterLow) | 0;
      high = (aHigh + bHigh + counterHigh + carry(aLow, bLow, sum) + carry(sum, counterLow, low)) | 0;
      // counter = counter + 1
      counterLow = (counterLow + 1) | 0;
      if (counterLow === 0) counterHigh = (counterHigh + 1) | 0;
      // a = b ^ (b >> 11)
      aLow = bLow ^ ((bLow >>> 11) | (bHigh << 21));
      aHigh = bHigh ^ (bHigh >>> 11);
      // b = c + (c << 3)
      const shifted = cLow << 3;
      bLow = (cLow + shifted) | 0;
      bHigh = (cHigh + ((cHigh << 3) | (cLow >>> 29)) + carry(cLow, shifted, bLow)) | 0;
      // c = rotl(c, 24) + out
      const turned = (cLow << 24) | (cHigh >>> 8);
      cHigh = (cHigh << 24) | (cLow >>> 8);
      cLow = (turned + low) | 0;
      cHigh = (cHigh + high + carry(turned, low, cLow)) | 0;
    }
    [s[0], s[1], s[2], s[3]] = [aLow, aHigh, bLow, bHigh];
    [s[4], s[5], s[6], s[7]] = [cLow, cHigh, counterLow, counterHigh];
    this.high = high;
    this.low = low;
  }
}
