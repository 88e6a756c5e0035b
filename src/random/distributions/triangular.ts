/** The triangular distribution by inversion: random_triangular of NumPy's distributions.c. */
import type { Bits } from '../bits.js';
import type { Distribution } from './definition.js';
import { finite } from './parameters.js';

function sample(bits: Bits, left: number, mode: number, right: number): number {
  const base = right - left;
  const leftBase = mode - left;
  const u = bits.nextDouble();
  if (u <= leftBase / base) return left + Math.sqrt(u * (leftBase * base));
  return right - Math.sqrt((1 - u) * ((right - mode) * base));
}

function density(x: number, left: number, mode: number, right: number): number {
  if (!(x >= left && x <= right)) return 0;
  const top = 2 / (right - left);
  if (x === mode) return top;
  return x < mode ? (top * (x - left)) / (mode - left) : (top * (right - x)) / (right - mode);
}

export const triangular: Distribution = {
  name: 'triangular',
  kind: 'continuous',
  parameters: [finite('left'), finite('mode'), finite('right')],
  joint: {
    name: 'mode',
    rule: 'from left to right, with left less than right',
    accepts: (left, mode, right) => left <= mode && mode <= right && left < right && right - left < Infinity,
  },
  sample,
  mean: (left, mode, right) => (left + mode + right) / 3,
  variance: (a, c, b) => (a * a + b * b + c * c - a * b - a * c - b * c) / 18,
  support: (left, _mode, right) => [left, right],
  density,
};
