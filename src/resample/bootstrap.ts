import {
  NfoldError,
  type NonFinite,
  checkBitGenerator,
  checkConfidence,
  checkInteger,
  checkOneOf,
  checkSeed,
  formatUncertain,
  isNfoldError,
  nonFiniteOf,
  randomSeed,
} from '../core/index.js';
import type { BitGeneratorName, Seed } from '../random/index.js';
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import { Moments } from '../stats/index.js';
import {
  ALTERNATIVES,
  type Alternative,
  type Ends,
  INTERVAL_METHODS,
  type IntervalMethod,
  type LeftOut,
  intervalOf,
} from './interval.js';
import { estimateOf, leastFor, leftOut } from './jackknife.js';
import { type ResampleProblem, resampleShare } from './resample-tasks.js';
import { resamplerOf } from './resampler.js';
import { type Samples, checkSamples } from './samples.js';
import {
  MOST_VALUES,
  type ShareOptions,
  type Shares,
  blockFor,
  shareTask,
  sharesUntilCancelled,
} from './shares.js';
import { type Question, type Statistic, checkStatistic, nameOf, questionOf } from './statistic.js';

export interface BootstrapOptions extends ShareOptions {
  /** How many resamples; a whole number from 1 to 1e9. Default: 9999. */
  readonly n?: number;
  /** Probability that the interval holds the true value, between 0 and 1. Default: 0.95. */
  readonly confidence?: number;
  /** Default: `bca`. */
  readonly method?: IntervalMethod;
  /** `less`: from -Infinity to an upper limit; `greater`: from a lower limit to Infinity. Default: `two-sided`. */
  readonly alternative?: Alternative;
  /** Values of the same index in all samples belong together and are drawn together. Default: as the statistic has it. */
  readonly paired?: boolean;
  /** Keeps the statistic of every resample. Default: false. */
  readonly keep?: boolean;
  /** Seed of the draws; block i of resamples uses the stream (seed, i). Default: 53 bits from the system. */
  readonly seed?: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
}

/** What resampling tells about a statistic. None of it depends on who did it. */
export interface Bootstrap {
  /** The statistic of the data. */
  readonly estimate: number;
  /** The confidence interval; NaN where status is `degenerate` and no interval can be given. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation of the statistic over the resamples. */
  readonly standardError: number;
  /** Mean of the statistic over the resamples, minus the estimate. */
  readonly bias: number;
  readonly confidence: number;
  readonly method: IntervalMethod;
  /** How many resamples. */
  readonly n: number;
  readonly seed: Seed;
  /** Resamples whose statistic is NaN or infinite, and the first of them; they are left out of everything else. */
  readonly nonFinite: NonFinite;
  /** `degenerate`: the distribution is a point, or lies on one side of the estimate. `non-finite`: see {@link nonFinite}. */
  readonly status: 'ok' | 'degenerate' | 'non-finite';
  /** What is wrong and what to do, in a line, unless the status is `ok`. */
  readonly message?: string;
  /** The statistic of each resample, in their order, if it was to be kept. */
  readonly distribution?: Float64Array;
  /** `0.532(41), 95 % interval 0.45 to 0.61 (bca, 9999 resamples)`. */
  toString(): string;
}

const OPTIONS: readonly string[] = [
  'n',
  'confidence',
  'method',
  'alternative',
  'paired',
  'keep',
  'seed',
  'bitGenerator',
  'onProgress',
] satisfies (keyof BootstrapOptions)[];

const RESAMPLE = shareTask<ResampleProblem>('resampleShare', resampleShare);

