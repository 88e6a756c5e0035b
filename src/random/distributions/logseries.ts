/**
 * The logarithmic series distribution: A. W. Kemp, "Efficient generation of logarithmically distributed pseudo-random
 * variables", Applied Statistics 30 (1981), algorithm LK. Draw for draw random_logseries of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { log } from '../math/log.js';
import type { Distribution } from './definition.js';
import { probabilityBelow1 } from './parameters.js';

function sample(bits: Bits, p: number): number {
  const r = Math.log1p(-p);
  for (;;) {
    const v = bits.nextDouble();
    if (v >= p) return 1;
    const q = -Math.expm1(r * bits.nextDouble());
    if (v > q * q) return v >= q ? 1 : 2;
    const k = Math.floor(1 + log(v) / log(q));
    if (k >= 1 && v > 0) return k;
  }
}

/** -1 / log(1 - p) */
const factor = (p: number): number => -1 / Math.log1p(-p);

export const logseries: Distribution = {
  name: 'logseries',
  kind: 'discrete',
  parameters: [probabilityBelow1('p')],
  sample,
  mean: (p) => (p === 0 ? 1 : (factor(p) * p) / (1 - p)),
  variance: (p) => (p === 0 ? 0 : (factor(p) * p * (1 - factor(p) * p)) / (1 - p) ** 2),
  support: () => [1, Infinity],
  density: (k, p) => {
    if (!(Number.isInteger(k) && k >= 1)) return 0;
    return p === 0 ? Number(k === 1) : (factor(p) * p ** k) / k;
  },
};
