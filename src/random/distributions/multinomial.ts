/** The multinomial distribution by conditional binomials: random_multinomial of NumPy's distributions.c. */
import { checkInteger, invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { sampleBinomial } from './binomial.js';

export function multinomial(bits: Bits, n: number, p: ArrayLike<number>): number[] {
  checkInteger('multinomial: n', n);
  checkProbabilities(p);
  const counts = Array<number>(p.length).fill(0);
  let left = n;
  let remaining = 1;
  for (let j = 0; j < p.length - 1 && left > 0; j++) {
    counts[j] = sampleBinomial(bits, left, Math.min(1, p[j] / remaining));
    left -= counts[j];
    remaining -= p[j];
  }
  if (left > 0) counts[p.length - 1] = left;
  return counts;
}

/** The last probability is what the others leave; they may exceed 1 by rounding alone. */
function checkProbabilities(p: ArrayLike<number>): void {
  if (p.length === 0) throw invalidArgument('multinomial: p', 'a list of at least one probability', p);
  let sum = 0;
  for (let i = 0; i < p.length; i++) {
    if (!(p[i] >= 0 && p[i] <= 1))
      throw invalidArgument(`multinomial: p[${i}]`, 'a number from 0 to 1', p[i]);
    sum += p[i];
  }
  if (Math.abs(sum - 1) > 1e-8)
    throw invalidArgument('the sum of multinomial: p', '1', sum, 'divide by the sum');
}
