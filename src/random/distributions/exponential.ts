/** The exponential distribution of mean `scale`: random_exponential of NumPy's distributions.c. */
import type { Distribution } from './definition.js';
import { nonNegative } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

export const exponential: Distribution = {
  name: 'exponential',
  kind: 'continuous',
  parameters: [nonNegative('scale', 1)],
  sample: (bits, scale) => scale * sampleStandardExponential(bits),
  bulk: (scale) => ({ kernel: 'standardExponential', offset: 0, scale }),
  mean: (scale) => scale,
  variance: (scale) => scale ** 2,
  support: () => [0, Infinity],
  density: (x, scale) => (x >= 0 ? Math.exp(-x / scale) / scale : 0),
};
