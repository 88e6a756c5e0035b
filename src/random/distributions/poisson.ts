/**
 * The Poisson distribution. Means of at least 10: W. Hörmann, "The transformed rejection method for generating Poisson random
 * variables", Insurance: Mathematics and Economics 12 (1993); below, products of uniforms (D. E. Knuth, "The Art of Computer
 * Programming", vol. 2, 3.4.1). Draw for draw random_poisson of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { exp } from '../math/exp.js';
import { log } from '../math/log.js';
import { logGamma } from '../math/log-gamma.js';
import type { Distribution } from './definition.js';

export function samplePoisson(bits: Bits, lam: number): number {
  if (lam >= 10) return transformedRejection(bits, lam);
  return lam === 0 ? 0 : multiplication(bits, lam);
}

function multiplication(bits: Bits, lam: number): number {
  const limit = exp(-lam);
  let product = bits.nextDouble();
  let k = 0;
  while (product > limit) {
    k++;
    product *= bits.nextDouble();
  }
  return k;
}

function transformedRejection(bits: Bits, lam: number): number {
  const logLam = log(lam);
  const b = 0.931 + 2.53 * Math.sqrt(lam);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = bits.nextDouble() - 0.5;
    const v = bits.nextDouble();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + lam + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = log(v) + log(inverseAlpha) - log(a / (us * us) + b);
    if (left <= -lam + k * logLam - logGamma(k + 1)) return k;
  }
}

export function poissonProbability(k: number, lam: number): number {
  if (!(Number.isInteger(k) && k >= 0)) return 0;
  return lam === 0 ? Number(k === 0) : Math.exp(k * Math.log(lam) - lam - logGamma(k + 1));
}

export const poisson: Distribution = {
  name: 'poisson',
  kind: 'discrete',
  parameters: [
    {
      name: 'lam',
      rule: 'a number from 0 to 2^53',
      accepts: (lam) => Number.isFinite(lam) && lam >= 0 && lam <= 2 ** 53,
      default: 1,
    },
  ],
  sample: samplePoisson,
  mean: (lam) => lam,
  variance: (lam) => lam,
  support: () => [0, Infinity],
  density: poissonProbability,
};
