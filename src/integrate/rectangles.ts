/**
 * The lecture's estimators: n random points of the range are sorted, each point is the right edge of a rectangle that
 * reaches from its left neighbour, and the areas f(x_k) (x_k - x_{k-1}) are added up, k = 2 … n. That leaves out what
 * lies before the first point and after the last, so n = 0 and n = 1 give 0; the corrected variant adds the first
 * rectangle, from the lower limit to the first point.
 */
import type { RandomStream } from '../random/index.js';
import { type Kernel, kernel as kernelOf } from '../kernel/index.js';
import type { Interval } from './interval.js';
import { type RuleInput, type RuleSteps, BlockSum, at, evaluateInSteps, stoppedEarly } from './rule.js';

/** A step between neighbouring points this many times the mean of |f| is no jump but a pole or a spike. */
const UNBOUNDED = 10;
/** The same for the step at either end, beyond which nothing is known: a tenth, where a smooth integrand has 1/n. */
const STEEP_END = 0.1;
/** Below this many points, steps say nothing about what is smooth. */
const ENOUGH = 100;

/** `lecture`: rectangles between neighbouring points only. `corrected`: the first rectangle as well. */
export type RectanglesVariant = 'lecture' | 'corrected';

/**
 * The estimate from n points, whose stream is the n-th substream of `random`: the same n gives the same estimate wherever and in
 * whatever company it is computed.
 */
export function rectanglesValue(
  kernel: Kernel,
  range: Interval,
  variant: RectanglesVariant,
  random: RandomStream,
  n: number,
): number {
  return kernel.sortedRectangles(random.substream(n), n, range.low, range.width, variant === 'corrected');
}

/** The sorted points behind {@link rectanglesValue}, in the range's units. */
export function rectanglesPoints({ low, width }: Interval, random: RandomStream, n: number): Float64Array {
  return random
    .substream(n)
    .fillSortedUniforms(new Float64Array(n))
    .map((u) => low + width * u);
}

/**
 * The estimate with a bound on its error: the sum of |f(x_k) - f(x_{k-1})| (x_k - x_{k-1}), which holds wherever f is
 * monotone between neighbouring points, and for the ends that no rectangle covers their width times |f| there.
 */
export function* rectangles(input: RuleInput, variant: RectanglesVariant): RuleSteps {
  const { range, samples, random, stop } = input;
  const points = rectanglesPoints(range, random, samples);
  const values = new Float64Array(samples);
  const done = yield* evaluateInSteps(input, points, values);
  if (done < samples) return stoppedEarly(stop, done);
  const kernel = known(input.kernel, values, variant);
  const value = rectanglesValue(kernel, range, variant, random, samples);
  const sum = new BlockSum();
  sum.add(points, values);
  const fields = { value, errorKind: 'bound' as const, evaluations: samples };
  if (sum.nonFinite.count > 0) return sum.nonFinite.result({ ...fields, error: Infinity });
  if (samples < 2) {
    const message = `${samples} point${samples === 1 ? '' : 's'} cannot tell the error; use at least 2`;
    return { ...fields, error: Infinity, status: 'suspect', message };
  }
  const steps = variation(points, values);
  const error = steps.total + ends(range, variant, points, values);
  const mean = sum.magnitude / samples;
  if (steps.largest <= UNBOUNDED * mean && steps.outermost <= STEEP_END * mean) {
    return { ...fields, error, status: 'converged' };
  }
  const message = `the integrand is not resolved near ${at(steps.where)}: a spike or a singularity there`;
  return { ...fields, error, status: 'suspect', message };
}

/** A kernel that does not call a function again at points where its values are known. */
function known(kernel: Kernel, values: Float64Array, variant: RectanglesVariant): Kernel {
  if (kernel.engine === 'webassembly') return kernel;
  let i = variant === 'lecture' ? 1 : 0;
  // An odd last point is asked for twice.
  return kernelOf(() => values[Math.min(i++, values.length - 1)]);
}

interface Variation {
  /** Sum of |f(x_k) - f(x_{k-1})| (x_k - x_{k-1}). */
  readonly total: number;
  readonly largest: number;
  /** The larger of the steps at the two ends. */
  readonly outermost: number;
  /** Where the step is that stands out most. */
  readonly where: number;
}

function variation(points: Float64Array, values: Float64Array): Variation {
  const last = points.length - 1;
  let [total, largest, where] = [0, 0, points[0]];
  for (let k = 1; k <= last; k++) {
    const step = Math.abs(values[k] - values[k - 1]);
    total += step * (points[k] - points[k - 1]);
    if (step > largest) [largest, where] = [step, points[k]];
  }
  const outermost = Math.max(Math.abs(values[1] - values[0]), Math.abs(values[last] - values[last - 1]));
  return { total, largest, outermost: points.length < ENOUGH ? 0 : outermost, where };
}

/** What the ends may hold: the last one is never covered, the first one only by the corrected variant. */
function ends(
  { low, high }: Interval,
  variant: RectanglesVariant,
  points: Float64Array,
  values: Float64Array,
): number {
  const last = points.length - 1;
  const before = Math.abs(variant === 'lecture' ? values[0] : values[1] - values[0]) * (points[0] - low);
  return before + Math.abs(values[last]) * (high - points[last]);
}
