/** Whole numbers from `low` up to, without, `high`, all equally likely: NumPy's `integers` with its default dtype. */
import { boundedInteger } from './bounded.js';
import type { Distribution } from './definition.js';
import { safeInteger } from './parameters.js';

export const integers: Distribution = {
  name: 'integers',
  kind: 'discrete',
  parameters: [safeInteger('low'), safeInteger('high')],
  joint: {
    name: 'high',
    rule: 'greater than low, by at most 2^53',
    accepts: (low, high) => high > low && high - low <= 2 ** 53,
  },
  sample: (bits, low, high) => low + boundedInteger(bits, high - low - 1),
  mean: (low, high) => (low + high - 1) / 2,
  variance: (low, high) => ((high - low) ** 2 - 1) / 12,
  support: (low, high) => [low, high - 1],
  density: (k, low, high) => (Number.isInteger(k) && k >= low && k < high ? 1 / (high - low) : 0),
};
