import { NfoldError, checkInteger, invalidArgument, isThenable } from '../core/index.js';
import { type MedianEstimate, Moments, medianInterval } from '../stats/index.js';
import type { TextTable } from './describe.js';
import { type Ratio, formatFaster, formatRatio, inverse, pairedRatio } from './ratio.js';
import { type Clock, type Variant, interleave, monotonicClock, warmUp } from './rounds.js';
import { formatSeconds } from './units.js';

/** What is timed: a function, or one with something to be made ready before each sample, untimed. */
export type Timed<T> =
  | (() => T | PromiseLike<T>)
  | {
      /** Awaited before each sample. */
      prepare(): unknown;
      run(): T | PromiseLike<T>;
    };

export interface CompareOptions<T> {
  /** How often each variant is timed; default 10. */
  readonly rounds?: number;
  /** Untimed runs of each variant before; default 1. One is made in any case when results are compared. */
  readonly warmup?: number;
  /** Calls in one timed stretch, whose mean is the sample; raise it until a stretch takes 10 ms or so. Default 1. */
  readonly iterations?: number;
  /** How many items a call works through: times are seconds an item. Default 1. */
  readonly items?: number;
  /**
   * Seconds of a call that has timed itself, in another process say; undefined to take the clock around it. By default
   * the clock times everything.
   */
  readonly seconds?: (result: T) => number | undefined;
  /** The first difference between two variants' results in words, or undefined when they agree. Never timed. */
  readonly equal?: (expected: T, actual: T) => string | undefined;
  /** Called after each run, warm-ups too, untimed, with how many have ended and how many there will be. */
  readonly onRun?: (done: number, total: number) => void;
  /** Of the order of the runs; default 1. */
  readonly seed?: number;
  /** Stops after the run at hand; what was measured so far is returned, marked partial. */
  readonly signal?: AbortSignal;
  /** Seconds; default the monotonic clock. */
  readonly clock?: Clock;
}

/** The times of one variant, in seconds a call, or an item where a call has several. */
export interface Measurement {
  readonly name: string;
  /** One sample a round, in the order of the rounds. */
  readonly seconds: readonly number[];
  /** Calls in one sample. */
  readonly iterations: number;
  /** Items in one call. */
  readonly items: number;
  readonly time: MedianEstimate;
  readonly mean: number;
  /** Standard deviation of the samples. */
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
}

export interface Comparison {
  /** The first variant, to which the ratios refer. */
  readonly baseline: string;
  readonly measurements: readonly Measurement[];
  /** By name: time of the baseline over time of the variant, round by round; above 1 means faster. */
  readonly faster: Readonly<Record<string, Ratio>>;
  readonly partial: boolean;
}

/** Times one function; see {@link compare}. */
export async function measure<T>(
  run: Timed<T>,
  options: CompareOptions<T> & { readonly name?: string } = {},
): Promise<Measurement> {
  const { name = (typeof run === 'function' && run.name) || 'function' } = options;
  return (await compare({ [name]: run }, options)).measurements[0];
}

/**
 * Times variants of the same thing, interleaved in rounds of random order. The first one named is the baseline.
 * With `equal`, results are compared before anything is timed and after each run: `ERR_DISAGREEMENT` when they differ.
 */
export async function compare<T>(
  variants: Readonly<Record<string, Timed<T>>>,
  options: CompareOptions<T> = {},
): Promise<Comparison> {
  const names = Object.keys(variants);
  if (names.length === 0) throw invalidArgument('variants', 'an object with at least one function', variants);
  const iterations = checkInteger('iterations', options.iterations ?? 1, 1);
  const items = checkInteger('items', options.items ?? 1, 1);
  const jobs = names.map((name) => asVariant(name, variants[name], iterations));
  const samples: number[][] = names.map(() => []);
  const check = resultCheck(names, options);
  const shared = { clock: options.clock ?? monotonicClock, signal: options.signal };
  const asked = checkInteger('warmup', options.warmup ?? 1);
  const warmup = options.equal === undefined ? asked : Math.max(1, asked);
  const rounds = checkInteger('rounds', options.rounds ?? 10, 1);
  const total = jobs.length * (warmup + rounds);
  let done = 0;
  const ended = (index: number, result: T): void => {
    check(index, result);
    options.onRun?.(++done, total);
  };
  const warm = await warmUp(jobs, warmup, {
    ...shared,
    onRun: (index, _round, _seconds, result) => ended(index, result),
  });
  const complete =
    warm &&
    (await interleave(jobs, {
      ...shared,
      rounds,
      seed: checkInteger('seed', options.seed ?? 1),
      onRun: (index, _round, seconds, result) => {
        ended(index, result);
        samples[index].push((options.seconds?.(result) ?? seconds / iterations) / items);
      },
    }));
  return {
    baseline: names[0],
    measurements: names.map((name, i) =>
      summarise(name, samples[i], { iterations, items, partial: !complete }),
    ),
    faster: Object.fromEntries(names.map((name, i) => [name, pairedRatio(samples[0], samples[i])])),
    partial: !complete,
  };
}

