import { checkInteger, invalidArgument } from '../core/index.js';
import { workersLabel } from './findings.js';
import { type Clock, type Variant, monotonicClock } from './rounds.js';
import type { SweepJob, SweepOptions } from './sweep-types.js';

/** One thing that a sweep times: a job, warm or cold, or copies of its kernel. */
export interface SweepVariant<T> extends Variant<T | undefined> {
  readonly kind: 'run' | 'cold' | 'copies';
  readonly workers: number;
  readonly size: number;
}

export interface SweepPlan<T> {
  readonly variants: readonly SweepVariant<T>[];
  /** Times by variant, one a round. */
  readonly seconds: number[][];
  readonly workers: readonly number[];
  readonly weak: boolean;
  readonly repeats: number;
  readonly warmup: number;
  readonly seed: number;
  readonly processors: number | undefined;
  readonly clock: Clock;
}

export function sweepPlan<T>(job: SweepJob<T>, options: SweepOptions<T>): SweepPlan<T> {
  const { weak = false, processors, clock = monotonicClock } = options;
  const workers = [...new Set(options.workers.map((count) => checkInteger('workers', count)))].sort(
    (a, b) => a - b,
  );
  if (workers.length === 0) throw invalidArgument('workers', 'a list of at least one worker count', '[]');
  const sizeOf = (count: number): number => (weak ? Math.max(1, count) : 1);
  const variants = [
    ...workers.map((count) => warmVariant(job, count, sizeOf(count))),
    ...(job.cold === undefined ? [] : workers.filter((count) => count > 0)).map((count) =>
      coldVariant(job, count, sizeOf(count)),
    ),
    ...copyCounts(job, workers).map((n) => copiesVariant(job, n)),
  ];
  const warmup = checkInteger('warmup', options.warmup ?? 1);
  return {
    variants,
    seconds: variants.map(() => []),
    workers,
    weak,
    repeats: checkInteger('repeats', options.repeats ?? 5, 1),
    warmup: job.equal === undefined ? warmup : Math.max(1, warmup),
    seed: checkInteger('seed', options.seed ?? 1),
    processors: processors === undefined ? undefined : checkInteger('processors', processors, 1),
    clock,
  };
}

function warmVariant<T>(job: SweepJob<T>, workers: number, size: number): SweepVariant<T> {
  return { kind: 'run', workers, size, label: workersLabel(workers), run: () => job.run(workers, size) };
}

function coldVariant<T>(job: SweepJob<T>, workers: number, size: number): SweepVariant<T> {
  return {
    kind: 'cold',
    workers,
    size,
    label: `${workersLabel(workers)}, cold`,
    prepare: () => job.cool?.(workers),
    run: () => job.cold?.(workers, size),
  };
}

function copiesVariant<T>(job: SweepJob<T>, n: number): SweepVariant<T> {
  return {
    kind: 'copies',
    workers: n,
    size: 1,
    label: n === 1 ? '1 copy' : `${n} copies`,
    run: async () => {
      await job.copies?.(n);
      return undefined;
    },
  };
}

/** One copy is what all others are compared with; serial runs need none. */
function copyCounts<T>(job: SweepJob<T>, workers: readonly number[]): number[] {
  const parallel = workers.filter((count) => count > 1);
  return job.copies === undefined || parallel.length === 0 ? [] : [1, ...parallel];
}
