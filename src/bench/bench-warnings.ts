import type { Measurement } from './bench-types.js';
import { formatPercent, formatSeconds } from './units.js';
import { driftWarning, halfWidth, noiseWarning, shortWarning } from './warnings.js';

export interface Circumstances {
  /** Whether it was stopped before it was done. */
  readonly partial: boolean;
  /** Programs that wanted a processor before the benchmark began, and the processors. */
  readonly load: { readonly average: number; readonly processors: number } | undefined;
  /** How an empty job of the caller's own is called, whose time was subtracted. */
  readonly empty: string | undefined;
  /** By variant: whether it computes in this thread alone, and should have a processor all the time. */
  readonly synchronous: readonly boolean[];
  /** What was aimed at and may have been missed; undefined when it was reached or nothing was aimed at. */
  readonly precision: number | undefined;
}

/** Share of its time that a busy thread has the processor, at least, on a machine of its own. */
const BUSY = 0.9;
/** Processor time is told in steps of up to 10 ms on some systems: less than this many seconds says nothing. */
const TELLING_WALL = 0.1;
/** An outlier is worth a warning when it lies so far off the median, and there is such a share of them. */
const FAR_OFF = 0.1;
const MANY_OUTLIERS = 0.1;
const MUCH_COLLECTION = 0.1;

/** What may spoil the figures, each with something to do about it. */
export function benchWarnings(all: readonly Measurement[], circumstances: Circumstances): string[] {
  const measured = all.filter(({ seconds }) => seconds.length > 0);
  // How noisy times are that mean nothing is beside the point.
  const nothing = measured.filter(({ time }) => circumstances.empty !== undefined && !(time.low > 0));
  const timed = measured.filter((measurement) => !nothing.includes(measurement));
  const runs = timed.map(({ name, seconds, time }) => ({ label: name, seconds, time }));
  const each = (warn: (measurement: Measurement) => string[]): string[] => timed.flatMap(warn);
  return [
    ...partialWarning(measured, circumstances.partial),
    ...nothing.map(({ name, overhead }) => emptyWarning(name, circumstances.empty ?? '', overhead)),
    ...(circumstances.empty === undefined ? each(nothingWarning) : []),
    ...each(lengthWarning),
    ...noiseWarning(runs),
    ...precisionWarning(timed, circumstances.precision),
    ...each(firstWarning),
    ...outlierWarning(timed),
    ...driftWarning(runs),
    ...loadWarning(circumstances.load),
    ...busyWarning(all.filter((_, i) => circumstances.synchronous[i])),
    ...collectionWarning(timed),
  ];
}

function partialWarning(timed: readonly Measurement[], partial: boolean): string[] {
  if (!partial || timed.length === 0) return [];
  const rounds = Math.min(...timed.map(({ seconds }) => seconds.length));
  return [`stopped after ${rounds === 1 ? '1 round' : `${rounds} rounds`}, before it was done: run it again`];
}

function emptyWarning(name: string, empty: string, overhead: number): string {
  return `${name} cannot be told from ${empty} (${formatSeconds(overhead)}): its times mean nothing, and nothing can be compared with them; let it do more`;
}

function nothingWarning({ name, time, items, overhead }: Measurement): string[] {
  const call = time.median * items;
  if (call > overhead || (call > 0 && overhead === 0)) return [];
  return [
    `${name} takes no longer than an empty job: it may have been optimised away, or is too small to be timed; return what it computes, or let a call do more`,
  ];
}

function lengthWarning({ name, time, iterations, items, overhead }: Measurement): string[] {
  const stretch = (time.median * items + overhead) * iterations;
  return shortWarning(`runs of ${name}`, stretch, 'let a call do more, or time several calls together');
}

/** Of the variant whose median is known least. */
function precisionWarning(timed: readonly Measurement[], precision = Infinity): string[] {
  const worst = largest(timed, ({ time }) => halfWidth(time));
  if (worst === undefined || !(halfWidth(worst.time) > precision)) return [];
  return [
    `the median of ${worst.name} is known to ± ${formatPercent(halfWidth(worst.time))}, not ${formatPercent(precision)}: raise the budget, or the number of rounds`,
  ];
}

function firstWarning({ name, seconds, outliers, time }: Measurement): string[] {
  if (outliers[0] !== 0 || outliers.length > 1 || seconds[0] < (1 + FAR_OFF) * time.median) return [];
  return [
    `the first run of ${name} took ${(seconds[0] / time.median).toFixed(1)} times as long as the others: give it a warm-up run more`,
  ];
}

/** Of the variant with the largest share of them. */
function outlierWarning(timed: readonly Measurement[]): string[] {
  const told = timed.map(({ name, seconds, outliers, time }) => {
    const far = outliers.filter((round) => Math.abs(seconds[round] / time.median - 1) > FAR_OFF).length;
    return { name, far, of: seconds.length };
  });
  const worst = largest(told, ({ far, of }) => far / of);
  if (worst === undefined || worst.far < 2 || worst.far <= MANY_OUTLIERS * worst.of) return [];
  return [
    `${worst.far} of ${worst.of} times of ${worst.name} are outliers: other programs or garbage collections disturb it; close them, or compare medians only`,
  ];
}

function loadWarning(load: Circumstances['load']): string[] {
  if (load === undefined || load.average <= load.processors) return [];
  const { average, processors } = load;
  const few = processors === 1 ? '1 processor' : `${processors} processors`;
  return [
    `${average.toFixed(1)} programs wanted the ${few} when this began: close some, or trust the ratios more than the times`,
  ];
}

/** Of the variant that had a processor least. */
function busyWarning(computing: readonly Measurement[]): string[] {
  const told = computing.flatMap(({ name, resources }) => {
    if (resources?.busy === undefined || resources.cpu === undefined) return [];
    const wall = (resources.cpu.user + resources.cpu.system) / resources.busy;
    return wall > TELLING_WALL ? [{ name, busy: resources.busy }] : [];
  });
  const worst = largest(told, ({ busy }) => -busy);
  if (worst === undefined || worst.busy >= BUSY) return [];
  return [
    `${worst.name} had a processor for ${formatPercent(worst.busy)} of its time: it waits, or other programs take turns with it; close them, or compare processor times`,
  ];
}

/** Of the variant that collects most. */
function collectionWarning(timed: readonly Measurement[]): string[] {
  const told = timed.map(({ name, resources }) => ({ name, share: resources?.collections?.share ?? 0 }));
  const worst = largest(told, ({ share }) => share);
  if (worst === undefined || !(worst.share > MUCH_COLLECTION)) return [];
  return [
    `garbage collection takes ${formatPercent(worst.share)} of the time of ${worst.name}: reuse its arrays, or give V8 a larger --max-semi-space-size`,
  ];
}

function largest<T>(list: readonly T[], score: (one: T) => number): T | undefined {
  return list.toSorted((a, b) => score(b) - score(a)).at(0);
}
