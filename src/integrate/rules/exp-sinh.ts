/** x = a + scale exp(pi/2 sinh t), for a range with one infinite end: Takahasi and Mori (1974), see double-exponential.ts. */
import type { Goal } from '../quad/result.js';
import type { Sampler } from '../quad/sampler.js';
import { type DoubleExponentialFound, doubleExponential } from './double-exponential.js';
import { FiniteSide, InfiniteSide } from './end-side.js';

/** Integrates from the finite end to infinity, to the right (1) or to the left (-1); the value is that over the ascending range. */
export function expSinh(
  sampler: Sampler,
  end: number,
  towards: 1 | -1,
  scale: number,
  goal: Goal,
  patient?: boolean,
): DoubleExponentialFound {
  const near = new FiniteSide(sampler, end, towards, scale, 'exp');
  const far = new InfiniteSide(sampler, end, towards, scale, 'exp');
  return doubleExponential(sampler, [near, far], goal, 'exp-sinh', patient);
}
