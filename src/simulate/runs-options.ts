import { checkFinite, checkInteger, checkOneOf, checkPositive, invalidArgument } from '../core/index.js';
import { type BitGeneratorName, type Seed, randomSeed, stream } from '../random/index.js';
import type { ParallelOptions } from '../parts/index.js';
import type { RunSpec } from './runs-block.js';

/** What a run returns: a number, or numbers by name. */
export type RunOutput<R> = number | { readonly [K in keyof R]: number };

/** Names of the outputs; that of a bare number is `value`. */
export type OutputName<R> = R extends number ? 'value' : Extract<keyof R, string>;

/** When a mean is known well enough to stop. */
export interface StopRule<N extends string> {
  /** The output whose mean decides. */
  readonly output: N;
  /** Stop when the half width of the confidence interval is at most this; in units of the output, greater than 0. */
  readonly halfWidth?: number;
  /**
   * Stop when the half width is at most relative / (1 + relative) times the size of the estimated mean; then the estimate is
   * off by at most `relative` times the true mean, wherever in the interval that lies. Greater than 0.
   */
  readonly relative?: number;
  /** Of the interval that decides. Default: that of all intervals. */
  readonly confidence?: number;
  /** No stop before so many runs; a whole number of at least 2. Default: 100. */
  readonly minRuns?: number;
}

export interface RunsOptions<N extends string = string> extends ParallelOptions {
  /** Seed of the runs; run i draws from the stream (seed, i). Default: 53 bits from the system, told in the result. */
  readonly seed?: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
  /**
   * Runs 2k and 2k + 1 draw mirrored numbers, and intervals are those of the pairs' means. The number of runs must be even.
   * Default: false.
   */
  readonly antithetic?: boolean;
  /** Of all intervals; between 0 and 1. Default: 0.95. */
  readonly confidence?: number;
  /** Which quantiles of each output to tell. Default: 0.05, 0.25, 0.5, 0.75, 0.95. */
  readonly quantiles?: readonly number[];
  /** Ends early. Default: all runs are made. */
  readonly stopWhen?: StopRule<N>;
  /** Keeps the output of every run in the result. Default: false. */
  readonly keepValues?: boolean;
  /** Hears how many runs are done, of how many at most. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Options with their defaults, checked. */
export interface Plan {
  /** At most so many runs. */
  readonly n: number;
  readonly spec: RunSpec & { readonly antithetic: boolean };
  readonly confidence: number;
  readonly quantiles: readonly number[];
  readonly keepValues: boolean;
  readonly stop:
    | (Required<Pick<StopRule<string>, 'output' | 'confidence' | 'minRuns'>> &
        Pick<StopRule<string>, 'halfWidth' | 'relative'>)
    | undefined;
}

const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95];
/** Fewer runs say little of their own spread, by which the stop is decided. */
const MIN_RUNS = 100;
/** What this thread keeps of the runs is one array: eight bytes for each output. */
const MOST_RUNS = 2 ** 31;

/** Checks what can be checked before the first run. */
export function planRuns(n: number, options: RunsOptions, settings: readonly unknown[] | undefined): Plan {
  checkInteger('n', n, 1, MOST_RUNS);
  const {
    antithetic = false,
    confidence = 0.95,
    quantiles = QUANTILES,
    stopWhen,
    keepValues = false,
  } = options;
  for (const [name, value] of Object.entries({ antithetic, keepValues })) {
    if (typeof value !== 'boolean') throw invalidArgument(name, 'true or false', value);
  }
  if (antithetic && n % 2 === 1) throw invalidArgument('n', 'even with antithetic pairs', n);
  const { seed = randomSeed(), bitGenerator = 'sfc64' } = options;
  // Refused here, not by every worker.
  stream.with({ bitGenerator })(seed);
  for (const q of quantiles) {
    if (!(q >= 0 && q <= 1)) throw invalidArgument('quantiles', 'numbers from 0 to 1', q);
  }
  const spec = { seed, bitGenerator, antithetic, ...(settings !== undefined && { settings }) };
  const level = checkConfidence('confidence', confidence);
  return { n, spec, confidence: level, quantiles, keepValues, stop: checkStop(stopWhen, level) };
}

function checkConfidence(name: string, value: number): number {
  if (checkFinite(name, value) > 0 && value < 1) return value;
  throw invalidArgument(name, 'a number between 0 and 1, such as 0.95', value);
}

function checkStop(rule: StopRule<string> | undefined, level: number): Plan['stop'] {
  if (rule === undefined) return undefined;
  if (typeof rule !== 'object' || rule === null) {
    throw invalidArgument('stopWhen', 'an object', rule, "write { output: 'wait', halfWidth: 0.01 }");
  }
  const { output, halfWidth, relative, confidence = level, minRuns = MIN_RUNS } = rule;
  if (typeof output !== 'string') throw invalidArgument('stopWhen.output', 'the name of an output', output);
  if ((halfWidth === undefined) === (relative === undefined)) {
    throw invalidArgument('stopWhen', 'given either halfWidth or relative', rule);
  }
  if (halfWidth !== undefined) checkPositive('stopWhen.halfWidth', halfWidth);
  if (relative !== undefined) checkPositive('stopWhen.relative', relative);
  checkInteger('stopWhen.minRuns', minRuns, 2);
  checkConfidence('stopWhen.confidence', confidence);
  return { output, halfWidth, relative, confidence, minRuns };
}

/** Throws `ERR_INVALID_ARGUMENT` when the rule names an output that runs do not have. */
export function checkStopOutput({ stop }: Plan, names: readonly string[]): void {
  if (stop !== undefined) checkOneOf('stopWhen.output', stop.output, names);
}
