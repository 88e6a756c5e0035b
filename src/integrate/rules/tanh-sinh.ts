/**
 * x = middle + width/2 tanh(pi/2 sinh t), for a finite range: Takahasi and Mori (1974), see double-exponential.ts. Nodes are
 * placed by their distance from the nearer end, so none is lost to rounding next to an end at 0.
 */
import type { Goal } from '../quad/result.js';
import type { Sampler } from '../quad/sampler.js';
import { type DoubleExponentialFound, doubleExponential } from './double-exponential.js';
import { FiniteSide } from './end-side.js';

export function tanhSinh(
  sampler: Sampler,
  a: number,
  b: number,
  goal: Goal,
  patient?: boolean,
  strict?: boolean,
): DoubleExponentialFound {
  const width = b - a;
  const left = new FiniteSide(sampler, a, 1, width, 'tanh');
  const right = new FiniteSide(sampler, b, -1, width, 'tanh');
  return doubleExponential(sampler, [left, right], goal, 'tanh-sinh', patient, strict);
}

/** How far samples may be from what the nodes foretell, relative to the largest value in t. */
const EXPLAINED = 1e-4;

/** The first of some other samples that a tanh-sinh rule's nodes do not foretell: something narrow is there. */
export function unexplained(
  found: DoubleExponentialFound,
  a: number,
  b: number,
  x: ArrayLike<number>,
  y: ArrayLike<number>,
): number | undefined {
  const width = b - a;
  for (let j = 0; j < x.length; j++) {
    const low = (x[j] - a) / width;
    const high = (b - x[j]) / width;
    // x = middle + width/2 tanh(pi/2 sinh t), so exp(pi sinh t) = low / high.
    const sinh = Math.log(low / high) / Math.PI;
    const weight = width * Math.PI * Math.sqrt(1 + sinh * sinh) * low * high;
    if (Math.abs(found.between(Math.asinh(sinh)) - weight * y[j]) > EXPLAINED * found.largest) return x[j];
  }
  return undefined;
}
