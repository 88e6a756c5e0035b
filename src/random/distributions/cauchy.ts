/** The Cauchy distribution about `loc`; NumPy has the standard one alone. */
import type { Distribution } from './definition.js';
import { finite, positive } from './parameters.js';
import { sampleStandardCauchy, standardCauchy } from './standard-cauchy.js';

export const cauchy: Distribution = {
  name: 'cauchy',
  kind: 'continuous',
  parameters: [finite('loc', 0), { ...positive('scale'), default: 1 }],
  sample: (bits, loc, scale) => loc + scale * sampleStandardCauchy(bits),
  mean: () => NaN,
  variance: () => NaN,
  support: () => [-Infinity, Infinity],
  density: (x, loc, scale) => standardCauchy.density((x - loc) / scale, 0, 0, 0) / scale,
};
