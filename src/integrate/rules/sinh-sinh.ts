/** x = origin + scale sinh(pi/2 sinh t), for the whole line: Takahasi and Mori (1974), see double-exponential.ts. */
import type { Goal } from '../quad/result.js';
import type { Sampler } from '../quad/sampler.js';
import { type DoubleExponentialFound, doubleExponential } from './double-exponential.js';
import { InfiniteSide } from './end-side.js';

export function sinhSinh(
  sampler: Sampler,
  origin: number,
  scale: number,
  goal: Goal,
  patient?: boolean,
): DoubleExponentialFound {
  const left = new InfiniteSide(sampler, origin, -1, scale, 'sinh');
  const right = new InfiniteSide(sampler, origin, 1, scale, 'sinh');
  return doubleExponential(sampler, [left, right], goal, 'sinh-sinh', patient);
}
