/** The Gumbel distribution by inversion: random_gumbel of NumPy's distributions.c. */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import type { Distribution } from './definition.js';
import { finite, nonNegative } from './parameters.js';

const EULER_GAMMA = 0.5772156649015329;

function sample(bits: Bits, loc: number, scale: number): number {
  for (;;) {
    const u = 1 - bits.nextDouble();
    if (u < 1) return loc - scale * log(-log(u));
  }
}

export const gumbel: Distribution = {
  name: 'gumbel',
  kind: 'continuous',
  parameters: [finite('loc', 0), nonNegative('scale', 1)],
  sample,
  mean: (loc, scale) => loc + EULER_GAMMA * scale,
  variance: (_loc, scale) => (Math.PI * scale) ** 2 / 6,
  support: () => [-Infinity, Infinity],
  density: (x, loc, scale) => {
    const z = (x - loc) / scale;
    return Math.exp(-z - Math.exp(-z)) / scale;
  },
};
