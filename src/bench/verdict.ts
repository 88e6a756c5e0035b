import { checkPositive, invalidArgument } from '../core/index.js';
import { blockMedians, shiftInterval } from '../stats/index.js';
import { formatPercent } from './units.js';

export interface VerdictOptions {
  /** Of the interval of the ratio; default 0.95: at most 5 % of runs without a change are called a change. */
  readonly confidence?: number;
  /** A change of the times by less than this share is none; default 0.02. */
  readonly threshold?: number;
}

/** Whether times have changed since they were saved. Plain data. */
export interface Verdict {
  readonly verdict: 'improved' | 'regressed' | 'no change';
  /** Time before over time now, with its interval: above 1 means faster. */
  readonly faster: {
    readonly value: number;
    readonly low: number;
    readonly high: number;
    readonly coverage: number;
  };
  /** The share by which times moved within the two runs themselves: the range of the medians of their thirds. */
  readonly drift: number;
  /** Why a verdict is `no change`; undefined for a change. */
  readonly reason?: 'too few rounds' | 'within the noise' | 'below the threshold' | 'within the drift';
  /** All of it for people: `1.12 times as fast as before (1.10 to 1.14): improved`. */
  readonly sentence: string;
}

/** Blocks of consecutive rounds whose medians are compared; neighbours in one block may depend on each other. */
const BLOCKS = 6;
/**
 * How many times the drift a change must exceed. Chosen by simulation (test/bench/verdict.test.ts): the least number for
 * which a random walk of the times, and noise that depends on its past by 0.9 a round, stay below 5 % from 20 rounds on.
 */
const DRIFTS = 2;

/**
 * Whether the times of a job, in the order of their rounds, have changed from one run of a benchmark to another.
 *
 * A change is one that passes three tests. The medians of six blocks of consecutive rounds differ by the Mann-Whitney
 * test at 1 - `confidence`: exact for any distribution of the times, however skewed, while blocks depend on each other
 * little. It exceeds `threshold`. It exceeds twice the drift, the range of the medians of the three thirds of each run, so
 * that a machine that heats up or has other guests is not taken for a change of the code.
 * All three can only say no, so that false alarms are at most 1 - `confidence` wherever the first is right. What slowed
 * one run down from its first round to its last, and not the other, looks like a change to any rule: run again.
 *
 * Four times on each side are the least to tell a change by, 20 or more see smaller ones. Throws `ERR_INVALID_ARGUMENT`
 * for empty lists and times that are not greater than 0.
 */
export function verdict(
  baseline: readonly number[],
  current: readonly number[],
  { confidence = 0.95, threshold = 0.02 }: VerdictOptions = {},
): Verdict {
  if (!(confidence > 0 && confidence < 1)) {
    throw invalidArgument('confidence', 'a number between 0 and 1', confidence);
  }
  checkPositive('threshold', threshold);
  const [before, now] = [logarithms('baseline', baseline), logarithms('current', current)];
  const estimate = shiftInterval(blockMedians(now, BLOCKS), blockMedians(before, BLOCKS), confidence);
  const drift = Math.hypot(...[before, now].map(driftOf));
  const facts = { ...estimate, drift, confidence, threshold };
  const reason = reasonAgainst(facts);
  const word = reason === undefined ? (estimate.shift > 0 ? 'improved' : 'regressed') : 'no change';
  const [value, low, high] = [estimate.shift, estimate.low, estimate.high].map(Math.exp);
  const range = `${value.toFixed(2)} times as fast as before (${low.toFixed(2)} to ${high.toFixed(2)})`;
  const aside = reason === undefined ? '' : `, ${explain(reason, facts)}`;
  return {
    verdict: word,
    faster: { value, low, high, coverage: estimate.coverage },
    drift: Math.expm1(drift),
    reason,
    sentence: `${range}: ${word}${aside}`,
  };
}

interface Facts {
  readonly shift: number;
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  readonly drift: number;
  readonly confidence: number;
  readonly threshold: number;
}

function reasonAgainst({
  shift,
  low,
  high,
  coverage,
  drift,
  confidence,
  threshold,
}: Facts): Verdict['reason'] {
  if (coverage < confidence) return 'too few rounds';
  if (low <= 0 && high >= 0) return 'within the noise';
  if (Math.abs(shift) < Math.log1p(threshold)) return 'below the threshold';
  return Math.abs(shift) < DRIFTS * drift ? 'within the drift' : undefined;
}

function explain(reason: NonNullable<Verdict['reason']>, { drift, threshold }: Facts): string {
  if (reason === 'too few rounds') return 'too few rounds to tell: make 20';
  if (reason === 'below the threshold') return `less than ${formatPercent(threshold)}`;
  if (reason === 'within the noise') return reason;
  return `the machine itself drifted by ${formatPercent(Math.expm1(drift))}: run both again`;
}

function logarithms(name: string, seconds: readonly number[]): number[] {
  if (seconds.length === 0) throw invalidArgument(name, 'a list of at least one time', '[]');
  return seconds.map((time) => Math.log(checkPositive(`${name}: each time`, time)));
}

function driftOf(values: readonly number[]): number {
  const thirds = blockMedians(values, 3);
  return Math.max(...thirds) - Math.min(...thirds);
}
