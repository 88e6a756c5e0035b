/** The normal distribution: random_normal of NumPy's distributions.c, over the ziggurat of standard-normal.ts. */
import type { Distribution } from './definition.js';
import { finite, nonNegative } from './parameters.js';
import { sampleStandardNormal, standardNormal } from './standard-normal.js';

export const normal: Distribution = {
  name: 'normal',
  kind: 'continuous',
  parameters: [finite('loc', 0), nonNegative('scale', 1)],
  sample: (bits, loc, scale) => loc + scale * sampleStandardNormal(bits),
  bulk: (loc, scale) => ({ kernel: 'standardNormal', offset: loc, scale }),
  mean: (loc) => loc,
  variance: (_loc, scale) => scale ** 2,
  support: () => [-Infinity, Infinity],
  density: (x, loc, scale) => standardNormal.density((x - loc) / scale, 0, 0, 0) / scale,
};
