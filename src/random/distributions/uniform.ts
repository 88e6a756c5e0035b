/** The uniform distribution on [low, high): random_uniform of NumPy's distributions.c. */
import type { Distribution } from './definition.js';
import { finite } from './parameters.js';

export const uniform: Distribution = {
  name: 'uniform',
  kind: 'continuous',
  parameters: [finite('low', 0), finite('high', 1)],
  joint: {
    name: 'high',
    rule: 'at least low, and high - low finite',
    accepts: (low, high) => high >= low && high - low < Infinity,
  },
  sample: (bits, low, high) => low + (high - low) * bits.nextDouble(),
  bulk: (low, high) => ({ kernel: 'random', offset: low, scale: high - low }),
  mean: (low, high) => low / 2 + high / 2,
  variance: (low, high) => (high - low) ** 2 / 12,
  support: (low, high) => [low, high],
  density: (x, low, high) => (x >= low && x <= high ? 1 / (high - low) : 0),
};