/**
 * A confidence interval, the standard error and the bias of a statistic, from samples drawn with replacement out of the data:
 * scipy.stats.bootstrap. Bit for bit the same for any number of workers.
 *
 * B. Efron, R. J. Tibshirani, "An Introduction to the Bootstrap" (1993); T. J. DiCiccio, B. Efron, "Bootstrap confidence
 * intervals", Statistical Science 11 (1996) 189-228.
 *
 * @param data a sample, or several such as `[x, y]`, of at least 2 finite numbers each
 * @param statistic a name such as `median`, `{ quantile: 0.9 }`, or a function of the samples, which gets copies of its own
 * @throws NfoldError `ERR_INVALID_ARGUMENT`; `ERR_NON_FINITE` where the statistic of the data is not finite; `ERR_CANCELLED`, with
 *   what the resamples until then come to as `details.partial`, if there were any; and what the statistic and the pool throw
 *
 * @example
 * const { low, high } = await bootstrap(values, 'median', { seed: 1, pool });
 * const slope = await bootstrap([x, y], 'slope', { method: 'percentile' });
 * const spread = await bootstrap(values, (x) => Math.max(...x) - Math.min(...x), { n: 2000 });
 */
export async function bootstrap(
  data: Samples,
  statistic: Statistic,
  options: BootstrapOptions = {},
): Promise<Bootstrap> {
  checkParallelOptions(options, OPTIONS);
  return withWorkers(options, (own) => resampled(data, statistic, own));
}

async function resampled(data: Samples, statistic: Statistic, options: BootstrapOptions): Promise<Bootstrap> {
  const settings = settingsOf(options);
  const asked = checkStatistic(statistic);
  const question = questionOf(
    asked,
    checkSamples(data, Math.max(2, leastFor(asked)), options.pool),
    options.paired,
  );
  const estimate = estimateOf(question);
  const progress = progressOf(question, settings, options);
  const drawing = distributionOf(question, settings, { ...options, onProgress: progress(0) });
  const wanted = settings.method === 'bca';
  // What has a formula is computed here while workers draw; calls of a function come after the resamples.
  const early = wanted && typeof asked !== 'function' ? leftOut(question, {}) : undefined;
  const drawn = await drawing;
  const { values } = drawn;
  let { cancelled } = drawn;
  let jackknife = await early;
  if (wanted && jackknife === undefined && cancelled === undefined) {
    try {
      jackknife = await leftOut(question, { ...options, onProgress: progress(settings.n) });
    } catch (error) {
      if (!isNfoldError(error, 'ERR_CANCELLED')) throw error;
      cancelled = error;
    }
  }
  if (cancelled !== undefined && values.length === 0) throw cancelled;
  // Without its jackknife a cancelled run has the next best interval.
  const method = wanted && jackknife === undefined ? 'percentile' : settings.method;
  const all = { values, estimate, jackknife, keep: options.keep === true, name: nameOf(asked) };
  const found = conclude(all, { ...settings, method, n: values.length });
  if (cancelled === undefined) return found;
  const { code, message, details } = cancelled;
  throw new NfoldError(code, message, { ...details, partial: found }, { cause: cancelled });
}

interface Resampled {
  /** The statistic of each resample. */
  readonly values: Float64Array;
  readonly estimate: number;
  readonly jackknife: LeftOut | undefined;
  readonly keep: boolean;
  readonly name: string;
}

/** What the resamples come to. */
function conclude({ values, estimate, jackknife, keep, name }: Resampled, settings: Settings): Bootstrap {
  const distribution = finiteOf(values);
  const moments = new Moments().addAll(distribution);
  const point = moments.min === moments.max && moments.min === estimate;
  // Where all is one point, so is the interval, by whatever method.
  const how = point ? ({ ...settings, method: 'percentile' } as const) : settings;
  const ends: Ends = intervalOf(distribution, estimate, how, jackknife);
  const { confidence, method, n, seed } = settings;
  const found = {
    estimate,
    low: ends[0],
    high: ends[1],
    standardError: moments.sd,
    bias: moments.mean - estimate,
    confidence,
    method,
    n,
    seed,
    nonFinite: nonFiniteOf(values),
  };
  const text = textOf(found);
  return {
    ...found,
    ...verdict(found, moments, name, jackknife?.values),
    distribution: keep ? values : undefined,
    toString: () => text,
  };
}

