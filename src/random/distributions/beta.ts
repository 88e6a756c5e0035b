/**
 * The beta distribution. Both parameters at most 1: M. D. Jöhnk, "Erzeugung von betaverteilten und gammaverteilten
 * Zufallszahlen", Metrika 8 (1964); else X / (X + Y) of two gammas. Draw for draw random_beta of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { exp } from '../math/exp.js';
import { log } from '../math/log.js';
import { logBeta } from '../math/log-gamma.js';
import { pow } from '../math/pow.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';
import { sampleStandardGamma } from './standard-gamma.js';

/** Below this, in both parameters, a value that is neither 0 nor 1 cannot be told from them. */
const TINY = 3e-103;

export function sampleBeta(bits: Bits, a: number, b: number): number {
  if (a <= 1 && b <= 1) return johnk(bits, a, b);
  const x = sampleStandardGamma(bits, a);
  const y = sampleStandardGamma(bits, b);
  return x / (x + y);
}

function johnk(bits: Bits, a: number, b: number): number {
  if (a < TINY && b < TINY) return (a + b) * bits.nextDouble() < a ? 1 : 0;
  for (;;) {
    const u = bits.nextDouble();
    const v = bits.nextDouble();
    const x = pow(u, 1 / a);
    const y = pow(v, 1 / b);
    if (!(x + y <= 1 && u + v > 0)) continue;
    if (x > 0 && y > 0) return x / (x + y);
    return shareOfLogarithms(log(u) / a, log(v) / b);
  }
}

/** e^x / (e^x + e^y), where a power has underflowed. */
function shareOfLogarithms(x: number, y: number): number {
  const delta = x - y;
  return delta > 0 ? exp(-Math.log1p(exp(-delta))) : exp(delta - Math.log1p(exp(delta)));
}

function density(x: number, a: number, b: number): number {
  if (!(x >= 0 && x <= 1)) return 0;
  if (x === 0) return a < 1 ? Infinity : a === 1 ? b : 0;
  if (x === 1) return b < 1 ? Infinity : b === 1 ? a : 0;
  return Math.exp((a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x) - logBeta(a, b));
}

export const beta: Distribution = {
  name: 'beta',
  kind: 'continuous',
  parameters: [positive('a'), positive('b')],
  sample: sampleBeta,
  mean: (a, b) => a / (a + b),
  variance: (a, b) => (a * b) / ((a + b) ** 2 * (a + b + 1)),
  support: () => [0, 1],
  density,
};
