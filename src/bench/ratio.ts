import { medianInterval } from '../stats/index.js';
import { formatDigits } from './units.js';

/**
 * How many times as large one time is as another. Both are measured in the same rounds, and the ratio is taken within
 * each round before anything is averaged: what slows a whole round down cancels.
 */
export interface Ratio {
  /** Median of the rounds' ratios. */
  readonly value: number;
  /** Order-statistic confidence interval of that median (see `medianInterval`), and its actual coverage. */
  readonly low: number;
  readonly high: number;
  readonly coverage: number;
  /** Half of the interval's width: the number after ±; NaN for fewer than two rounds. */
  readonly spread: number;
  /** The ratio of each round that measured both. */
  readonly perRound: readonly number[];
}

export function ratioOf(perRound: readonly number[]): Ratio {
  const { median, low, high, coverage } = medianInterval(perRound);
  const spread = perRound.length < 2 ? NaN : (high - low) / 2;
  return { value: median, low, high, coverage, spread, perRound };
}

/** `numerator / denominator`, round by round; a round that was cut off before it measured both is left out. */
export function pairedRatio(numerator: readonly number[], denominator: readonly number[]): Ratio {
  const rounds = Math.min(numerator.length, denominator.length);
  return ratioOf(Array.from({ length: rounds }, (_, r) => numerator[r] / denominator[r]));
}

/** So many times the ratio. */
export function scaled(ratio: Ratio, factor: number): Ratio {
  return factor === 1 ? ratio : ratioOf(ratio.perRound.map((value) => factor * value));
}

export function inverse(ratio: Ratio): Ratio {
  return ratioOf(ratio.perRound.map((value) => 1 / value));
}

/** `1.87 ± 0.03`; `1.87` when one round cannot tell a spread; `1.87 (0.720 to 5.10)` when it is as wide as that. */
export function formatRatio(ratio: Ratio): string {
  const { value, spread } = ratio;
  if (Number.isNaN(value)) return 'n/a';
  const decimals = decimalsOf(value);
  if (Number.isNaN(spread)) return value.toFixed(decimals);
  if (spread > WIDE * value) return `${formatDigits(value, 3)} (${range(ratio)})`;
  // A spread that would print as zero gets one more digit, and no less than a unit of it: ± 0.00 is no claim to make.
  const more = spread < 0.5 * 10 ** -decimals ? decimals + 1 : decimals;
  return `${value.toFixed(more)} ± ${Math.max(spread, 10 ** -more).toFixed(more)}`;
}

/** A spread beyond this share of its ratio is lopsided: ± would reach down to nothing, so the interval is told. */
const WIDE = 0.5;

function range({ low, high }: Ratio): string {
  return `${formatDigits(low, 3)} to ${formatDigits(high, 3)}`;
}

/** Hundredths for what ratios usually are; fewer for large ones, and two digits for small ones. */
function decimalsOf(value: number): number {
  if (!(Math.abs(value) < 1000)) return 0;
  if (Math.abs(value) >= 20) return 1;
  return Math.abs(value) >= 0.1 || value === 0
    ? 2
    : Math.min(20, 1 - Math.floor(Math.log10(Math.abs(value))));
}

/** `1.87 ± 0.03 times faster`, `1.20 ± 0.05 times slower`, or `as fast (1.01 ± 0.02 times)` when both are possible. */
export function formatFaster(ratio: Ratio): string {
  const undecided = ratio.perRound.length > 1 && ratio.low <= 1 && ratio.high >= 1;
  if (undecided && Math.abs(ratio.value - 1) < 0.05) {
    return `as fast (${ratio.spread > WIDE * ratio.value ? range(ratio) : formatRatio(ratio)} times)`;
  }
  return ratio.value >= 1
    ? `${formatRatio(ratio)} times faster`
    : `${formatRatio(inverse(ratio))} times slower`;
}

/** The same as the end of a sentence: `1.87 ± 0.03 times faster than loop`, `as fast (…) as loop`, or that it cannot be told. */
export function comparedWith(ratio: Ratio, baseline: string): string {
  if (!(ratio.value > 0 && ratio.value < Infinity)) return `too short to be compared with ${baseline}`;
  const verdict = formatFaster(ratio);
  return `${verdict} ${verdict.startsWith('as fast') ? 'as' : 'than'} ${baseline}`;
}