function asVariant<T>(label: string, timed: Timed<T>, iterations: number): Variant<T> {
  if (typeof timed === 'function') return { label, run: repeated(timed, iterations) };
  return { label, prepare: () => timed.prepare(), run: repeated(() => timed.run(), iterations) };
}

/** Several calls as one; the last result is handed on, so that no call can be optimised away. */
function repeated<T>(run: () => T | PromiseLike<T>, iterations: number): () => T | PromiseLike<T> {
  if (iterations === 1) return run;
  return () => {
    let result = run();
    if (isThenable(result)) return repeatedAsync(run, result, iterations);
    for (let i = 1; i < iterations; i++) result = run();
    return result;
  };
}

async function repeatedAsync<T>(
  run: () => T | PromiseLike<T>,
  first: PromiseLike<T>,
  iterations: number,
): Promise<T> {
  let result = await first;
  for (let i = 1; i < iterations; i++) result = await run();
  return result;
}

function resultCheck<T>(
  names: readonly string[],
  { equal }: CompareOptions<T>,
): (index: number, result: T) => void {
  let expected: { result: T; name: string } | undefined;
  return (index, result) => {
    expected ??= { result, name: names[index] };
    const difference = equal?.(expected.result, result);
    if (difference === undefined) return;
    throw new NfoldError(
      'ERR_DISAGREEMENT',
      `the result of ${names[index]} differs from the one of ${expected.name}: ${difference}`,
      { variant: names[index], difference },
    );
  };
}

function summarise(
  name: string,
  seconds: readonly number[],
  run: Pick<Measurement, 'iterations' | 'items' | 'partial'>,
): Measurement {
  const { mean, sd, min, max } = new Moments().addAll(seconds);
  return { name, seconds, time: medianInterval(seconds), mean, sd, min, max, ...run };
}

/** One line a variant: `fast: 12.3 ms (12.1 ms to 12.9 ms), 1.87 ± 0.03 times faster than slow`. */
export function describeComparison({ baseline, measurements, faster }: Comparison): string[] {
  return measurements.map(({ name, seconds, time }) => {
    if (seconds.length === 0) return `${name}: not timed`;
    const interval = `${formatSeconds(time.median)} (${formatSeconds(time.low)} to ${formatSeconds(time.high)})`;
    if (name === baseline) return `${name}: ${interval}`;
    const verdict = formatFaster(faster[name]);
    return `${name}: ${interval}, ${verdict} ${verdict.startsWith('as fast') ? 'as' : 'than'} ${baseline}`;
  });
}

/**
 * A row for each variant that was timed: its median, the interval of the median, and how many times as long it takes as
 * the baseline. `formatTable` makes lines of it.
 */
export function comparisonTable({ baseline, measurements, faster }: Comparison): TextTable {
  const timed = measurements.filter(({ seconds }) => seconds.length > 0);
  const rows = timed.map(({ name, seconds, time }) => [
    name,
    formatSeconds(time.median),
    seconds.length < 2 ? '' : `${formatSeconds(time.low)} to ${formatSeconds(time.high)}`,
    name === baseline ? '1' : formatRatio(inverse(faster[name])),
  ]);
  return { columns: ['variant', 'median', 'interval', `of ${baseline}`], rows };
}
