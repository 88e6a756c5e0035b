/** The Laplace distribution by inversion: random_laplace of NumPy's distributions.c. */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import type { Distribution } from './definition.js';
import { finite, nonNegative } from './parameters.js';

function sample(bits: Bits, loc: number, scale: number): number {
  for (;;) {
    const u = bits.nextDouble();
    if (u >= 0.5) return loc - scale * log(2 - u - u);
    if (u > 0) return loc + scale * log(u + u);
  }
}

export const laplace: Distribution = {
  name: 'laplace',
  kind: 'continuous',
  parameters: [finite('loc', 0), nonNegative('scale', 1)],
  sample,
  mean: (loc) => loc,
  variance: (_loc, scale) => 2 * scale ** 2,
  support: () => [-Infinity, Infinity],
  density: (x, loc, scale) => Math.exp(-Math.abs(x - loc) / scale) / (2 * scale),
};
