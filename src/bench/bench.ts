import { checkFinite, checkInteger, checkPositive, invalidArgument } from '../core/index.js';
import { Moments, median, medianInterval, outliers, quantileSorted, sorted } from '../stats/index.js';
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
  /** The empty job of the caller's own, timed as the last of all. */
  readonly empty: Stretch<T> | undefined;
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
  const { stretches, clock, empty } = plan;
  const probe = options.probe ?? (options.clock === undefined ? runtimeProbe() : undefined);
  const load = probe?.load?.();
  const { group } = options;
  const check = agreementCheck<T>({
    nameOf: (index) => stretches[index].label,
    difference: differenceBy(options.equal),
    groupOf: group && ((index) => group(stretches[index].label)),
  });
  const ready = await prepare(plan, options, check);
  const builtIn = ready && empty === undefined && options.seconds === undefined;
  const overhead = builtIn ? await overheads(stretches, clock) : stretches.map(() => 0);
  const meter = probe && new Meter(probe, stretches.length + 1);
  const { samples, subtracted, stopped } = ready
    ? await timeRounds(plan, options, { overhead, meter, check })
    : { ...net(stretches.map(() => [])), stopped: 'aborted' as const };
  const resources = (await meter?.finish()) ?? [];
  const measurements = stretches.map((stretch, i) =>
    summarise(stretch, samples[i], {
      items: plan.items,
      overhead: overhead[i] + subtracted * plan.items,
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
      partial: stopped === 'aborted',
      load,
      empty: empty?.label,
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
    empty: options.empty && new Stretch(options.empty.name, options.empty.job),
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

/** Everything that is timed in a round. */
function allOf<T>({ stretches, empty }: Plan<T>): readonly Stretch<T>[] {
  return empty === undefined ? stretches : [...stretches, empty];
}

type Check<T> = (index: number, round: number, result: T) => void;

/** Warms up, compares the first results, and finds how many calls make a stretch. False when aborted. */
async function prepare<T>(plan: Plan<T>, options: BenchOptions<T>, check: Check<T>): Promise<boolean> {
  const { warmup, iterations, clock } = plan;
  const all = allOf(plan);
  const total = all.length * (warmup + plan.rounds);
  let done = 0;
  const shared = { clock, signal: options.signal };
  const warm = await warmUp(all, warmup, {
    ...shared,
    onRun(index, round, _seconds, result) {
      if (all[index] !== plan.empty) check(index, round, result);
      options.onRun?.(++done, total);
    },
  });
  if (!warm) return false;
  for (const [index, stretch] of all.entries()) {
    if (iterations !== 'auto') stretch.iterations = iterations;
    else if (stretch.prepare === undefined && options.seconds === undefined) {
      const onRun = (_: number, round: number, _seconds: number, result: T) => {
        if (stretch !== plan.empty) check(index, round, result);
      };
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
  plan: Plan<T>,
  { seconds: ownSeconds, signal, onRun }: BenchOptions<T>,
  { overhead, meter, check }: Timing<T>,
): Promise<Net & { stopped: StopReason }> {
  const { rounds, minRounds, limits, warmup, items, seed, clock, empty } = plan;
  const all = allOf(plan);
  const samples = all.map((): number[] => []);
  const total = all.length * (warmup + rounds);
  let done = all.length * warmup;
  const netNow = (): Net => (empty === undefined ? net(samples) : net(samples.slice(0, -1), samples.at(-1)));
  const enough =
    limits === undefined ? () => undefined : stopRule(() => netNow().samples, limits, minRounds, clock);
  let stopped: StopReason = 'rounds';
  const complete = await interleave(all, {
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
      const own = Math.max(0, taken / all[index].iterations - (overhead.at(index) ?? 0));
      samples[index].push((ownSeconds?.(result) ?? own) / items);
      if (all[index] !== empty) check(index, round, result);
      onRun?.(++done, total);
    },
  });
  return { ...netNow(), stopped: complete ? stopped : 'aborted' };
}

interface Net {
  /** By variant. */
  readonly samples: readonly (readonly number[])[];
  /** Seconds that were taken from each. */
  readonly subtracted: number;
}

/** The samples without the time of an empty job; none where that was not timed. */
function net(samples: readonly (readonly number[])[], empty?: readonly number[]): Net {
  if (empty === undefined) return { samples, subtracted: 0 };
  if (empty.length === 0) return { samples: samples.map(() => []), subtracted: 0 };
  const subtracted = median(empty);
  return { samples: samples.map((times) => times.map((time) => Math.max(0, time - subtracted))), subtracted };
}

/** Why the rounds should end after that many, undefined if they should not. */
function stopRule(
  samples: () => readonly (readonly number[])[],
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
      if (samples().every((seconds) => halfWidth(medianInterval(seconds)) <= precision)) return 'precision';
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
