/** Fisher's F distribution: random_f of NumPy's distributions.c, a ratio of two chi-squares over their degrees of freedom. */
import { logBeta } from '../math/log-gamma.js';
import { sampleChisquare } from './chisquare.js';
import type { Distribution } from './definition.js';
import { positive } from './parameters.js';

/** The density of (X / d1) / (Y / d2) for chi-squares X of n1 and Y of n2 degrees of freedom. */
export function ratioDensity(x: number, n1: number, n2: number, d1: number, d2: number): number {
  if (!(x >= 0)) return 0;
  const scale = d1 / d2;
  if (x === 0) return n1 < 2 ? Infinity : n1 === 2 ? scale / Math.exp(logBeta(n1 / 2, n2 / 2)) : 0;
  const y = scale * x;
  const logarithm = (n1 / 2 - 1) * Math.log(y) - ((n1 + n2) / 2) * Math.log1p(y) - logBeta(n1 / 2, n2 / 2);
  return scale * Math.exp(logarithm);
}

export const f: Distribution = {
  name: 'f',
  kind: 'continuous',
  parameters: [positive('dfnum'), positive('dfden')],
  sample: (bits, dfnum, dfden) => {
    const numerator = sampleChisquare(bits, dfnum) * dfden;
    return numerator / (sampleChisquare(bits, dfden) * dfnum);
  },
  mean: (_dfnum, dfden) => (dfden > 2 ? dfden / (dfden - 2) : Infinity),
  variance: (dfnum, dfden) => {
    if (dfden <= 4) return dfden > 2 ? Infinity : NaN;
    return (2 * dfden ** 2 * (dfnum + dfden - 2)) / (dfnum * (dfden - 2) ** 2 * (dfden - 4));
  },
  support: () => [0, Infinity],
  density: (x, dfnum, dfden) => ratioDensity(x, dfnum, dfden, dfnum, dfden),
};
