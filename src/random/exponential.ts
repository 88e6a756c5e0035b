/**
 * The standard exponential distribution by the ziggurat method (Marsaglia and Tsang 2000), draw for draw as in NumPy:
 * random_standard_exponential of numpy/random/src/distributions/distributions.c (BSD-3-Clause).
 */
import type { Bits } from './bits.js';
import { EXPONENTIAL_R, FE, KE, WE } from './ziggurat-tables.js';

const ke = Float64Array.from(KE);
const we = Float64Array.from(WE);

export function standardExponential(bits: Bits): number {
  for (;;) {
    const random53 = bits.next53();
    const layer = (bits.low >>> 3) & 0xff;
    const x = random53 * we[layer];
    if (random53 < ke[layer]) return x; // 97.8 % of the draws
    if (layer === 0) return EXPONENTIAL_R - Math.log1p(-bits.nextDouble()); // the tail is exponential again
    if ((FE[layer - 1] - FE[layer]) * bits.nextDouble() + FE[layer] < Math.exp(-x)) return x;
  }
}