type Settings = Required<
  Pick<BootstrapOptions, 'n' | 'confidence' | 'method' | 'alternative' | 'seed' | 'bitGenerator'>
>;

function settingsOf(options: BootstrapOptions): Settings {
  return {
    n: checkInteger('n', options.n ?? 9999, 1, MOST_VALUES),
    confidence: checkConfidence('confidence', options.confidence ?? 0.95),
    method: checkOneOf('method', options.method ?? 'bca', INTERVAL_METHODS),
    alternative: checkOneOf('alternative', options.alternative ?? 'two-sided', ALTERNATIVES),
    seed: checkSeed('seed', options.seed ?? randomSeed()),
    bitGenerator: checkBitGenerator(options.bitGenerator ?? 'sfc64'),
  };
}

/** The statistic of each resample. */
function distributionOf(
  question: Question,
  { n, seed, bitGenerator }: Settings,
  options: ShareOptions,
): Promise<Shares> {
  const { statistic, samples, paired } = question;
  const { cost } = resamplerOf(question);
  const block = blockFor(cost);
  const problem: ResampleProblem = { samples, paired, seed, bitGenerator, block };
  const known = typeof statistic === 'function' ? undefined : cost;
  return sharesUntilCancelled(RESAMPLE, statistic, problem, { total: n, block, cost: known }, options);
}

/** Progress over resamples, and over the calls without one value each where these take time too. */
function progressOf(
  { statistic, samples, paired }: Question,
  { n, method }: Settings,
  { onProgress }: ShareOptions,
): (before: number) => (done: number) => void {
  const calls = typeof statistic === 'function' && method === 'bca';
  const values = paired ? samples[0].length : samples.reduce((sum, { length }) => sum + length, 0);
  const total = n + (calls ? values : 0);
  return (before) => (done) => onProgress?.(before + done, total);
}

function finiteOf(values: Float64Array): Float64Array {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return values.filter(Number.isFinite);
  }
  return values;
}

type Found = Omit<Bootstrap, 'status' | 'message' | 'distribution' | 'toString'>;

/** Whether the interval can be believed, and why not. */
function verdict(
  { low, high, estimate, n, nonFinite }: Found,
  { min, max }: Moments,
  name: string,
  without: Float64Array | undefined,
): Pick<Bootstrap, 'status' | 'message'> {
  if (Number.isNaN(low) || Number.isNaN(high)) {
    const message = whyNoInterval(name, nonFinite.count === n, without);
    return { status: 'degenerate', message };
  }
  if (min === max) {
    return {
      status: 'degenerate',
      message: `the ${name} is ${min} in every resample, so its error is not known`,
    };
  }
  if (nonFinite.count === 0) return { status: 'ok' };
  const message = `the ${name} is not finite in ${nonFinite.count} of ${n} resamples, which are left out (estimate ${estimate})`;
  return { status: 'non-finite', message };
}

function whyNoInterval(name: string, nowhere: boolean, without: Float64Array | undefined): string {
  if (nowhere) return `the ${name} is not finite in any resample, so there is no interval`;
  const bad = without?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  if (bad >= 0)
    return `the ${name} without value ${bad} is not finite, so there is no bca interval; use method percentile`;
  return `there is no bca interval, as the ${name} of resamples lies on one side of the estimate or does not depend on single values; use method percentile`;
}

function textOf({ estimate, standardError, low, high, confidence, method, n }: Found): string {
  const [from, to] = [low, high].map((end) => shortEnd(end, standardError));
  const percent = Number((100 * confidence).toPrecision(12));
  return `${formatUncertain(estimate, standardError)}, ${percent} % interval ${from} to ${to} (${method}, ${n} resamples)`;
}

/** An end of the interval to the place of the standard error's second digit. */
function shortEnd(end: number, error: number): string {
  if (!(error > 0 && Number.isFinite(end))) return String(end);
  const digits = 1 - Math.floor(Math.log10(error));
  return digits >= 0 && digits <= 20 ? end.toFixed(digits) : String(Number(end.toPrecision(6)));
}
