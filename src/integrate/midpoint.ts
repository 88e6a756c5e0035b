/**
 * The composite midpoint rule on equal cells, x_i = a + (i + 1/2) h: P. J. Davis and P. Rabinowitz, "Methods of
 * Numerical Integration", 2nd ed. (1984), section 2.1. Its error falls as h^2 for a smooth integrand.
 *
 * The error is judged from the values themselves. Three neighbouring cells give h (f_0 + f_1 + f_2) or, as one wide
 * cell, 3 h f_1; the difference d = h (f_0 - 2 f_1 + f_2) is eight times the error of the finer value where f is
 * smooth (Richardson). The d of all overlapping triples count each cell three times, so the sum of |d| / 24 is used.
 * Near a jump or an integrable singularity the error is about |d| itself, so twice the largest |d| is added; for a
 * smooth integrand that is a negligible term of order h^3.
 */
import { type RuleInput, type RuleSteps, BlockSum, at, evaluateInSteps, stoppedEarly } from './rule.js';

/** Points a block. */
const BLOCK = 16_384;
/** A second difference this many times the mean of |f| is no jump but a pole or a spike; its error is not bounded. */
const UNBOUNDED = 3;
/** Rounding of the values, of h and of the product, in units of the double's precision; the sum itself adds none. */
const ROUNDINGS = 2;

export function* midpoint(input: RuleInput): RuleSteps {
  const { range, samples, stop } = input;
  const h = range.width / samples;
  const sum = new BlockSum();
  const bends = new SecondDifferences();
  for (let from = 0; from < samples; from += BLOCK) {
    const points = new Float64Array(Math.min(BLOCK, samples - from));
    for (let i = 0; i < points.length; i++) points[i] = range.low + (from + i + 0.5) * h;
    const values = new Float64Array(points.length);
    const done = yield* evaluateInSteps(input, points, values);
    if (done < points.length) return stoppedEarly(stop, from + done);
    sum.add(points, values);
    bends.add(points, values);
  }
  const fields = { value: h * sum.value, errorKind: 'bound' as const, evaluations: samples };
  if (sum.nonFinite.count > 0) return sum.nonFinite.result({ ...fields, error: Infinity });
  if (samples < 3) {
    const message = `${samples} sample${samples === 1 ? '' : 's'} cannot tell the error; use at least 3`;
    return { ...fields, error: Infinity, status: 'suspect', message };
  }
  const error = h * (bends.sum / 24 + 2 * bends.largest) + ROUNDINGS * Number.EPSILON * h * sum.magnitude;
  if (bends.largest <= (UNBOUNDED * sum.magnitude) / samples)
    return { ...fields, error, status: 'converged' };
  const message = `the integrand is not resolved near ${at(bends.where)}: a spike or a singularity there`;
  return { ...fields, error, status: 'suspect', message };
}

/** |f_0 - 2 f_1 + f_2| over all neighbouring points, blocks after blocks. */
class SecondDifferences {
  sum = 0;
  largest = 0;
  where = NaN;
  #before = NaN;
  #last = NaN;

  add(points: Float64Array, values: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      const d = Math.abs(this.#before - 2 * this.#last + values[i]);
      if (d >= 0) this.sum += d;
      if (d > this.largest) {
        this.largest = d;
        this.where = points[Math.max(i - 1, 0)];
      }
      this.#before = this.#last;
      this.#last = values[i];
    }
  }
}
