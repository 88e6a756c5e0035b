/** The gamma distribution: random_gamma of NumPy's distributions.c, over the methods of standard-gamma.ts. */
import type { Distribution } from './definition.js';
import { nonNegative } from './parameters.js';
import { gammaDensity, sampleStandardGamma } from './standard-gamma.js';

export const gamma: Distribution = {
  name: 'gamma',
  kind: 'continuous',
  parameters: [nonNegative('shape'), nonNegative('scale', 1)],
  sample: (bits, shape, scale) => scale * sampleStandardGamma(bits, shape),
  mean: (shape, scale) => shape * scale,
  variance: (shape, scale) => shape * scale ** 2,
  support: () => [0, Infinity],
  density: (x, shape, scale) => gammaDensity(x / scale, shape) / scale,
};
