import { checkInteger, invalidArgument } from '../core/index.js';
import { type MedianEstimate, medianInterval } from '../stats/index.js';
import { type CompareOptions, type Comparison, compare } from './compare.js';

/** A job of any size, in this thread and by workers, with the same result. */
export interface CrossoverJob<T> {
  serial(items: number): T | PromiseLike<T>;
  /** By workers that have started, and worked, before. */
  warm(items: number): T | PromiseLike<T>;
  /** By workers that start for it. */
  cold(items: number): T | PromiseLike<T>;
  /** Untimed, before each cold run: ends the workers of the last one. */
  cool?(): unknown;
  /** The first difference between two results of one size in words, or undefined when they agree. Never timed. */
  equal?(expected: T, actual: T): string | undefined;
}

export interface CrossoverOptions<T> extends Pick<CompareOptions<T>, 'rounds' | 'seed' | 'signal' | 'clock'> {
  /** The size of the job that is compared. */
  readonly items: number;
  /** Another size, several times smaller or larger, that tells what a single item costs. */
  readonly otherItems: number;
  /** Called after every run, untimed, with how many have ended and how many there will be. */
  readonly onRun?: (done: number, total: number) => void;
}

/** Time as a line over the size of the job: `fixed + items * perItem` seconds. */
export interface TimeLine {
  readonly fixed: number;
  readonly perItem: number;
}

export interface Crossover {
  /** The variants `serial`, `warm` and `cold` at the size of the job. */
  readonly comparison: Comparison;
  /** `serial` and `warm` at the other size; undefined when aborted before. */
  readonly other: Comparison | undefined;
  readonly items: number;
  readonly otherItems: number;
  /** The lines through the medians of both sizes; undefined when one of them was not timed. */
  readonly serial: TimeLine | undefined;
  readonly warm: TimeLine | undefined;
  /** Seconds that the start of the workers takes: cold minus warm, round by round. */
  readonly start: MedianEstimate;
  /** Sizes from which workers are faster where the lines cross, 0 for any size, Infinity for none; undefined untimed. */
  readonly paysWarm: number | undefined;
  readonly paysCold: number | undefined;
  /** True when aborted before all rounds were done. */
  readonly partial: boolean;
}

/** Variants at the size of the job, and at the other one. */
const VARIANTS = 3;
const OTHER_VARIANTS = 2;

/**
 * From which size on workers pay, those that are there already and those that start for the job: times both, and the
 * serial run, in interleaved rounds at two sizes, and answers where the lines through their medians cross. When the job
 * can compare results, all of one size must agree: `ERR_DISAGREEMENT` otherwise.
 */
export async function crossover<T>(
  job: CrossoverJob<T>,
  { items, otherItems, onRun, ...options }: CrossoverOptions<T>,
): Promise<Crossover> {
  checkInteger('items', items, 1);
  checkInteger('otherItems', otherItems, 1);
  if (items === otherItems) throw invalidArgument('otherItems', 'a size other than items', otherItems);
  const rounds = checkInteger('rounds', options.rounds ?? 5, 1);
  const total = (VARIANTS + OTHER_VARIANTS) * (rounds + 1);
  const shared = (before: number): CompareOptions<T> => ({
    ...options,
    rounds,
    equal: (expected, actual) => job.equal?.(expected, actual),
    onRun: (done) => onRun?.(before + done, total),
  });
  const cold = { prepare: () => job.cool?.(), run: () => job.cold(items) };
  const variants = { serial: () => job.serial(items), warm: () => job.warm(items), cold };
  const comparison = await compare<T>(variants, shared(0));
  const other = { serial: () => job.serial(otherItems), warm: () => job.warm(otherItems) };
  const compared = comparison.partial ? undefined : await compare<T>(other, shared(VARIANTS * (rounds + 1)));
  return conclude(comparison, compared, items, otherItems);
}

function conclude(
  comparison: Comparison,
  other: Comparison | undefined,
  items: number,
  otherItems: number,
): Crossover {
  const [serial, warm] = [0, 1].map((k) =>
    lineThrough(items, medianOf(comparison, k), otherItems, medianOf(other, k)),
  );
  const [warmTimes, coldTimes] = [1, 2].map((k) => comparison.measurements[k].seconds);
  const start = medianInterval(coldTimes.slice(0, warmTimes.length).map((time, i) => time - warmTimes[i]));
  return {
    comparison,
    other,
    items,
    otherItems,
    serial,
    warm,
    start,
    paysWarm: crossing(serial, warm),
    paysCold: crossing(serial, warm && { ...warm, fixed: warm.fixed + start.median }),
    partial: other?.partial ?? true,
  };
}

function medianOf(comparison: Comparison | undefined, k: number): number {
  return comparison?.measurements[k].time.median ?? NaN;
}

function lineThrough(x1: number, y1: number, x2: number, y2: number): TimeLine | undefined {
  const perItem = (y2 - y1) / (x2 - x1);
  return Number.isNaN(perItem) ? undefined : { perItem, fixed: y1 - x1 * perItem };
}

/** Where the second line falls below the first for good. */
function crossing(serial: TimeLine | undefined, parallel: TimeLine | undefined): number | undefined {
  if (serial === undefined || parallel === undefined || Number.isNaN(parallel.fixed)) return undefined;
  const gain = serial.perItem - parallel.perItem;
  if (!(gain > 0)) return Infinity;
  return Math.max(0, (parallel.fixed - serial.fixed) / gain);
}
