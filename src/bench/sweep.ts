import type { WorkerShares } from '../pool/index.js';
import { medianInterval } from '../stats/index.js';
import { agreementCheck } from './agreement.js';
import { findWarnings, judgeBeyond, recommend, runLabel } from './findings.js';
import { pairedRatio, scaled } from './ratio.js';
import { interleave, warmUp } from './rounds.js';
import { fitScaling } from './scaling-laws.js';
import { type SweepPlan, sweepPlan } from './sweep-plan.js';
import type { ColdRuns, Sweep, SweepEvent, SweepJob, SweepOptions, SweepRun } from './sweep-types.js';

/**
 * Times a job for several worker counts. The runs are interleaved in rounds of random order, so that whatever happens
 * to the machine meanwhile hits all counts alike, and speed-ups are taken within each round.
 *
 * When the job can compare results (`equal`), every run's must agree with the first one's, in weak scaling with the first
 * one's of the same size: all counts are checked before anything is timed, and each timed run again. The first difference
 * ends the sweep with `ERR_DISAGREEMENT`.
 * `ERR_TASK_FAILED` when the job throws, `ERR_INVALID_ARGUMENT` for options that break their rules.
 */
export async function sweep<T>(job: SweepJob<T>, options: SweepOptions<T>): Promise<Sweep> {
  const plan = sweepPlan(job, options);
  const check = agreement(job, plan);
  const shares = plan.variants.map((): WorkerShares[] => []);
  const total = plan.variants.length * (plan.repeats + plan.warmup);
  let done = 0;
  const record = (kind: SweepEvent<T>['kind'], index: number, round: number, seconds: number, result?: T) => {
    const { workers, kind: variant } = plan.variants[index];
    if (variant !== 'copies') check(index, round, result as T);
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
        const { kind } = plan.variants[index];
        plan.seconds[index].push(seconds);
        const told = kind === 'run' ? job.shares?.(result as T) : undefined;
        if (told !== undefined) shares[index].push(told);
        record(kind, index, round, seconds, result);
      },
    }));
  return summarise(job.name, plan, { shares, partial: !complete });
}

function agreement<T>(
  job: SweepJob<T>,
  plan: SweepPlan<T>,
): (index: number, round: number, result: T) => void {
  return agreementCheck({
    nameOf(index) {
      const { kind, workers } = plan.variants[index];
      return kind === 'cold' ? `${runLabel(workers)} (cold)` : runLabel(workers);
    },
    difference: (expected, actual) => job.equal?.(expected, actual),
    groupOf: (index) => plan.variants[index].size,
    prefix: `${job.name}: `,
  });
}

interface Gathered {
  /** By variant, those of its runs that told. */
  readonly shares: readonly (readonly WorkerShares[])[];
  readonly partial: boolean;
}

function summarise<T>(name: string, plan: SweepPlan<T>, { shares, partial }: Gathered): Sweep {
  const { workers, processors, repeats, seed, weak } = plan;
  const runs = workers.map((count) => describeRun(plan, shares, count));
  const copies = plan.variants.flatMap(({ kind, workers: n }, i) =>
    kind === 'copies' ? [{ n, seconds: plan.seconds[i] }] : [],
  );
  const beyond = judgeBeyond(runs, processors);
  const sweepOf = { baseline: workers[0], runs, processors };
  return {
    job: name,
    scaling: weak ? 'weak' : 'strong',
    ...sweepOf,
    repeats,
    seed,
    partial,
    copies,
    recommended: recommend(runs, processors, beyond),
    beyondProcessors: beyond,
    fits: weak ? { measuredTo: {} } : fitScaling(sweepOf),
    warnings: findWarnings(runs, processors),
  };
}

function describeRun<T>(plan: SweepPlan<T>, shares: Gathered['shares'], workers: number): SweepRun {
  const find = (kind: string, count: number): number =>
    plan.variants.findIndex((v) => v.kind === kind && v.workers === count);
  const times = (kind: string, count: number): readonly number[] => plan.seconds[find(kind, count)] ?? [];
  const seconds = times('run', workers);
  const { size } = plan.variants[find('run', workers)];
  const baseline = times('run', plan.workers[0]);
  const speedup = scaled(pairedRatio(baseline, seconds), size);
  const told = meanShares(shares[find('run', workers)]);
  const run = {
    workers,
    size,
    seconds,
    time: medianInterval(seconds),
    speedup,
    ...(told && { shares: told }),
  };
  if (workers === 0) return run;
  const cold = find('cold', workers) < 0 ? undefined : times('cold', workers);
  const all = {
    ...run,
    efficiency: speedup.value / workers,
    ...(cold && { cold: coldRuns(cold, seconds, scaled(pairedRatio(baseline, cold), size)) }),
  };
  const copies = times('copies', workers);
  if (copies.length === 0) return all;
  const capacity = scaled(pairedRatio(times('copies', 1), copies), workers);
  return { ...all, capacity, efficiencyOfCapacity: pairedRatio(speedup.perRound, capacity.perRound) };
}

function coldRuns(
  seconds: readonly number[],
  warm: readonly number[],
  speedup: ColdRuns['speedup'],
): ColdRuns {
  const starts = seconds.slice(0, warm.length).map((time, round) => time - warm[round]);
  return { seconds, time: medianInterval(seconds), speedup, start: medianInterval(starts) };
}

function meanShares(told: readonly WorkerShares[]): WorkerShares | undefined {
  if (told.length === 0) return undefined;
  const mean = (share: keyof WorkerShares): number =>
    told.reduce((sum, one) => sum + one[share], 0) / told.length;
  return {
    startUp: mean('startUp'),
    waiting: mean('waiting'),
    transport: mean('transport'),
    working: mean('working'),
  };
}
