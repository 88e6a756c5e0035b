/** The multivariate hypergeometric distribution by conditional ones: NumPy's random_mvhg_marginals.c, its default method. */
import { checkInteger, invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { sampleHypergeometric } from './hypergeometric.js';

const MOST = 1e9;

export function multivariateHypergeometric(bits: Bits, colors: ArrayLike<number>, nsample: number): number[] {
  let total = 0;
  for (let i = 0; i < colors.length; i++) {
    total += checkInteger(`multivariateHypergeometric: colors[${i}]`, colors[i], 0, MOST);
  }
  if (total > MOST) {
    throw invalidArgument('multivariateHypergeometric: colors', `numbers of a sum of at most ${MOST}`, total);
  }
  checkInteger('multivariateHypergeometric: nsample', nsample, 0, total);
  const complement = nsample > Math.floor(total / 2);
  const counts = marginals(bits, colors, total, complement ? total - nsample : nsample);
  return complement ? counts.map((drawn, i) => colors[i] - drawn) : counts;
}

function marginals(bits: Bits, colors: ArrayLike<number>, total: number, nsample: number): number[] {
  const counts = Array<number>(colors.length).fill(0);
  let [left, remaining] = [nsample, total];
  for (let j = 0; left > 0 && j + 1 < colors.length; j++) {
    remaining -= colors[j];
    counts[j] = sampleHypergeometric(bits, colors[j], remaining, left);
    left -= counts[j];
  }
  if (left > 0) counts[colors.length - 1] = left;
  return counts;
}
