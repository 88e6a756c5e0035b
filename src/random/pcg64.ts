/** PCG XSL RR 128/64, NumPy's PCG64 and the generator of its `default_rng`: see permuted-congruential.ts. */
import { FULL_MULTIPLIER, PermutedCongruential, step } from './permuted-congruential.js';

export class Pcg64 extends PermutedCongruential {
  get name() {
    return 'pcg64' as const;
  }

  protected get multiplier() {
    return FULL_MULTIPLIER;
  }

  next(): void {
    const { words } = this;
    step(words, FULL_MULTIPLIER);
    // rotr(high ^ low, state >> 122)
    const low = words[2] ^ words[0];
    const high = words[3] ^ words[1];
    const turn = words[3] >>> 26;
    const right = turn & 31;
    const first = turn < 32 ? low : high;
    const second = turn < 32 ? high : low;
    this.low = right === 0 ? first : (first >>> right) | (second << (32 - right));
    this.high = right === 0 ? second : (second >>> right) | (first << (32 - right));
  }
}
