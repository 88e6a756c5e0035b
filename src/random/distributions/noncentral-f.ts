/** The noncentral F distribution: random_noncentral_f of NumPy's distributions.c. */
import { poissonMean } from '../math/series.js';
import { sampleChisquare } from './chisquare.js';
import type { Distribution } from './definition.js';
import { ratioDensity } from './f.js';
import { sampleNoncentralChisquare } from './noncentral-chisquare.js';
import { nonNegative, positive } from './parameters.js';

export const noncentralF: Distribution = {
  name: 'noncentralF',
  kind: 'continuous',
  parameters: [positive('dfnum'), positive('dfden'), nonNegative('nonc')],
  sample: (bits, dfnum, dfden, nonc) => {
    const numerator = sampleNoncentralChisquare(bits, dfnum, nonc) * dfden;
    return numerator / (sampleChisquare(bits, dfden) * dfnum);
  },
  mean: (dfnum, dfden, nonc) => (dfden > 2 ? (dfden * (dfnum + nonc)) / (dfnum * (dfden - 2)) : Infinity),
  variance: (dfnum, dfden, nonc) => {
    if (dfden <= 4) return dfden > 2 ? Infinity : NaN;
    const sum = (dfnum + nonc) ** 2 + (dfnum + 2 * nonc) * (dfden - 2);
    return (2 * sum * (dfden / dfnum) ** 2) / ((dfden - 2) ** 2 * (dfden - 4));
  },
  support: () => [0, Infinity],
  density: (x, dfnum, dfden, nonc) =>
    nonc === 0
      ? ratioDensity(x, dfnum, dfden, dfnum, dfden)
      : poissonMean(nonc / 2, (k) => ratioDensity(x, dfnum + 2 * k, dfden, dfnum, dfden)),
};
