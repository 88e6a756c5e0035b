/**
 * The zeta or Zipf distribution, P(k) = k^-a / zeta(a): L. Devroye, "Non-Uniform Random Variate Generation" (1986), X.6.1.
 * Draw for draw random_zipf of NumPy's distributions.c since 2.1; older ones differ for a near 1, where they may loop long.
 * Numbers above 2^53 are rounded to doubles.
 */
import type { Bits } from '../bits.js';
import { pow } from '../math/pow.js';
import { zeta } from '../math/series.js';
import type { Distribution } from './definition.js';
import { above1 } from './parameters.js';

/** NumPy's largest integer, as a double. */
const LARGEST = 2 ** 63;

function sample(bits: Bits, a: number): number {
  if (a >= 1025) return 1; // 2^(a-1) would overflow; 1 has all the probability that doubles can tell
  const am1 = a - 1;
  const b = pow(2, am1);
  const smallest = pow(LARGEST, -am1);
  for (;;) {
    const u01 = bits.nextDouble();
    const u = u01 * smallest + (1 - u01);
    const v = bits.nextDouble();
    const x = Math.floor(pow(u, -1 / am1));
    if (x > LARGEST || x < 1) continue;
    const t = pow(1 + 1 / x, am1);
    if ((v * x * (t - 1)) / (b - 1) <= t / b) return x;
  }
}

export const zipf: Distribution = {
  name: 'zipf',
  kind: 'discrete',
  parameters: [above1('a')],
  sample,
  mean: (a) => (a > 2 ? zeta(a - 1) / zeta(a) : Infinity),
  variance: (a) => {
    if (a <= 3) return a > 2 ? Infinity : NaN;
    return zeta(a - 2) / zeta(a) - (zeta(a - 1) / zeta(a)) ** 2;
  },
  support: () => [1, Infinity],
  density: (k, a) => (Number.isInteger(k) && k >= 1 ? k ** -a / zeta(a) : 0),
};
