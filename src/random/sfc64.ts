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
    // One by one: destructuring is slower here.
    let aLow = s[0];
    let aHigh = s[1];
    let bLow = s[2];
    let bHigh = s[3];
    let cLow = s[4];
    let cHigh = s[5];
    let counterLow = s[6];
    let counterHigh = s[7];
    let low = 0;
    let high = 0;
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
    s[0] = aLow;
    s[1] = aHigh;
    s[2] = bLow;
    s[3] = bHigh;
    s[4] = cLow;
    s[5] = cHigh;
    s[6] = counterLow;
    s[7] = counterHigh;
    this.high = high;
    this.low = low;
  }
}
