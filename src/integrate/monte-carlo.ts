/**
 * Plain Monte Carlo: (b - a) times the mean of f at independent uniform points, with the standard error
 * (b - a) sd / sqrt(n). J. M. Hammersley and D. C. Handscomb, "Monte Carlo Methods" (1964), chapter 5.
 */
import { Moments } from '../stats/index.js';
import { NonFinite, type RuleInput, type RuleSteps, evaluateInSteps, stoppedEarly } from './rule.js';
import { STOPPED } from './stop.js';

/** Points a block. Block i draws from the stream (seed, i), so blocks may be computed anywhere in any order. */
const BLOCK = 16_384;
/**
 * The share of the variance in a single point from which the standard error is not believed: with a finite variance the
 * share of n points falls towards 0, with an infinite one it does not (the ratio of the largest term to the sum,
 * D. A. Darling, Trans. Amer. Math. Soc. 73 (1952) 95-107).
 */
const DOMINATING = 0.03;
/** Below this many points the share says nothing. */
const ENOUGH = 1000;

export function* monteCarlo(input: RuleInput): RuleSteps {
  const { range, samples, random, stop, onStep } = input;
  const moments = new Moments();
  const nonFinite = new NonFinite();
  for (let from = 0; from < samples && stop.reason === undefined; from += BLOCK) {
    const points = random
      .substream(from / BLOCK)
      .fillRandom(new Float64Array(Math.min(BLOCK, samples - from)));
    for (let i = 0; i < points.length; i++) points[i] = range.low + range.width * points[i];
    const all = new Float64Array(points.length);
    const done = yield* evaluateInSteps(input, points, all);
    const values = all.subarray(0, done);
    const block = new Moments().addAll(values);
    if (!Number.isFinite(block.mean)) nonFinite.scan(points, values);
    moments.merge(block);
    onStep?.({
      evaluations: moments.n,
      value: range.width * moments.mean,
      error: range.width * moments.standardError,
    });
  }
  const evaluations = moments.n;
  if (evaluations === 0) return stoppedEarly(stop, 0);
  const fields = { value: range.width * moments.mean, errorKind: 'standard-error' as const, evaluations };
  if (nonFinite.count > 0) return nonFinite.result({ ...fields, error: Infinity });
  if (evaluations < 2) {
    const message = 'one sample cannot tell the standard error; use at least 2';
    return { ...fields, error: Infinity, status: 'suspect', message };
  }
  const error = range.width * moments.standardError;
  if (stop.reason !== undefined) return { ...fields, error, ...STOPPED[stop.reason] };
  const extreme = Math.max(moments.max - moments.mean, moments.mean - moments.min);
  const share = extreme ** 2 / (moments.variance * (evaluations - 1));
  if (evaluations < ENOUGH || !(share > DOMINATING)) return { ...fields, error, status: 'converged' };
  const message = `one point holds ${Math.round(100 * share)} % of the variance: a spike or a singularity, the standard error is too small`;
  return { ...fields, error, status: 'suspect', message };
}
