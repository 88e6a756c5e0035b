/** The lognormal distribution, e to the power of a normal: random_lognormal of NumPy's distributions.c. */
import { exp } from '../math/exp.js';
import type { Distribution } from './definition.js';
import { normal } from './normal.js';
import { finite, nonNegative } from './parameters.js';
import { sampleStandardNormal } from './standard-normal.js';

export const lognormal: Distribution = {
  name: 'lognormal',
  kind: 'continuous',
  parameters: [finite('mean', 0), nonNegative('sigma', 1)],
  sample: (bits, mean, sigma) => exp(mean + sigma * sampleStandardNormal(bits)),
  mean: (mean, sigma) => Math.exp(mean + sigma ** 2 / 2),
  variance: (mean, sigma) => Math.expm1(sigma ** 2) * Math.exp(2 * mean + sigma ** 2),
  support: () => [0, Infinity],
  density: (x, mean, sigma) => (x > 0 ? normal.density(Math.log(x), mean, sigma, 0) / x : 0),
};
