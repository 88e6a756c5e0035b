/**
 * The binomial distribution. n min(p, 1 - p) above 30: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial random variate
 * generation", Communications of the ACM 31 (1988), algorithm BTPE in btpe.ts; else by inversion. Draw for draw
 * random_binomial of NumPy's distributions.c.
 */
import type { Bits } from '../bits.js';
import { exp } from '../math/exp.js';
import { log } from '../math/log.js';
import { logChoose } from '../math/log-gamma.js';
import { btpe } from './btpe.js';
import type { Distribution } from './definition.js';
import { count, probability } from './parameters.js';

export function sampleBinomial(bits: Bits, n: number, p: number): number {
  if (n === 0 || p === 0) return 0;
  if (p <= 0.5) return sampleSmall(bits, n, p);
  return n - sampleSmall(bits, n, 1 - p);
}

function sampleSmall(bits: Bits, n: number, p: number): number {
  return p * n <= 30 ? inversion(bits, n, p) : btpe(bits, n, p);
}

function inversion(bits: Bits, n: number, p: number): number {
  const q = 1 - p;
  const qn = exp(n * log(q));
  const np = n * p;
  const bound = Math.trunc(Math.min(n, np + 10 * Math.sqrt(np * q + 1)));
  let k = 0;
  let px = qn;
  let u = bits.nextDouble();
  while (u > px) {
    k++;
    if (k > bound) {
      k = 0;
      px = qn;
      u = bits.nextDouble();
    } else {
      u -= px;
      px = ((n - k + 1) * p * px) / (k * q);
    }
  }
  return k;
}

function probabilityOf(k: number, n: number, p: number): number {
  if (!(Number.isInteger(k) && k >= 0 && k <= n)) return 0;
  if (p === 0 || p === 1) return Number(k === n * p);
  return Math.exp(logChoose(n, k) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

export const binomial: Distribution = {
  name: 'binomial',
  kind: 'discrete',
  parameters: [count('n'), probability('p')],
  sample: sampleBinomial,
  mean: (n, p) => n * p,
  variance: (n, p) => n * p * (1 - p),
  support: (n) => [0, n],
  density: probabilityOf,
};
