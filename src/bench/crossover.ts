import { checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { type MedianEstimate, median, medianInterval } from '../stats/index.js';
import { bench } from './bench.js';
import type { BenchOptions, Comparison, Measurement, Timed } from './bench-types.js';
import { differenceBy } from './agreement.js';

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
  /** Sizes to time, at least two, best about the crossing: between neighbours times are taken to follow a line. */
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
  /** The lines through the times about the crossing, the median over the rounds; undefined when nothing was timed. */
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
 * serially and by workers in the same interleaved rounds ({@link bench}). In each round lines are laid through the times of
 * either at the two sizes between which the workers become faster, or at the outermost two, and where the lines cross the
 * workers begin to pay. The median over the rounds is the answer, with its interval. The start of workers is timed at one size.
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
  const each = Array.from({ length: rounds }, (_, round) => roundOf(points, round));
  if (rounds === 0) return { ...NOTHING, comparison, points, partial, warnings: comparison.warnings };
  const middle = (how: 'serial' | 'warm'): TimeLine => ({
    fixed: median(each.map(({ lines }) => lines[how].fixed)),
    perItem: median(each.map(({ lines }) => lines[how].perItem)),
  });
  const [serial, warm] = [middle('serial'), middle('warm')];
  const paysWarm = crossingOf(
    each.map((one) => one.paysWarm),
    sizes,
  );
  const paysCold = crossingOf(
    each.map((one) => one.paysCold),
    sizes,
  );
  const hasCold = coldAt !== undefined;
  const outside = [paysWarm, ...(hasCold ? [paysCold] : [])].find(({ extrapolated }) => extrapolated);
  return {
    comparison,
    points,
    serial,
    warm,
    start: hasCold ? medianInterval(each.map(({ start }) => start)) : undefined,
    paysWarm,
    paysCold: hasCold ? paysCold : undefined,
    partial,
    warnings: [
      ...comparison.warnings,
      ...(outside === undefined
        ? []
        : (['serial', 'warm'] as const).flatMap((who) =>
            crookedWarning(who, points, outside.value > sizes[0]),
          )),
    ],
  };
}

const NOTHING = {
  serial: undefined,
  warm: undefined,
  start: undefined,
  paysWarm: undefined,
  paysCold: undefined,
};

/** What one round tells. */
interface RoundCrossing {
  readonly start: number;
  readonly paysWarm: number;
  readonly paysCold: number;
  /** Those by which warm workers were judged. */
  readonly lines: Lines;
}

interface Lines {
  readonly serial: TimeLine;
  readonly warm: TimeLine;
}

function roundOf(points: readonly CrossoverPoint[], round: number): RoundCrossing {
  const times = points.map(({ size, serial, warm }) => ({
    size,
    serial: serial.seconds[round],
    warm: warm.seconds[round],
  }));
  const beside = points.find(({ cold }) => cold !== undefined);
  const start = beside?.cold === undefined ? NaN : beside.cold.seconds[round] - beside.warm.seconds[round];
  const [warm, cold] = [0, start].map((added) => crossing(times, added));
  return { start, paysWarm: warm.size, paysCold: cold.size, lines: warm.lines };
}

type Times = readonly { readonly size: number; readonly serial: number; readonly warm: number }[];

/**
 * Where workers, whose times have `added` to them, become faster for good: where the lines cross through the last size at
 * which this thread is faster and the one after it, or through the outermost two if there is no such pair.
 */
function crossing(times: Times, added: number): { size: number; lines: Lines } {
  const slower = times.findLastIndex(({ serial, warm }) => !(warm + added < serial));
  const [from, to] = times.slice(Math.min(Math.max(slower, 0), times.length - 2));
  const line = (how: 'serial' | 'warm'): TimeLine => {
    const perItem = (to[how] - from[how]) / (to.size - from.size);
    return { perItem, fixed: from[how] - from.size * perItem };
  };
  const [serial, warm] = [line('serial'), line('warm')];
  const gain = serial.perItem - warm.perItem;
  const never = slower < 0 ? 0 : Infinity;
  const size = gain > 0 ? Math.max(0, (warm.fixed + added - serial.fixed) / gain) : never;
  return { size, lines: { serial, warm } };
}

function crossingOf(perRound: readonly number[], sizes: readonly number[]): CrossoverSize {
  const { median: value, low, high, coverage } = medianInterval(perRound);
  const extrapolated = value < sizes[0] || value > sizes[sizes.length - 1];
  return { value, low, high, coverage, extrapolated };
}

/** Where a line goes on beyond the sizes: whether the third size from there lies on it. */
function crookedWarning(who: 'serial' | 'warm', points: readonly CrossoverPoint[], large: boolean): string[] {
  if (points.length < 3) return [];
  const [third, second, first] = (large ? points.slice(-3) : points.slice(0, 3).toReversed()).map(
    (point) => ({ size: point.size, seconds: point[who].time.median }),
  );
  const perItem = (first.seconds - second.seconds) / (first.size - second.size);
  const off = Math.abs((second.seconds + (third.size - second.size) * perItem) / third.seconds - 1);
  if (!(off > CROOKED)) return [];
  const times = who === 'serial' ? 'serial times' : 'times by workers';
  return [
    `${times} are no straight line over the size: time sizes nearer to the crossing, or measure size by the work that it makes`,
  ];
}
