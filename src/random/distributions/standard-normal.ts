/**
 * The standard normal distribution by the ziggurat method: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for
 * Generating Random Variables", Journal of Statistical Software 5 (2000); its tail by G. Marsaglia, "Generating a variable
 * from the tail of the normal distribution", Technometrics 6 (1964). Draw for draw random_standard_normal and
 * random_standard_normal_f of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { FI32, KI32, WI32 } from '../ziggurat-float32-tables.js';
import { FI, KI, NORMAL_INVERSE_R, NORMAL_R, WI } from '../ziggurat-tables.js';
import type { Distribution } from './definition.js';
import { nextFloat } from './random.js';

const ki = Float64Array.from(KI);
const wi = Float64Array.from(WI);
const fi = Float64Array.from(FI);
const ki32 = Int32Array.from(KI32);
const wi32 = Float32Array.from(WI32);
const fi32 = Float32Array.from(FI32);
const { exp, fround, log1p } = Math;
const R32 = fround(NORMAL_R);
const INVERSE_R32 = fround(NORMAL_INVERSE_R);

/** Of the 64 bits, from below: 8 choose the layer, 1 the sign, 52 the place; 3 are not used. */
export function sampleStandardNormal(bits: Bits): number {
  for (;;) {
    bits.next();
    const { high, low } = bits;
    const layer = low & 0xff;
    const place = ((high >>> 0) & 0x1fffffff) * 2 ** 23 + (low >>> 9);
    const x = (low & 0x100) === 0 ? place * wi[layer] : -(place * wi[layer]);
    if (place < ki[layer]) return x; // 99.3 % of the draws
    if (layer === 0) return tail(bits, (low & 0x20000) !== 0);
    if ((fi[layer - 1] - fi[layer]) * bits.nextDouble() + fi[layer] < exp(-0.5 * x * x)) return x;
  }
}

function tail(bits: Bits, negative: boolean): number {
  for (;;) {
    const x = -NORMAL_INVERSE_R * log1p(-bits.nextDouble());
    const y = -log1p(-bits.nextDouble());
    if (y + y > x * x) return negative ? -(NORMAL_R + x) : NORMAL_R + x;
  }
}

/** In single precision, from 32 bits: 8 choose the layer, 1 the sign, 23 the place. */
export function sampleStandardNormal32(bits: Bits): number {
  for (;;) {
    const random32 = bits.next32();
    const layer = random32 & 0xff;
    const place = random32 >>> 9;
    const size = fround(place * wi32[layer]);
    const x = (random32 & 0x100) === 0 ? size : -size;
    if (place < ki32[layer]) return x;
    if (layer === 0) return tail32(bits, (place & 0x100) !== 0);
    const height = fround(fround(fround(fi32[layer - 1] - fi32[layer]) * nextFloat(bits)) + fi32[layer]);
    if (height < exp(-0.5 * x * x)) return x;
  }
}

function tail32(bits: Bits, negative: boolean): number {
  for (;;) {
    const x = fround(-INVERSE_R32 * fround(log1p(-nextFloat(bits))));
    const y = fround(-log1p(-nextFloat(bits)));
    if (fround(y + y) > fround(x * x)) return negative ? -fround(R32 + x) : fround(R32 + x);
  }
}

const DENSITY_AT_0 = 1 / Math.sqrt(2 * Math.PI);

export const standardNormal: Distribution = {
  name: 'standardNormal',
  kind: 'continuous',
  parameters: [],
  sample: sampleStandardNormal,
  sample32: sampleStandardNormal32,
  bulk: () => ({ kernel: 'standardNormal', offset: 0, scale: 1 }),
  mean: () => 0,
  variance: () => 1,
  support: () => [-Infinity, Infinity],
  density: (x) => DENSITY_AT_0 * exp(-0.5 * x * x),
};
