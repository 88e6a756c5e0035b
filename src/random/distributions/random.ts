/** The uniform distribution on [0, 1): random_standard_uniform of NumPy's distributions.c; 24 bits in single precision. */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';

const TWO_M24 = 2 ** -24;

/** A uniform of 24 bits. */
export function nextFloat(bits: Bits): number {
  return (bits.next32() >>> 8) * TWO_M24;
}

export const random: Distribution = {
  name: 'random',
  kind: 'continuous',
  parameters: [],
  sample: (bits) => bits.nextDouble(),
  sample32: nextFloat,
  bulk: () => ({ kernel: 'random', offset: 0, scale: 1 }),
  mean: () => 0.5,
  variance: () => 1 / 12,
  support: () => [0, 1],
  density: (x) => (x >= 0 && x <= 1 ? 1 : 0),
};
