import { isNfoldError, NfoldError, type NonFinite } from '../core/index.js';
import type { Seed } from '../random/index.js';
import type { Experiment, StopReason } from './runs-experiment.js';
import type { Series, TracePoint } from './runs-series.js';

/** The mean of something over the runs, and how well it is known. */
export interface MeanSummary {
  readonly mean: number;
  /** The confidence interval of the mean, by Student's t: mean ± halfWidth. Infinite for fewer than two observations. */
  readonly low: number;
  readonly high: number;
  readonly halfWidth: number;
  /** Standard error of the mean; NaN for fewer than two observations. */
  readonly standardError: number;
  /** Mean and half width at each checkpoint, for a picture. */
  readonly trace: readonly TracePoint[];
}

/** What is known of an output. NaN and infinite numbers are counted, and left out of everything else. */
export interface OutputSummary extends MeanSummary {
  /** Standard deviation of a single run. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly quantiles: readonly { readonly q: number; readonly value: number }[];
  /** Runs whose output is NaN or infinite, and the first of them. */
  readonly nonFinite: NonFinite;
  /**
   * By which factor the pairs make the variance of the mean smaller than as many independent runs would; below 1 they harm.
   * With antithetic pairs only.
   */
  readonly varianceReduction?: number;
  /** The output of every run, with `keepValues`. */
  readonly values?: Float64Array;
}

/** What all results of replications tell of how they came about. */
export interface RunsRecord {
  /** Runs that the figures are made of. */
  readonly runs: number;
  /** Runs that there would have been without a stop. */
  readonly planned: number;
  /**
   * `all-runs` were made, the interval of the stop rule was `precise` enough before that, or the signal `aborted`. Of a partial
   * result in the details of an error it is `failed`.
   */
  readonly reason: StopReason | 'failed';
  readonly seed: Seed;
  readonly confidence: number;
}

/** Independent replications and what they say. */
export interface RunsResult<N extends string = string> extends RunsRecord {
  readonly outputs: Readonly<Record<N, OutputSummary>>;
}

export function recordOf({ plan, runs }: Experiment, reason: RunsRecord['reason']): RunsRecord {
  return { runs, planned: plan.n, reason, seed: plan.spec.seed, confidence: plan.confidence };
}

/** The series of outputs, by name. */
export function byName<T>(
  { table: { names = [] } }: Experiment,
  series: readonly Series[],
  summary: (series: Series, output: number) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(names.map((name, k) => [name, summary(series[k], k)]));
}

export function meanSummary(series: Series, confidence: number): MeanSummary {
  const { mean, halfWidth } = series.interval(confidence);
  const { standardError } = series.observations;
  const { trace } = series;
  return { mean, low: mean - halfWidth, high: mean + halfWidth, halfWidth, standardError, trace };
}

export function outputSummary({ plan }: Experiment, series: Series): OutputSummary {
  const { runs, observations, nonFinite, firstNonFinite } = series;
  return {
    ...meanSummary(series, plan.confidence),
    sd: runs.sd,
    min: runs.n === 0 ? NaN : runs.min,
    max: runs.n === 0 ? NaN : runs.max,
    quantiles: series.quantiles(plan.quantiles),
    nonFinite: { count: nonFinite, ...(firstNonFinite !== undefined && { first: firstNonFinite }) },
    // The mean of a pair of independent runs has half the variance of one.
    ...(plan.spec.antithetic && { varianceReduction: runs.variance / 2 / observations.variance }),
    ...(plan.keepValues && { values: series.values() }),
  };
}

/** The error of failed runs, with `details.partial`: the result of those that had finished. */
export function withPartial(error: unknown, partial: unknown): unknown {
  if (!isNfoldError(error)) return error;
  const { finished: _, ...details } = error.details;
  return new NfoldError(error.code, error.message, { ...details, partial }, { cause: error.cause ?? error });
}
