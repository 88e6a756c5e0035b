/**
 * The geometric distribution, the number of trials up to the first success: random_geometric of NumPy's distributions.c, by
 * search for p of at least 1/3, else by inversion. Numbers above 2^53 are rounded to doubles.
 */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import { positiveProbability } from './parameters.js';
import { sampleStandardExponential } from './standard-exponential.js';

/** NumPy's numbers end at 2^63 - 1; this is the double for that. */
const LARGEST = 2 ** 63;

function sample(bits: Bits, p: number): number {
  if (p >= 1 / 3) return search(bits, p);
  return Math.min(LARGEST, Math.ceil(-sampleStandardExponential(bits) / Math.log1p(-p)));
}

function search(bits: Bits, p: number): number {
  const q = 1 - p;
  const u = bits.nextDouble();
  let k = 1;
  let term = p;
  let sum = p;
  while (u > sum) {
    term *= q;
    sum += term;
    k++;
  }
  return k;
}

export const geometric: Distribution = {
  name: 'geometric',
  kind: 'discrete',
  parameters: [positiveProbability('p')],
  sample,
  mean: (p) => 1 / p,
  variance: (p) => (1 - p) / p ** 2,
  support: () => [1, Infinity],
  density: (k, p) => (Number.isInteger(k) && k >= 1 ? p * (1 - p) ** (k - 1) : 0),
};
