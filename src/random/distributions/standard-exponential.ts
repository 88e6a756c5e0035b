/**
 * The standard exponential distribution by the ziggurat method: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for
 * Generating Random Variables", Journal of Statistical Software 5 (2000). Draw for draw random_standard_exponential,
 * random_standard_exponential_f and random_standard_exponential_inv_fill of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { FE32, KE32, WE32 } from '../ziggurat-float32-tables.js';
import { EXPONENTIAL_R, FE, KE, WE } from '../ziggurat-tables.js';
import type { Distribution } from './definition.js';
import { nextFloat } from './random.js';

const ke = Float64Array.from(KE);
const we = Float64Array.from(WE);
const ke32 = Int32Array.from(KE32);
const we32 = Float32Array.from(WE32);
const fe32 = Float32Array.from(FE32);
const { exp, fround, log1p } = Math;
const R32 = fround(EXPONENTIAL_R);

export function sampleStandardExponential(bits: Bits): number {
  for (;;) {
    const random53 = bits.next53();
    const layer = (bits.low >>> 3) & 0xff;
    const x = random53 * we[layer];
    if (random53 < ke[layer]) return x; // 97.8 % of the draws
    if (layer === 0) return EXPONENTIAL_R - log1p(-bits.nextDouble()); // the tail is exponential again
    if ((FE[layer - 1] - FE[layer]) * bits.nextDouble() + FE[layer] < exp(-x)) return x;
  }
}

export function sampleStandardExponential32(bits: Bits): number {
  for (;;) {
    const random31 = bits.next32() >>> 1;
    const layer = random31 & 0xff;
    const place = random31 >>> 8;
    const x = fround(place * we32[layer]);
    if (place < ke32[layer]) return x;
    if (layer === 0) return fround(R32 - fround(log1p(-nextFloat(bits))));
    const height = fround(fround(fround(fe32[layer - 1] - fe32[layer]) * nextFloat(bits)) + fe32[layer]);
    if (height < fround(exp(-x))) return x;
  }
}

/** By inversion: one uniform a draw, and monotone in it. */
export function invertStandardExponential(bits: Bits): number {
  return -log1p(-bits.nextDouble());
}

/** By inversion, in single precision; NumPy takes the logarithm of a double here. */
export function invertStandardExponential32(bits: Bits): number {
  return fround(-log1p(-nextFloat(bits)));
}

export const standardExponential: Distribution = {
  name: 'standardExponential',
  kind: 'continuous',
  parameters: [],
  sample: sampleStandardExponential,
  sample32: sampleStandardExponential32,
  bulk: () => ({ kernel: 'standardExponential', offset: 0, scale: 1 }),
  mean: () => 1,
  variance: () => 1,
  support: () => [0, Infinity],
  density: (x) => (x >= 0 ? exp(-x) : 0),
};
