/** The standard Cauchy distribution: random_standard_cauchy of NumPy's distributions.c, a ratio of two normals. */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import { sampleStandardNormal } from './standard-normal.js';

export function sampleStandardCauchy(bits: Bits): number {
  const numerator = sampleStandardNormal(bits);
  return numerator / sampleStandardNormal(bits);
}

export const standardCauchy: Distribution = {
  name: 'standardCauchy',
  kind: 'continuous',
  parameters: [],
  sample: sampleStandardCauchy,
  mean: () => NaN,
  variance: () => NaN,
  support: () => [-Infinity, Infinity],
  density: (x) => 1 / (Math.PI * (1 + x * x)),
};
