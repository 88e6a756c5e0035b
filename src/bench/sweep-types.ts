import type { WorkerShares } from '../pool/index.js';
import type { MedianEstimate } from '../stats/index.js';
import type { Clock } from './rounds.js';
import type { Ratio } from './ratio.js';
import type { ScalingFit } from './scaling-laws.js';

/** A job that can be done serially and by any number of workers, with the same result. */
export interface SweepJob<T> {
  /** How findings and pictures call it. */
  readonly name: string;
  /**
   * The whole job with that many workers; 0 means serially in this thread. `size` is how many times the work is to be done,
   * or how many times as large it is to be: 1 for strong scaling, the worker count for weak scaling.
   */
  run(workers: number, size: number): T | Promise<T>;
  /** The same by workers that start for it, their start included. Timed beside the runs when given. */
  cold?(workers: number, size: number): T | Promise<T>;
  /** Untimed, before each cold run: ends the workers of the last one. */
  cool?(workers: number): unknown;
  /**
   * Where the time of a run went: `shares` of the `statistics` of a pool's call, which `run` may answer. Averaged over the
   * timed runs when given.
   */
  shares?(result: T): WorkerShares | undefined;
  /** The first difference between two results in words, or undefined when they agree. Never timed. */
  equal?(expected: T, actual: T): string | undefined;
  /**
   * `n` independent copies of the job's kernel at once, each in a worker of its own: what n processors of this machine
   * can do for this kernel at best. Timed beside the runs when given.
   */
  copies?(n: number): Promise<void>;
}

export interface SweepOptions<T> {
  /** Worker counts to try, such as [0, 1, 2, 3, 4]; 0 is the serial run. Speed-ups refer to the smallest. */
  readonly workers: readonly number[];
  /**
   * The work grows with the workers, and the speed-up says how many times as much is done in the same time; by default the
   * work stays the same, and the speed-up says how many times sooner it is done.
   * J. L. Gustafson, "Reevaluating Amdahl's law", Communications of the ACM 31 (1988) 532-533.
   */
  readonly weak?: boolean;
  /** How often each count is timed; default 5. Five rounds give intervals of 94 % coverage, six of 97 %. */
  readonly repeats?: number;
  /** Untimed runs of each count before; default 1. One is made in any case when the job can compare results. */
  readonly warmup?: number;
  /** Processors that this process may use. Needed to judge whether going past their number helps. */
  readonly processors?: number;
  /** Of the order of the runs; default 1. */
  readonly seed?: number;
  /** Stops after the run at hand; what was measured so far is returned, marked partial. */
  readonly signal?: AbortSignal;
  /** Called after every run, outside of the timed stretches. */
  readonly onRun?: (event: SweepEvent<T>) => void;
  /** Seconds; default the monotonic clock. */
  readonly clock?: Clock;
}

/** One run that ended. */
export interface SweepEvent<T> {
  readonly kind: 'warmup' | 'run' | 'cold' | 'copies';
  readonly workers: number;
  /** From 0; warm-ups count on their own. */
  readonly round: number;
  readonly seconds: number;
  /** What the job returned; undefined for copies. */
  readonly result: T | undefined;
  /** How many runs of all kinds have ended, and how many there will be. */
  readonly done: number;
  readonly total: number;
}

/** The times of one worker count. */
export interface SweepRun {
  /** 0: serially. */
  readonly workers: number;
  /** How many times the work of the baseline this is: 1, or the worker count in weak scaling. */
  readonly size: number;
  /** One time a round, in seconds, in the order of the rounds. */
  readonly seconds: readonly number[];
  /** Median in seconds with its confidence interval; NaN when aborted before the first time. */
  readonly time: MedianEstimate;
  /** Size times the time of the baseline over time of this one, by round. 1 for the baseline itself. */
  readonly speedup: Ratio;
  /** Speed-up over worker count; undefined for the serial run. */
  readonly efficiency?: number;
  /** n t(1) / t(n) of n independent copies, by round: the speed-up that n processors of this machine allow. */
  readonly capacity?: Ratio;
  /** Speed-up over that capacity, by round. */
  readonly efficiencyOfCapacity?: Ratio;
  /** Runs by workers that started for them; undefined when the job has none. */
  readonly cold?: ColdRuns;
  /** Where the workers' time went, the mean over the timed runs; undefined when the job does not tell. */
  readonly shares?: WorkerShares;
}

export interface ColdRuns {
  /** One time a round, in seconds, in the order of the rounds. */
  readonly seconds: readonly number[];
  readonly time: MedianEstimate;
  /** As the speed-up of the warm runs. */
  readonly speedup: Ratio;
  /** Seconds that the start took: cold minus warm, by round. */
  readonly start: MedianEstimate;
}

/** What became of trying more workers than processors. */
export interface BeyondProcessors {
  /** True when a count past the processors was faster than the best one within, by more than 5 % and the noise. */
  readonly helped: boolean;
  readonly sentence: string;
}

/** A job timed for several worker counts. Plain data: can be written as JSON and read back. */
export interface Sweep {
  readonly job: string;
  /** `strong`: the same work for all counts; `weak`: work that grows with the workers. */
  readonly scaling: 'strong' | 'weak';
  /** Worker count to which speed-ups refer: the smallest, usually 0. */
  readonly baseline: number;
  readonly repeats: number;
  readonly seed: number;
  readonly processors?: number;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
  /** In ascending order of worker count. */
  readonly runs: readonly SweepRun[];
  /** Raw times of the independent copies, in seconds by round; empty when the job has none. */
  readonly copies: readonly { readonly n: number; readonly seconds: readonly number[] }[];
  /**
   * Smallest worker count within 5 % of the best median, past the processors only where that helped; undefined when
   * nothing was timed.
   */
  readonly recommended?: number;
  readonly beyondProcessors?: BeyondProcessors;
  /** What limits the speed-up, by the laws of scaling; empty where they cannot be told, as in weak scaling. */
  readonly fits: ScalingFit;
  /** What may spoil the figures, each with something to do about it. */
  readonly warnings: readonly string[];
}
