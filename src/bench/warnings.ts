import { type MedianEstimate, blockMedians, median, trend } from '../stats/index.js';
import { formatPercent, formatSeconds } from './units.js';

/** Times of one thing, as warnings see them. */
export interface TimedRuns {
  /** How messages call it: `2 workers`, or the name of a variant. */
  readonly label: string;
  /** One time a round, in seconds. */
  readonly seconds: readonly number[];
  readonly time: MedianEstimate;
}

/** Half of the width of the median's interval, as a share of the median. */
export const halfWidth = ({ median: middle, low, high }: MedianEstimate): number => (high - low) / 2 / middle;

/** A run of less time than this, in seconds, is mostly what surrounds it. */
const SHORT = 1e-3;
/** An interval of the median wider than this share of it is noise. */
const WIDE = 0.25;
/** A drift is told from this share on, and at this standard score, which chance exceeds once in a hundred times. */
const [DRIFT, DRIFT_SCORE] = [0.05, 2.58];
/** Rounds below this number say nothing about a drift; more than the other number are grouped. */
const [FEWEST, GROUPS] = [8, 100];

export function shortWarning(label: string, seconds: number, remedy: string): string[] {
  if (!(seconds < SHORT)) return [];
  return [`${label} of ${formatSeconds(seconds)} are too short to time well: ${remedy}`];
}

/** The noisiest of all, if its median is not known well enough. */
export function noiseWarning(timed: readonly TimedRuns[]): string[] {
  const noisy = timed
    .filter(({ seconds }) => seconds.length > 0)
    .map(({ label, time }) => ({ label, width: 2 * halfWidth(time) }))
    .filter(({ width }) => width > WIDE)
    .sort((a, b) => b.width - a.width)
    .at(0);
  if (noisy === undefined) return [];
  return [
    `times vary by ${formatPercent(noisy.width)} (${noisy.label}): close other programs, or time more rounds`,
  ];
}

/** Whether all times together rose or fell from the first round to the last: heat, throttling, code still compiling. */
export function driftWarning(timed: readonly TimedRuns[]): string[] {
  const rounds = Math.min(...timed.map(({ seconds }) => seconds.length));
  if (timed.length === 0 || rounds < FEWEST || timed.some(({ time }) => !(time.median > 0))) return [];
  // The level of a round is the median of its times, each as a multiple of the variant's own median.
  const levels = Array.from({ length: rounds }, (_, round) =>
    median(timed.map(({ seconds, time }) => seconds[round] / time.median)),
  );
  const groups = blockMedians(levels, GROUPS);
  const { slope, z } = trend(groups);
  const change = slope * (groups.length - 1);
  if (Math.abs(z) < DRIFT_SCORE || Math.abs(change) < DRIFT) return [];
  const how = change > 0 ? 'rose' : 'fell';
  const remedy =
    change > 0
      ? 'the processor heats up and slows down, or other programs have started: wait, and trust the ratios more than the times'
      : 'the code was still being compiled, or other programs have ended: give it more warm-up runs';
  return [`times ${how} by ${formatPercent(Math.abs(change))} from the first round to the last: ${remedy}`];
}
