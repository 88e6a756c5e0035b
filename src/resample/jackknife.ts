import { NfoldError } from '../core/index.js';
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import type { LeftOut } from './interval.js';
import { leaveEachOut, sizesOf } from './leave-one-out.js';
import { type Data, jackknifeShare } from './resample-tasks.js';
import { type Samples, checkSamples } from './samples.js';
import { type ShareOptions, inShares, shareTask } from './shares.js';
import {
  type Question,
  type Statistic,
  checkStatistic,
  functionOf,
  nameOf,
  questionOf,
} from './statistic.js';

export interface JackknifeOptions extends ShareOptions {
  /** Values of the same index in all samples belong together and are left out together. Default: as the statistic has it. */
  readonly paired?: boolean;
}

/** What leaving out one value at a time tells about a statistic. */
export interface Jackknife {
  /** The statistic of the data. */
  readonly estimate: number;
  /** (n - 1) (mean of {@link values} - estimate): what the statistic is too large by, on average. */
  readonly bias: number;
  /** The root of (n - 1) / n times the sum of squares of {@link values} about their mean; samples' variances add up. */
  readonly standardError: number;
  /** The statistic without value i of the data; samples one after the other, unless they are paired. */
  readonly values: Float64Array;
}

const JACKKNIFE = shareTask<Data>('jackknifeShare', jackknifeShare);

/**
 * Bias and standard error of a statistic by leaving out one value at a time. Right for smooth statistics; the standard error
 * of a median or another quantile is not consistent. Built-in statistics take O(n), others a call for each value.
 *
 * M. H. Quenouille, "Notes on bias in estimation", Biometrika 43 (1956) 353-360; B. Efron, R. J. Tibshirani, "An Introduction
 * to the Bootstrap" (1993), chapter 11.
 *
 * @param data a sample of at least 2 finite numbers, 3 for `sd`, `variance`, `correlation` and `slope`; or several samples
 * @param statistic a built-in statistic or a function of the samples
 * @throws NfoldError `ERR_INVALID_ARGUMENT`; `ERR_NON_FINITE` where the statistic is not finite; and what the pool throws
 *
 * @example
 * const { bias, standardError } = await jackknife(values, 'variance');
 */
export async function jackknife(
  data: Samples,
  statistic: Statistic,
  options: JackknifeOptions = {},
): Promise<Jackknife> {
  checkParallelOptions(options, ['paired', 'onProgress']);
  return withWorkers(options, (own) => leftOneOut(data, statistic, own));
}

async function leftOneOut(
  data: Samples,
  statistic: Statistic,
  options: JackknifeOptions,
): Promise<Jackknife> {
  const asked = checkStatistic(statistic);
  const question = questionOf(asked, checkSamples(data, leastFor(asked) + 1, options.pool), options.paired);
  const estimate = estimateOf(question);
  const { values, sizes } = await leftOut(question, options);
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) {
    const which = `the ${nameOf(asked)} without value ${bad} is ${values[bad]}`;
    throw new NfoldError('ERR_NON_FINITE', `${which}; the jackknife needs it finite without each value`, {
      index: bad,
    });
  }
  return { estimate, ...spreadOf(values, sizes, estimate), values };
}

/** How many values a statistic needs at least: spreads need two. */
export function leastFor(statistic: Statistic): number {
  const spread = ['sd', 'variance', 'correlation', 'slope'] as const;
  return (spread as readonly unknown[]).includes(statistic) ? 2 : 1;
}

/**
 * The statistic of the data themselves.
 *
 * @throws NfoldError `ERR_NON_FINITE`
 */
export function estimateOf({ statistic, samples }: Question): number {
  const value = functionOf(statistic)(...samples.map((sample) => Float64Array.from(sample)));
  if (Number.isFinite(value)) return value;
  const remedy = typeof statistic === 'function' ? '' : '; some sample does not vary';
  throw new NfoldError('ERR_NON_FINITE', `the ${nameOf(statistic)} of the data is ${value}${remedy}`, {
    value,
  });
}

/** The statistic without each value: by formula, or by calls in shares. */
export async function leftOut(question: Question, options: ShareOptions): Promise<LeftOut> {
  const sizes = sizesOf(question);
  const known = leaveEachOut(question);
  if (known !== undefined) return { values: known, sizes };
  const { statistic, samples, paired } = question;
  const run = { total: sizes.reduce((sum, n) => sum + n, 0), block: 1 };
  return { values: await inShares(JACKKNIFE, statistic, { samples, paired }, run, options), sizes };
}

function spreadOf(
  values: Float64Array,
  sizes: readonly number[],
  estimate: number,
): { bias: number; standardError: number } {
  let [bias, variance, start] = [0, 0, 0];
  for (const n of sizes) {
    const sample = values.subarray(start, (start += n));
    // About the estimate, so that the small differences keep their digits.
    const shift = sample.reduce((sum, value) => sum + (value - estimate), 0) / n;
    const squares = sample.reduce((sum, value) => sum + (value - estimate - shift) ** 2, 0);
    bias += (n - 1) * shift;
    variance += ((n - 1) / n) * squares;
  }
  return { bias, standardError: Math.sqrt(variance) };
}
