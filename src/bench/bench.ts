import { checkFinite, checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { Moments, medianInterval, outliers, quantileSorted, sorted } from '../stats/index.js';
import { agreementCheck, differenceBy } from './agreement.js';
import type { BenchOptions, Comparison, Measurement, StopReason, Timed } from './bench-types.js';
import { benchWarnings } from './bench-warnings.js';
import { lengthen, overheads, stretchLength } from './calibrate.js';
import { Meter, type Resources } from './meter.js';
import { runtimeProbe } from './probe.js';
import { pairedRatio } from './ratio.js';
import { type Clock, interleave, monotonicClock, warmUp } from './rounds.js';
import { Stretch } from './stretch.js';
import { halfWidth } from './warnings.js';

/** Five rounds would leave the interval of the median at 94 %. */
const FEWEST_ROUNDS = 6;
const MOST_ROUNDS = 1000;
/** Seconds. */
const BUDGET = 5;
const PRECISION = 0.01;
/** Precision is looked at each time the rounds have grown by this factor: a rule asked all the time stops by luck. */
const NEXT_LOOK = 1.25;

interface Plan<T> {
  readonly stretches: readonly Stretch<T>[];
  readonly rounds: number;
  readonly minRounds: number;
  /** Undefined for a fixed number of rounds. */
  readonly limits: { readonly budget: number; readonly precision: number } | undefined;
  readonly warmup: number;
  readonly iterations: number | 'auto';
  readonly length: number;
  readonly items: number;
  readonly seed: number;
  readonly clock: Clock;
}

/**
 * Times functions side by side, in interleaved rounds of random order. The first one named is the baseline, to which
 * the others' ratios refer, round by round.
 *
 * Each variant is warmed up, then called so often in one timed stretch that the clock can tell it; what an empty job takes
 * when it is timed the same way is subtracted. Rounds go on until every median is known to within `precision`, or `budget`
 * seconds are spent, or `maxRounds` are done; `rounds` fixes their number instead. With `equal`, results are compared before
 * anything is timed and after each run: `ERR_DISAGREEMENT` names both variants and the first difference. A variant that
 * throws ends the benchmark with `ERR_TASK_FAILED` (or its own code, if the error is nfold's), which names the run and the
 * variant and keeps the cause. `ERR_INVALID_ARGUMENT` for options that break their rules.
 */
export async function bench<T>(
  variants: Readonly<Record<string, Timed<T>>>,
  options: BenchOptions<T> = {},
): Promise<Comparison> {
  const plan = makePlan(variants, options);
  const { stretches, clock } = plan;
  const probe = options.probe ?? (options.clock === undefined ? runtimeProbe() : undefined);
  const load = probe?.load?.();
  const { group } = options;
  const check = agreementCheck<T>({
    nameOf: (index) => stretches[index].label,
    difference: differenceBy(options.equal),
    groupOf: group && ((index) => group(stretches[index].label)),
  });
  const ready = await prepare(plan, options, check);
  const overhead = ready ? await overheads(stretches, clock) : stretches.map(() => 0);
  const meter = probe && new Meter(probe, stretches.length);
  const { samples, stopped } = ready
    ? await timeRounds(plan, options, { overhead, meter, check })
    : { samples: stretches.map((): number[] => []), stopped: 'aborted' as const };
  const resources = (await meter?.finish()) ?? [];
  const measurements = stretches.map((stretch, i) =>
    summarise(stretch, samples[i], {
      items: plan.items,
      overhead: options.seconds === undefined ? overhead[i] : 0,
      resources: resources.at(i),
      partial: stopped === 'aborted',
    }),
  );
  return {
    baseline: stretches[0].label,
    measurements,
    faster: Object.fromEntries(stretches.map(({ label }, i) => [label, pairedRatio(samples[0], samples[i])])),
    seed: plan.seed,
    stopped,
    partial: stopped === 'aborted',
    warnings: benchWarnings(measurements, {
      load,
      synchronous: stretches.map(({ asynchronous }) => !asynchronous && options.seconds === undefined),
      precision:
        stopped === 'precision' || stopped === 'aborted' ? undefined : plan.limits?.precision || undefined,
    }),
  };
}

function makePlan<T>(variants: Readonly<Record<string, Timed<T>>>, options: BenchOptions<T>): Plan<T> {
  const names = Object.keys(variants);
  if (names.length === 0) throw invalidArgument('variants', 'an object with at least one function', variants);
  const { rounds, iterations = 'auto', budget = BUDGET, precision = PRECISION } = options;
  const minRounds = checkInteger('minRounds', options.minRounds ?? FEWEST_ROUNDS, 1);
  const warmup = checkInteger('warmup', options.warmup ?? 1);
  const clock = options.clock ?? monotonicClock;
  const stretch = options.stretch === undefined ? undefined : checkPositive('stretch', options.stretch);
  return {
    stretches: names.map((name) => new Stretch(name, variants[name])),
    rounds:
      rounds === undefined
        ? checkInteger('maxRounds', options.maxRounds ?? Math.max(minRounds, MOST_ROUNDS), minRounds)
        : checkInteger('rounds', rounds, 1),
    minRounds,
    limits:
      rounds === undefined
        ? { budget: checkPositive('budget', budget), precision: checkNotNegative('precision', precision) }
        : undefined,
    warmup: options.equal === undefined ? warmup : Math.max(1, warmup),
    iterations: iterations === 'auto' ? iterations : checkInteger('iterations', iterations, 1),
    length: iterations === 'auto' ? stretchLength(clock, stretch) : 0,
    items: checkInteger('items', options.items ?? 1, 1),
    seed: checkInteger('seed', options.seed ?? 1),
    clock,
  };
}

function checkNotNegative(name: string, value: number): number {
  if (checkFinite(name, value) >= 0) return value;
  throw invalidArgument(name, 'a number of at least 0', value);
}

type Check<T> = (index: number, round: number, result: T) => void;

/** Warms up, compares the first results, and finds how many calls make a stretch. False when aborted. */
async function prepare<T>(plan: Plan<T>, options: BenchOptions<T>, check: Check<T>): Promise<boolean> {
  const { stretches, warmup, iterations, clock } = plan;
  const total = stretches.length * (warmup + plan.rounds);
  let done = 0;
  const shared = { clock, signal: options.signal };
  const warm = await warmUp(stretches, warmup, {
    ...shared,
    onRun(index, round, _seconds, result) {
      check(index, round, result);
      options.onRun?.(++done, total);
    },
  });
  if (!warm) return false;
  for (const [index, stretch] of stretches.entries()) {
    if (iterations !== 'auto') stretch.iterations = iterations;
    else if (stretch.prepare === undefined && options.seconds === undefined) {
      const onRun = (_: number, round: number, _seconds: number, result: T) => check(index, round, result);
      if (!(await lengthen(stretch, plan.length, { ...shared, onRun }))) return false;
    }
  }
  return true;
}

interface Timing<T> {
  readonly overhead: readonly number[];
  readonly meter: Meter | undefined;
  readonly check: Check<T>;
}

async function timeRounds<T>(
  { stretches, rounds, minRounds, limits, warmup, items, seed, clock }: Plan<T>,
  { seconds: ownSeconds, signal, onRun }: BenchOptions<T>,
  { overhead, meter, check }: Timing<T>,
): Promise<{ samples: number[][]; stopped: StopReason }> {
  const samples = stretches.map((): number[] => []);
  const total = stretches.length * (warmup + rounds);
  let done = stretches.length * warmup;
  const enough = limits === undefined ? () => undefined : stopRule(samples, limits, minRounds, clock);
  let stopped: StopReason = 'rounds';
  const complete = await interleave(stretches, {
    rounds,
    seed,
    clock,
    signal,
    more(count) {
      stopped = enough(count) ?? 'rounds';
      return stopped === 'rounds';
    },
    onStart: () => meter?.begin(),
    onRun(index, round, taken, result) {
      meter?.end(index);
      const net = Math.max(0, taken / stretches[index].iterations - overhead[index]);
      samples[index].push((ownSeconds?.(result) ?? net) / items);
      check(index, round, result);
      onRun?.(++done, total);
    },
  });
  return { samples, stopped: complete ? stopped : 'aborted' };
}

/** Why the rounds should end after that many, undefined if they should not. */
function stopRule(
  samples: readonly number[][],
  { budget, precision }: NonNullable<Plan<unknown>['limits']>,
  minRounds: number,
  clock: Clock,
): (rounds: number) => StopReason | undefined {
  const start = clock();
  let nextLook = minRounds;
  return (rounds) => {
    if (rounds < minRounds) return undefined;
    if (rounds >= nextLook) {
      nextLook = Math.ceil(rounds * NEXT_LOOK);
      if (samples.every((seconds) => halfWidth(medianInterval(seconds)) <= precision)) return 'precision';
    }
    return clock() - start >= budget ? 'budget' : undefined;
  };
}

function summarise<T>(
  { label, iterations }: Stretch<T>,
  seconds: readonly number[],
  run: Pick<Measurement, 'items' | 'overhead' | 'partial'> & { readonly resources: Resources | undefined },
): Measurement {
  const { mean, sd, min, max } = new Moments().addAll(seconds);
  const ascending = sorted(seconds);
  const at = (q: number): number => quantileSorted(ascending, q);
  return {
    name: label,
    seconds,
    iterations,
    time: medianInterval(seconds),
    mean,
    sd,
    min,
    max,
    percentiles: { p5: at(0.05), p25: at(0.25), p75: at(0.75), p95: at(0.95), p99: at(0.99) },
    outliers: outliers(seconds),
    ...run,
  };
}
