/**
 * x = middle + width/2 tanh(pi/2 sinh t), for a finite range: Takahasi and Mori (1974), see double-exponential.ts. Nodes are
 * placed by their distance from the nearer end, so none is lost to rounding next to an end at 0.
 */
import type { Goal } from '../quad/result.js';
import type { Sampler } from '../quad/sampler.js';
import { type DoubleExponentialFound, doubleExponential } from './double-exponential.js';
import { FiniteSide } from './end-side.js';

export function tanhSinh(sampler: Sampler, a: number, b: number, goal: Goal, patient?: boolean): DoubleExponentialFound {
  const width = b - a;
  const left = new FiniteSide(sampler, a, 1, width, 'tanh');
  const right = new FiniteSide(sampler, b, -1, width, 'tanh');
  return doubleExponential(sampler, [left, right], goal, 'tanh-sinh', patient);
}
