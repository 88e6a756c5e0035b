import { NfoldError, checkInteger, invalidArgument } from '../core/index.js';
import { medianInterval } from '../stats/index.js';
import { findWarnings, judgeBeyond, recommend, runLabel, workersLabel } from './findings.js';
import { type Ratio, pairedRatio, ratioOf } from './ratio.js';
import { type Clock, type Variant, interleave, monotonicClock, warmUp } from './rounds.js';
import type { Sweep, SweepEvent, SweepJob, SweepOptions, SweepRun } from './sweep-types.js';

interface Plan<T> {
  readonly variants: readonly (Variant<T | undefined> & { kind: 'run' | 'copies'; workers: number })[];
  /** Times by variant, one a round. */
  readonly seconds: number[][];
  readonly workers: readonly number[];
  readonly repeats: number;
  readonly warmup: number;
  readonly seed: number;
  readonly processors: number | undefined;
  readonly clock: Clock;
}

/**
 * Times a job for several worker counts. The runs are interleaved in rounds of random order, so that whatever happens
 * to the machine meanwhile hits all counts alike, and speed-ups are taken within each round.
 *
 * When the job can compare results (`equal`), every run's must agree with the first one's: all counts are checked
 * before anything is timed, and each timed run again. The first difference ends the sweep with `ERR_DISAGREEMENT`.
 * `ERR_TASK_FAILED` when the job throws, `ERR_INVALID_ARGUMENT` for options that break their rules.
 */
export async function sweep<T>(job: SweepJob<T>, options: SweepOptions<T>): Promise<Sweep> {
  const plan = makePlan(job, options);
  const compare = agreement(job, plan);
  const total = plan.variants.length * (plan.repeats + plan.warmup);
  let done = 0;
  const record = (kind: SweepEvent<T>['kind'], index: number, round: number, seconds: number, result?: T) => {
    const { workers, kind: variant } = plan.variants[index];
    if (variant === 'run') compare(index, round, result as T);
    done++;
    options.onRun?.({ kind, workers, round, seconds, result, done, total });
  };
  const shared = { clock: plan.clock, signal: options.signal };
  const warm = await warmUp(plan.variants, plan.warmup, {
    ...shared,
    onRun: (index, round, seconds, result) => record('warmup', index, round, seconds, result),
  });
  const complete =
    warm &&
    (await interleave(plan.variants, {
      ...shared,
      rounds: plan.repeats,
      seed: plan.seed,
      onRun: (index, round, seconds, result) => {
        plan.seconds[index].push(seconds);
        record(plan.variants[index].kind, index, round, seconds, result);
      },
    }));
  return summarise(job.name, plan, !complete);
}

function makePlan<T>(job: SweepJob<T>, options: SweepOptions<T>): Plan<T> {
  const workers = [...new Set(options.workers.map((count) => checkInteger('workers', count)))].sort(
    (a, b) => a - b,
  );
  if (workers.length === 0) throw invalidArgument('workers', 'a list of at least one worker count', '[]');
  const runs = workers.map((count) => ({
    kind: 'run' as const,
    workers: count,
    label: workersLabel(count),
    run: () => job.run(count),
  }));
  const copies = copyCounts(job, workers).map((n) => ({
    kind: 'copies' as const,
    workers: n,
    label: n === 1 ? '1 copy' : `${n} copies`,
    run: async () => {
      await job.copies?.(n);
      return undefined;
    },
  }));
  const variants = [...runs, ...copies];
  const warmup = checkInteger('warmup', options.warmup ?? 1);
  return {
    variants,
    seconds: variants.map(() => []),
    workers,
    repeats: checkInteger('repeats', options.repeats ?? 5, 1),
    warmup: job.equal === undefined ? warmup : Math.max(1, warmup),
    seed: checkInteger('seed', options.seed ?? 1),
    processors:
      options.processors === undefined ? undefined : checkInteger('processors', options.processors, 1),
    clock: options.clock ?? monotonicClock,
  };
}

/** One copy is what all others are compared with; serial runs need none. */
function copyCounts<T>(job: SweepJob<T>, workers: readonly number[]): number[] {
  const parallel = workers.filter((count) => count > 1);
  return job.copies === undefined || parallel.length === 0 ? [] : [1, ...parallel];
}

function agreement<T>(job: SweepJob<T>, plan: Plan<T>): (index: number, round: number, result: T) => void {
  let expected: { result: T; workers: number } | undefined;
  return (index, round, result) => {
    const { workers } = plan.variants[index];
    expected ??= { result, workers };
    const difference = job.equal?.(expected.result, result);
    if (difference === undefined) return;
    throw new NfoldError(
      'ERR_DISAGREEMENT',
      `${job.name}: the result of ${runLabel(workers)} differs from that of ${runLabel(expected.workers)}: ${difference}`,
      { workers, round, difference },
    );
  };
}

function summarise<T>(name: string, plan: Plan<T>, partial: boolean): Sweep {
  const { workers, processors, repeats, seed } = plan;
  const times = (kind: 'run' | 'copies', count: number): number[] =>
    plan.seconds[plan.variants.findIndex((v) => v.kind === kind && v.workers === count)] ?? [];
  const baseline = times('run', workers[0]);
  const single = times('copies', 1);
  const runs = workers.map((count) =>
    describeRun(count, times('run', count), baseline, single, times('copies', count)),
  );
  const copies = plan.variants.filter((variant) => variant.kind === 'copies');
  const beyond = judgeBeyond(runs, processors);
  return {
    job: name,
    baseline: workers[0],
    repeats,
    seed,
    processors,
    partial,
    runs,
    copies: copies.map(({ workers: n }) => ({ n, seconds: times('copies', n) })),
    recommended: recommend(runs, processors, beyond),
    beyondProcessors: beyond,
    warnings: findWarnings(runs, processors),
  };
}

function describeRun(
  workers: number,
  seconds: readonly number[],
  baseline: readonly number[],
  single: readonly number[],
  copies: readonly number[],
): SweepRun {
  const speedup = pairedRatio(baseline, seconds);
  const run = { workers, seconds, time: medianInterval(seconds), speedup };
  if (workers === 0) return run;
  const efficiency = speedup.value / workers;
  if (copies.length === 0) return { ...run, efficiency };
  const capacity = ratioOf(pairedRatio(single, copies).perRound.map((ratio) => workers * ratio));
  return { ...run, efficiency, capacity, efficiencyOfCapacity: dividePaired(speedup, capacity) };
}

function dividePaired(a: Ratio, b: Ratio): Ratio {
  return pairedRatio(a.perRound, b.perRound);
}
