import { formatRatio, pairedRatio, scaled } from './ratio.js';
import type { BeyondProcessors, SweepRun } from './sweep-types.js';
import { driftWarning, noiseWarning, shortWarning } from './warnings.js';

/** A worker count is as good as the best one when its median lies within this share of it. */
const NEAR_BEST = 0.05;

const timed = (runs: readonly SweepRun[]): SweepRun[] => runs.filter((run) => run.seconds.length > 0);

/** Seconds for the work of the baseline: in weak scaling a run does several times that. */
const timeOf = (run: SweepRun): number => run.time.median / run.size;

const fastest = (runs: readonly SweepRun[]): SweepRun =>
  runs.reduce((best, run) => (timeOf(run) < timeOf(best) ? run : best));

/**
 * The smallest worker count within 5 % of the best median. Counts past the processors are candidates only where they
 * helped by more than the noise.
 */
export function recommend(
  runs: readonly SweepRun[],
  processors = Infinity,
  beyond?: BeyondProcessors,
): number | undefined {
  const most = beyond === undefined || beyond.helped ? Infinity : processors;
  const candidates = timed(runs).filter((run) => run.workers <= most);
  if (candidates.length === 0) return undefined;
  const limit = timeOf(fastest(candidates)) * (1 + NEAR_BEST);
  return Math.min(...candidates.filter((run) => timeOf(run) <= limit).map((run) => run.workers));
}

/** `serial`, `1 worker`, `2 workers`. */
export function workersLabel(workers: number): string {
  if (workers === 0) return 'serial';
  return workers === 1 ? '1 worker' : `${workers} workers`;
}

/** The same within a sentence: `the serial run`, `1 worker`, `2 workers`. */
export function runLabel(workers: number): string {
  return workers === 0 ? 'the serial run' : workersLabel(workers);
}

/** Compares the best count within the processors with each count past them; undefined when there is none of either. */
export function judgeBeyond(
  runs: readonly SweepRun[],
  processors: number | undefined,
): BeyondProcessors | undefined {
  if (processors === undefined) return undefined;
  const within = timed(runs).filter((run) => run.workers <= processors);
  const beyond = timed(runs).filter((run) => run.workers > processors);
  if (within.length === 0 || beyond.length === 0) return undefined;
  const best = fastest(within);
  const gains = beyond.map((run) => ({
    run,
    gain: scaled(pairedRatio(best.seconds, run.seconds), run.size / best.size),
  }));
  const helped = gains.filter(({ gain }) => gain.value > 1 + NEAR_BEST && gain.low > 1);
  const shown = helped.length > 0 ? helped : gains;
  const list = shown.map(({ run, gain }) => `${run.workers} workers ${formatRatio(gain)}`).join(', ');
  const verdict = helped.length > 0 ? 'helped' : 'did not help';
  const count = processors === 1 ? 'the one processor' : `the ${processors} processors`;
  const sentence = `Going past ${count} ${verdict}: ${list} times as fast as ${runLabel(best.workers)}.`;
  return { helped: helped.length > 0, sentence };
}

/** What may spoil the figures, each with something to do about it. */
export function findWarnings(runs: readonly SweepRun[], processors: number | undefined): string[] {
  const all = timed(runs).map(({ workers, seconds, time }) => ({
    label: workersLabel(workers),
    seconds,
    time,
  }));
  const shortest = Math.min(...all.map(({ time }) => time.median));
  return [
    ...capacityWarning(runs, processors),
    ...shortWarning('runs', shortest, 'make the job larger (at least 10 ms)'),
    ...noiseWarning(all),
    ...driftWarning(all),
  ];
}

function capacityWarning(runs: readonly SweepRun[], processors = Infinity): string[] {
  const measured = runs.filter((run) => run.workers <= processors && run.workers > 1 && run.capacity);
  const last = measured.at(-1);
  if (last?.capacity === undefined || !(last.capacity.high < 0.9 * last.workers)) return [];
  return [
    `${last.workers} independent copies of the job reach a capacity of ${formatRatio(last.capacity)}, not ${last.workers}: ` +
      'the processors share a core, memory or other programs; judge the efficiency against the capacity',
  ];
}
