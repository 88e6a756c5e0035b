/** The logistic distribution by inversion: random_logistic of NumPy's distributions.c. */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import type { Distribution } from './definition.js';
import { finite, nonNegative } from './parameters.js';

function sample(bits: Bits, loc: number, scale: number): number {
  for (;;) {
    const u = bits.nextDouble();
    if (u > 0) return loc + scale * log(u / (1 - u));
  }
}

export const logistic: Distribution = {
  name: 'logistic',
  kind: 'continuous',
  parameters: [finite('loc', 0), nonNegative('scale', 1)],
  sample,
  mean: (loc) => loc,
  variance: (_loc, scale) => (Math.PI * scale) ** 2 / 3,
  support: () => [-Infinity, Infinity],
  density: (x, loc, scale) => {
    const e = Math.exp(-Math.abs(x - loc) / scale);
    return e / (scale * (1 + e) ** 2);
  },
};
