/**
 * The negative binomial distribution, the number of failures before the n-th success, for real n: a Poisson number whose mean
 * is a gamma, random_negative_binomial of NumPy's distributions.c.
 */
import { logChoose } from '../math/log-gamma.js';
import type { Distribution } from './definition.js';
import { positive, positiveProbability } from './parameters.js';
import { samplePoisson } from './poisson.js';
import { sampleStandardGamma } from './standard-gamma.js';

export const negativeBinomial: Distribution = {
  name: 'negativeBinomial',
  kind: 'discrete',
  parameters: [positive('n'), positiveProbability('p')],
  sample: (bits, n, p) => samplePoisson(bits, ((1 - p) / p) * sampleStandardGamma(bits, n)),
  mean: (n, p) => (n * (1 - p)) / p,
  variance: (n, p) => (n * (1 - p)) / p ** 2,
  support: () => [0, Infinity],
  density: (k, n, p) => {
    if (!(Number.isInteger(k) && k >= 0)) return 0;
    return p === 1
      ? Number(k === 0)
      : Math.exp(logChoose(k + n - 1, k) + n * Math.log(p) + k * Math.log1p(-p));
  },
};
