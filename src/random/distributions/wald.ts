/**
 * The Wald or inverse Gaussian distribution: J. R. Michael, W. R. Schucany, R. W. Haas, "Generating random variates using
 * transformations with multiple roots", The American Statistician 30 (1976). Draw for draw random_wald of NumPy's
 * distributions.c since 2.4, which no longer loses digits where mean/scale is large; older ones differ in the last digits.
 */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { sampleStandardNormal } from './standard-normal.js';

function sample(bits: Bits, mean: number, scale: number): number {
  const z = sampleStandardNormal(bits);
  const y = mean * z * z;
  const d = 1 + Math.sqrt(1 + (4 * scale) / y);
  const x = mean * (1 - 2 / d);
  const u = bits.nextDouble();
  return u <= mean / (mean + x) ? x : (mean * mean) / x;
}

export const wald: Distribution = {
  name: 'wald',
  kind: 'continuous',
  parameters: [positive('mean'), positive('scale')],
  sample,
  mean: (mean) => mean,
  variance: (mean, scale) => mean ** 3 / scale,
  support: () => [0, Infinity],
  density: (x, mean, scale) =>
    x > 0
      ? Math.sqrt(scale / (2 * Math.PI * x ** 3)) * Math.exp((-scale * (x / mean - 1) ** 2) / (2 * x))
      : 0,
};
