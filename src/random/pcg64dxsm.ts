/**
 * PCG CM DXSM 128/64, NumPy's PCG64DXSM: the output is made before the step, and the step has a multiplier of 64 bits;
 * only seeding has the full one. See permuted-congruential.ts.
 */
import { PermutedCongruential, step } from './permuted-congruential.js';
import { mulHigh } from './wide-integers.js';

/** The words of 0xda942042e4dd58b5. */
const CHEAP_MULTIPLIER = [0xe4dd58b5, 0xda942042, 0, 0] as const;

export class Pcg64Dxsm extends PermutedCongruential {
  get name() {
    return 'pcg64dxsm' as const;
  }

  protected get multiplier() {
    return CHEAP_MULTIPLIER;
  }

  next(): void {
    const { words } = this;
    const m0 = CHEAP_MULTIPLIER[0];
    const m1 = CHEAP_MULTIPLIER[1];
    const factorLow = words[0] | 1;
    const factorHigh = words[1];
    // x = state >> 64; x ^= x >> 32; x *= multiplier; x ^= x >> 48; x *= (state mod 2^64) | 1
    const low = words[2] ^ words[3];
    const high = (mulHigh(low, m0) + Math.imul(low, m1) + Math.imul(words[3], m0)) | 0;
    const mixed = Math.imul(low, m0) ^ (high >>> 16);
    this.low = Math.imul(mixed, factorLow);
    this.high = (mulHigh(mixed, factorLow) + Math.imul(mixed, factorHigh) + Math.imul(high, factorLow)) | 0;
    step(words, CHEAP_MULTIPLIER);
  }
}
