/** The power distribution, density a x^(a-1) on [0, 1]: random_power of NumPy's distributions.c. */
import { pow } from '../math/pow.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

export const power: Distribution = {
  name: 'power',
  kind: 'continuous',
  parameters: [positive('a')],
  sample: (bits, a) => pow(-Math.expm1(-sampleStandardExponential(bits)), 1 / a),
  mean: (a) => a / (a + 1),
  variance: (a) => a / ((a + 1) ** 2 * (a + 2)),
  support: () => [0, 1],
  density: (x, a) => (x >= 0 && x <= 1 ? a * x ** (a - 1) : 0),
};
