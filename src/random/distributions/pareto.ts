/** The Pareto distribution of the second kind (Lomax): random_pareto of NumPy's distributions.c, by inversion. */
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

export const pareto: Distribution = {
  name: 'pareto',
  kind: 'continuous',
  parameters: [positive('a')],
  sample: (bits, a) => Math.expm1(sampleStandardExponential(bits) / a),
  mean: (a) => (a > 1 ? 1 / (a - 1) : Infinity),
  variance: (a) => (a > 2 ? a / ((a - 1) ** 2 * (a - 2)) : a > 1 ? Infinity : NaN),
  support: () => [0, Infinity],
  density: (x, a) => (x >= 0 ? a * (1 + x) ** (-a - 1) : 0),
};
