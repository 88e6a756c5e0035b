/**
 * The noncentral chi-square distribution: random_noncentral_chisquare of NumPy's distributions.c, a shifted normal squared
 * for more than one degree of freedom, else a Poisson mixture. N. L. Johnson, S. Kotz, N. Balakrishnan, "Continuous
 * Univariate Distributions", vol. 2 (1995), chapter 29.
 */
import type { Bits } from '../bits.js';
import { poissonMean } from '../math/series.js';
import { chisquareDensity, sampleChisquare } from './chisquare.js';
import type { Distribution } from './definition.js';
import { nonNegative, positive } from './parameters.js';
import { samplePoisson } from './poisson.js';
import { sampleStandardNormal } from './standard-normal.js';

export function sampleNoncentralChisquare(bits: Bits, df: number, nonc: number): number {
  if (nonc === 0) return sampleChisquare(bits, df);
  if (df > 1) {
    const rest = sampleChisquare(bits, df - 1);
    const n = sampleStandardNormal(bits) + Math.sqrt(nonc);
    return rest + n * n;
  }
  const i = samplePoisson(bits, nonc / 2);
  return sampleChisquare(bits, df + 2 * i);
}

export const noncentralChisquare: Distribution = {
  name: 'noncentralChisquare',
  kind: 'continuous',
  parameters: [positive('df'), nonNegative('nonc')],
  sample: sampleNoncentralChisquare,
  mean: (df, nonc) => df + nonc,
  variance: (df, nonc) => 2 * (df + 2 * nonc),
  support: () => [0, Infinity],
  density: (x, df, nonc) =>
    nonc === 0 ? chisquareDensity(x, df) : poissonMean(nonc / 2, (k) => chisquareDensity(x, df + 2 * k)),
};
