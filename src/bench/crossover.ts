import { checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { type MedianEstimate, median, medianInterval } from '../stats/index.js';
import { bench } from './bench.js';
import type { BenchOptions, Comparison, Measurement, Timed } from './bench-types.js';
import { differenceBy } from './agreement.js';
import { formatPercent } from './units.js';

/** A job of any size, in this thread and by workers, with the same result. */
export interface CrossoverJob<T> {
  serial(size: number): T | PromiseLike<T>;
  /** By workers that have started, and worked, before. */
  warm(size: number): T | PromiseLike<T>;
  /** By workers that start for it; without it nothing is said of them. */
  cold?(size: number): T | PromiseLike<T>;
  /** Untimed, before each cold run: ends the workers of the last one. */
  cool?(): unknown;
  /** The first difference between two results of one size in words, or undefined when they agree. Never timed. */
  equal?(expected: T, actual: T): string | undefined;
}

/** Sizes from the smallest to the largest, `count` of them (default 4), each the same multiple of the one before. */
export interface SizeRange {
  readonly from: number;
  readonly to: number;
  readonly count?: number;
}

export interface CrossoverOptions<T> extends Pick<
  BenchOptions<T>,
  'rounds' | 'minRounds' | 'maxRounds' | 'budget' | 'seed' | 'signal' | 'clock' | 'probe' | 'onRun'
> {
  /** Sizes to time, at least two; the time of a job should grow in proportion to its size, and some fixed time. */
  readonly sizes: readonly number[] | SizeRange;
  /** The size at which the start of workers is timed, one of them; default the smallest, where it weighs most. */
  readonly coldSize?: number;
}

/** Time as a line over the size of the job: `fixed + size * perItem` seconds. */
export interface TimeLine {
  readonly fixed: number;
  readonly perItem: number;
}

/** The size from which workers are faster: 0 for any size, Infinity for none. */
export interface CrossoverSize {
  readonly value: number;
  /** Confidence interval of the median over the rounds, with its actual coverage. */
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  /** It lies outside of the sizes that were timed: the lines are only thought to go on. */
  readonly extrapolated: boolean;
}

/** Times of one size. */
export interface CrossoverPoint {
  readonly size: number;
  readonly serial: Measurement;
  readonly warm: Measurement;
  /** At one size alone. */
  readonly cold?: Measurement;
}

/** From which size on workers pay. Plain data, but for sizes of Infinity. */
export interface Crossover {
  /** All that was timed: `serial, 1000`, `warm, 1000`, `cold, 1000`, … */
  readonly comparison: Comparison;
  /** The same by size, in ascending order. */
  readonly points: readonly CrossoverPoint[];
  /** The lines through the times, the median over the rounds; undefined when nothing was timed. */
  readonly serial: TimeLine | undefined;
  readonly warm: TimeLine | undefined;
  /** Seconds that the start of the workers takes: cold minus warm, round by round. */
  readonly start: MedianEstimate | undefined;
  readonly paysWarm: CrossoverSize | undefined;
  readonly paysCold: CrossoverSize | undefined;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
  /** What may spoil the figures, each with something to do about it. */
  readonly warnings: readonly string[];
}

const SIZES = 4;
/** Times that lie farther from their line than this share of themselves do not follow one. */
const CROOKED = 0.2;

/**
 * From which size of a job on workers pay, those that are there already and those that start for it. All sizes are timed
 * serially and by workers in the same interleaved rounds ({@link bench}); in each round a line is laid through the times
 * of either, each time weighing by its relative error, and where the lines cross the workers begin to pay. The median
 * over the rounds is the answer, with its interval. The start of workers is timed at one size.
 *
 * When the job can compare results, all of one size must agree: `ERR_DISAGREEMENT` otherwise. `ERR_TASK_FAILED` when the
 * job throws, `ERR_INVALID_ARGUMENT` for sizes or options that break their rules.
 */
export async function crossover<T>(
  job: CrossoverJob<T>,
  { sizes: asked, coldSize, ...options }: CrossoverOptions<T>,
): Promise<Crossover> {
  const sizes = sizesOf(asked);
  const coldAt = coldSize ?? sizes[0];
  if (!sizes.includes(coldAt))
    throw invalidArgument('coldSize', `one of the sizes ${sizes.join(', ')}`, coldAt);
  const comparison = await bench<T>(variantsOf(job, sizes, coldAt), {
    ...options,
    // A crossing is never known to a percent; the budget ends the rounds.
    precision: 0,
    stretch: 0.002,
    equal: differenceBy(job.equal && ((expected, actual) => job.equal?.(expected, actual))),
    group: (name) => name.split(', ')[1],
  });
  return conclude(comparison, sizes, job.cold && coldAt);
}

function sizesOf(asked: readonly number[] | SizeRange): number[] {
  const list = 'from' in asked ? geometric(asked) : asked;
  const sizes = [...new Set(list.map((size) => checkPositive('sizes', size)))].sort((a, b) => a - b);
  if (sizes.length < 2) throw invalidArgument('sizes', 'at least two different sizes', asked);
  return sizes;
}

function geometric({ from, to, count = SIZES }: SizeRange): number[] {
  checkPositive('sizes.from', from);
  if (!(checkPositive('sizes.to', to) > from))
    throw invalidArgument('sizes.to', `a number above ${from}`, to);
  checkInteger('sizes.count', count, 2);
  return Array.from({ length: count }, (_, i) => Math.round(from * (to / from) ** (i / (count - 1))));
}

function variantsOf<T>(
  job: CrossoverJob<T>,
  sizes: readonly number[],
  coldAt: number,
): Record<string, Timed<T>> {
  const variants: Record<string, Timed<T>> = {};
  for (const size of sizes) {
    variants[`serial, ${size}`] = () => job.serial(size);
    variants[`warm, ${size}`] = () => job.warm(size);
  }
  if (job.cold !== undefined) {
    variants[`cold, ${coldAt}`] = {
      prepare: () => job.cool?.(),
      run: () => job.cold!(coldAt),
    };
  }
  return variants;
}

/** With the size of the cold runs, if there were any. */
function conclude(comparison: Comparison, sizes: readonly number[], coldAt: number | undefined): Crossover {
  const { measurements, partial } = comparison;
  const points = sizes.map((size, i) => ({
    size,
    serial: measurements[2 * i],
    warm: measurements[2 * i + 1],
    ...(size === coldAt && { cold: measurements[2 * sizes.length] }),
  }));
  const rounds = Math.min(...measurements.map(({ seconds }) => seconds.length));
  const lines = Array.from({ length: rounds }, (_, round) => {
    const line = (how: 'serial' | 'warm'): TimeLine =>
      lineThrough(
        sizes,
        points.map((point) => point[how].seconds[round]),
      );
    const beside = points.find(({ cold }) => cold !== undefined);
    const start = beside?.cold && beside.cold.seconds[round] - beside.warm.seconds[round];
    return { serial: line('serial'), warm: line('warm'), start };
  });
  const middle = (how: 'serial' | 'warm'): TimeLine => ({
    fixed: median(lines.map((line) => line[how].fixed)),
    perItem: median(lines.map((line) => line[how].perItem)),
  });
  const crossings = (cold: boolean): CrossoverSize =>
    crossingOf(
      lines.map(({ serial, warm, start = 0 }) => crossing(serial, warm, cold ? start : 0)),
      sizes,
    );
  const any = rounds > 0;
  const [serial, warm] = any ? [middle('serial'), middle('warm')] : [];
  return {
    comparison,
    points,
    serial,
    warm,
    start: any && coldAt !== undefined ? medianInterval(lines.map(({ start }) => start ?? NaN)) : undefined,
    paysWarm: any ? crossings(false) : undefined,
    paysCold: any && coldAt !== undefined ? crossings(true) : undefined,
    partial,
    warnings: [
      ...comparison.warnings,
      ...crookedWarning('serial', points, serial),
      ...crookedWarning('workers', points, warm),
    ],
  };
}

/** Least squares of the relative deviations: 1 = fixed / t + perItem size / t, as a line of size / t over 1 / t. */
function lineThrough(sizes: readonly number[], seconds: readonly number[]): TimeLine {
  let [a, b, c, x, y] = [0, 0, 0, 0, 0];
  for (const [i, size] of sizes.entries()) {
    const [u, v] = [1 / seconds[i], size / seconds[i]];
    a += u * u;
    b += u * v;
    c += v * v;
    x += u;
    y += v;
  }
  const determinant = a * c - b * b;
  return { fixed: (x * c - y * b) / determinant, perItem: (a * y - b * x) / determinant };
}

/** Where the workers' line falls below the serial one for good. */
function crossing(serial: TimeLine, workers: TimeLine, start: number): number {
  const gain = serial.perItem - workers.perItem;
  return gain > 0 ? Math.max(0, (workers.fixed + start - serial.fixed) / gain) : Infinity;
}

function crossingOf(perRound: readonly number[], sizes: readonly number[]): CrossoverSize {
  const { median: value, low, high, coverage } = medianInterval(perRound);
  const extrapolated = value < sizes[0] || value > sizes[sizes.length - 1];
  return { value, low, high, coverage, extrapolated };
}

function crookedWarning(
  who: 'serial' | 'workers',
  points: readonly CrossoverPoint[],
  line: TimeLine | undefined,
): string[] {
  if (line === undefined || points.length < 3) return [];
  const off = points.map(({ size, serial, warm }) => {
    const { time } = who === 'serial' ? serial : warm;
    return Math.abs((line.fixed + size * line.perItem) / time.median - 1);
  });
  const worst = Math.max(...off);
  if (!(worst > CROOKED)) return [];
  const times = who === 'serial' ? 'serial times' : 'times by workers';
  return [
    `${times} lie up to ${formatPercent(worst)} off a straight line over the size: time sizes nearer to the crossing, or measure size by the work that it makes`,
  ];
}
