import {
  type Seed,
  type Tolerance,
  checkInteger,
  checkPositive,
  checkSeed,
  invalidArgument,
} from '../../core/index.js';
import type { ParallelOptions } from '../../parts/index.js';
import { type BitGeneratorName, stream } from '../../random/index.js';
import type { IntegrandShape } from './integrand.js';
import type { RunState } from './resume.js';
import type { TraceEntry } from './result.js';

/** What every method of several dimensions takes. */
export interface NdOptions extends Partial<Tolerance>, IntegrandShape, ParallelOptions {
  /** Hard limit of evaluations of the integrand; a whole number of at least 1. Default: 1 000 000. */
  readonly maxEvaluations?: number;
  /** Ends the run with the best estimate so far after this many seconds. Default: no limit. */
  readonly maxSeconds?: number;
  /** Seed of the random methods. Default: 0, so that a run can be repeated. */
  readonly seed?: Seed;
  /** NumPy's bit generator behind the random methods. Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /**
   * Of the random methods: the `state` of an earlier result, also after JSON, to go on from. The same integrand, domain and seed; a run
   * that was stopped and resumed with the same options ends with the bits of one that was not.
   */
  readonly resume?: RunState;
  /** True: the result has the estimate after every iteration. Default: false. */
  readonly trace?: boolean;
  /** Hears the estimate after every iteration. */
  readonly onIteration?: (entry: TraceEntry) => void;
}

/** When a method stops by itself. */
export interface Goal extends Tolerance {
  readonly maxEvaluations: number;
}

/** Absolute and relative tolerance of 0 mean: use the whole budget. */
export function goalOf(options: NdOptions, rtol: number): Goal {
  return {
    atol: checkTolerance('atol', options.atol ?? 0),
    rtol: checkTolerance('rtol', options.rtol ?? (options.atol === undefined ? rtol : 0)),
    maxEvaluations: checkInteger('maxEvaluations', options.maxEvaluations ?? 1_000_000, 1),
  };
}

function checkTolerance(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw invalidArgument(name, 'a number of at least 0', value);
}

/** Where random methods get their bits from. */
export interface RandomSource {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

export function randomSourceOf({ seed = 0, bitGenerator = 'sfc64' }: NdOptions): RandomSource {
  checkSeed('seed', seed);
  // Refused here, not by every worker.
  stream.with({ bitGenerator })(seed);
  return { seed, bitGenerator };
}

export function checkSeconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : checkPositive('maxSeconds', seconds);
}
