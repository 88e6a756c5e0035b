/** Student's t distribution: random_standard_t of NumPy's distributions.c, a normal over the root of a gamma. */
import { logBeta } from '../math/log-gamma.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { sampleStandardGamma } from './standard-gamma.js';
import { sampleStandardNormal } from './standard-normal.js';

export const standardT: Distribution = {
  name: 'standardT',
  kind: 'continuous',
  parameters: [positive('df')],
  sample: (bits, df) => {
    const numerator = sampleStandardNormal(bits);
    return (Math.sqrt(df / 2) * numerator) / Math.sqrt(sampleStandardGamma(bits, df / 2));
  },
  mean: (df) => (df > 1 ? 0 : NaN),
  variance: (df) => (df > 2 ? df / (df - 2) : df > 1 ? Infinity : NaN),
  support: () => [-Infinity, Infinity],
  density: (x, df) =>
    Math.exp(-((df + 1) / 2) * Math.log1p((x * x) / df) - logBeta(0.5, df / 2)) / Math.sqrt(df),
};
