/** The Weibull distribution of scale 1: random_weibull of NumPy's distributions.c, a power of an exponential. */
import { logGamma } from '../math/log-gamma.js';
import { pow } from '../math/pow.js';
import type { Distribution } from './definition.js';
import { nonNegative } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

const moment = (a: number, k: number): number => (a === 0 ? 0 : Math.exp(logGamma(1 + k / a)));

export const weibull: Distribution = {
  name: 'weibull',
  kind: 'continuous',
  parameters: [nonNegative('a')],
  sample: (bits, a) => (a === 0 ? 0 : pow(sampleStandardExponential(bits), 1 / a)),
  mean: (a) => moment(a, 1),
  variance: (a) => moment(a, 2) - moment(a, 1) ** 2,
  support: () => [0, Infinity],
  density: (x, a) => (x >= 0 ? a * x ** (a - 1) * Math.exp(-(x ** a)) : 0),
};
