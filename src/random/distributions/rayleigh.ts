/** The Rayleigh distribution: random_rayleigh of NumPy's distributions.c, the root of twice an exponential. */
import type { Distribution } from './definition.js';
import { nonNegative } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

export const rayleigh: Distribution = {
  name: 'rayleigh',
  kind: 'continuous',
  parameters: [nonNegative('scale', 1)],
  sample: (bits, scale) => scale * Math.sqrt(2 * sampleStandardExponential(bits)),
  mean: (scale) => scale * Math.sqrt(Math.PI / 2),
  variance: (scale) => (2 - Math.PI / 2) * scale ** 2,
  support: () => [0, Infinity],
  density: (x, scale) => (x >= 0 ? (x / scale ** 2) * Math.exp(-((x / scale) ** 2) / 2) : 0),
};
