import type { Tolerance } from '../core/index.js';
import type { MedianEstimate } from '../stats/index.js';
import type { Resources } from './meter.js';
import type { Probe } from './probe.js';
import type { Ratio } from './ratio.js';
import type { Clock } from './rounds.js';

/** What is timed: a function, or one with something to be made ready before each sample, untimed. */
export type Timed<T> =
  | (() => T | PromiseLike<T>)
  | {
      /** Awaited before each sample. */
      prepare(): unknown;
      run(): T | PromiseLike<T>;
    };

/**
 * How results are compared: `true` to the last bit, within a tolerance (`|a - b| <= max(atol, rtol |a|)` for each number),
 * or by a function that answers the first difference in words, undefined when there is none.
 */
export type Equality<T> = true | Tolerance | ((expected: T, actual: T) => string | undefined);

export interface BenchOptions<T> {
  /** How often each variant is timed; without it `budget` and `precision` decide. */
  readonly rounds?: number;
  /** Rounds that are made in any case; default 6, the fewest that give the median an interval of 95 %. */
  readonly minRounds?: number;
  /** Rounds that are never exceeded; default 1000. */
  readonly maxRounds?: number;
  /** Seconds that the timed rounds may take, once there are `minRounds`; default 5. */
  readonly budget?: number;
  /**
   * Rounds end when the interval of each variant's median reaches no farther than this share of the median to either
   * side, on the average of both; default 0.01.
   */
  readonly precision?: number;
  /** Untimed runs of each variant before; default 1. One is made in any case when results are compared. */
  readonly warmup?: number;
  /**
   * Calls in one timed stretch, whose mean is the sample; `auto`, the default, takes as many as last `stretch` seconds.
   * What is prepared is prepared once a sample, so that `auto` makes one call of it.
   */
  readonly iterations?: number | 'auto';
  /** Seconds that a stretch should last at least; default 0.005, or a thousand steps of a clock that is coarser. */
  readonly stretch?: number;
  /** How many items a call works through: times are seconds an item. Default 1. */
  readonly items?: number;
  /**
   * Seconds of a call that has timed itself, in another process say; undefined to take the clock around it. By default
   * the clock times everything.
   */
  readonly seconds?: (result: T) => number | undefined;
  /**
   * A job that does nothing, to be timed in the same rounds: its median is subtracted from every sample, in place of that of
   * the built-in empty job. `name` is how warnings call it, such as `starting a shell`.
   */
  readonly empty?: { readonly name: string; readonly job: Timed<T> };
  /** Whether the results of all variants must agree. Never timed. By default nothing is compared. */
  readonly equal?: Equality<T>;
  /** The group of a variant, by its name: only results within a group must agree. By default all are in one. */
  readonly group?: (name: string) => unknown;
  /** Called after each run, warm-ups too, untimed, with how many have ended and how many there will be at most. */
  readonly onRun?: (done: number, total: number) => void;
  /** Of the order of the runs; default 1. */
  readonly seed?: number;
  /** Stops after the run at hand; what was measured so far is returned, marked partial. */
  readonly signal?: AbortSignal;
  /** Seconds; default the monotonic clock. */
  readonly clock?: Clock;
  /** What tells processor time, memory and load; by default what this runtime has. */
  readonly probe?: Probe;
}

/** The times of one variant, in seconds a call, or an item where a call has several. */
export interface Measurement {
  readonly name: string;
  /** One sample a round, in the order of the rounds, the overhead of the measurement subtracted. */
  readonly seconds: readonly number[];
  /** Calls in one sample. */
  readonly iterations: number;
  /** Items in one call. */
  readonly items: number;
  /** Seconds a call that an empty job takes when timed the same way: what was subtracted. */
  readonly overhead: number;
  readonly time: MedianEstimate;
  readonly mean: number;
  /** Standard deviation of the samples. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  readonly percentiles: Percentiles;
  /** Rounds whose sample is an outlier, |modified z-score| > 3.5; they stay in all figures. */
  readonly outliers: readonly number[];
  /** What the runs took besides time; undefined where the runtime does not tell. */
  readonly resources?: Resources;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
}

export interface Percentiles {
  readonly p5: number;
  readonly p25: number;
  readonly p75: number;
  readonly p95: number;
  readonly p99: number;
}

/** Why no further round was made. */
export type StopReason = 'precision' | 'budget' | 'rounds' | 'aborted';

/** Variants timed side by side. Plain data: can be written as JSON and read back. */
export interface Comparison {
  /** The first variant, to which the ratios refer. */
  readonly baseline: string;
  readonly measurements: readonly Measurement[];
  /** By name: time of the baseline over time of the variant, round by round; above 1 means faster. */
  readonly faster: Readonly<Record<string, Ratio>>;
  readonly seed: number;
  readonly stopped: StopReason;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
  /** What may spoil the figures, each with something to do about it. */
  readonly warnings: readonly string[];
}
