/** The chi-square distribution: random_chisquare of NumPy's distributions.c, twice a gamma of half its degrees of freedom. */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { gammaDensity, sampleStandardGamma } from './standard-gamma.js';

export function sampleChisquare(bits: Bits, df: number): number {
  return 2 * sampleStandardGamma(bits, df / 2);
}

export function chisquareDensity(x: number, df: number): number {
  return gammaDensity(x / 2, df / 2) / 2;
}

export const chisquare: Distribution = {
  name: 'chisquare',
  kind: 'continuous',
  parameters: [positive('df')],
  sample: sampleChisquare,
  mean: (df) => df,
  variance: (df) => 2 * df,
  support: () => [0, Infinity],
  density: chisquareDensity,
};
