import { checkOneOf, invalidArgument, preview } from '../core/index.js';
import { Covariance, Moments, quantileSorted, sorted } from '../stats/index.js';
import { checkPaired } from './samples.js';

const [ONE, TWO] = [1, 2] as const;

/** How many samples a built-in statistic takes, and whether their values go together in pairs. */
const TAKES = {
  mean: { samples: ONE, paired: false },
  median: { samples: ONE, paired: false },
  sd: { samples: ONE, paired: false },
  variance: { samples: ONE, paired: false },
  correlation: { samples: TWO, paired: true },
  slope: { samples: TWO, paired: true },
  differenceOfMeans: { samples: TWO, paired: false },
  differenceOfMedians: { samples: TWO, paired: false },
} as const;

/**
 * A built-in statistic: `sd` and `variance` divide by n - 1; `correlation` is Pearson's; `slope` is that of the least-squares
 * line of the second sample over the first; differences are first minus second.
 */
export type StatisticName = keyof typeof TAKES;

export const STATISTICS = Object.keys(TAKES) as readonly StatisticName[];

/** A statistic that nfold computes fast: a name, or a quantile (type 7, NumPy's default), such as `{ quantile: 0.9 }`. */
export type BuiltIn = StatisticName | { readonly quantile: number };

/** A statistic of your own. The arrays are its to change, but are used again after it has returned. */
export type StatisticFunction = (...samples: Float64Array[]) => number;

/** A function that travels to workers as the pool's functions do: see {@link inline} for one that uses outer variables. */
export type Statistic = BuiltIn | StatisticFunction;

/** A statistic and data that it can be computed of. */
export interface Question {
  readonly statistic: Statistic;
  readonly samples: readonly Float64Array[];
  /** Values of the same index belong together. */
  readonly paired: boolean;
}

/** Throws `ERR_INVALID_ARGUMENT` for what is no statistic. */
export function checkStatistic(statistic: unknown): Statistic {
  if (typeof statistic === 'function') return statistic as StatisticFunction;
  if (typeof statistic === 'object' && statistic !== null && 'quantile' in statistic) {
    const { quantile } = statistic;
    if (typeof quantile === 'number' && quantile >= 0 && quantile <= 1) return { quantile };
    throw invalidArgument('statistic: quantile', 'a number from 0 to 1', quantile);
  }
  if (typeof statistic === 'string') return checkOneOf('statistic', statistic, STATISTICS);
  const rule = `a function, { quantile: q }, or one of ${STATISTICS.join(', ')}`;
  throw invalidArgument('statistic', rule, statistic);
}

/**
 * Whether the statistic suits the samples, and whether these are paired.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`
 */
export function questionOf(
  statistic: Statistic,
  samples: readonly Float64Array[],
  paired: boolean | undefined,
): Question {
  const takes = takesOf(statistic);
  if (takes !== undefined && samples.length !== takes.samples) {
    const wanted = takes.samples === ONE ? 'one sample' : 'two samples, such as [x, y]';
    throw invalidArgument('data', `${wanted} for ${nameOf(statistic)}`, `${samples.length} samples`);
  }
  if (takes?.paired === true && paired === false) {
    throw invalidArgument('paired', `true for ${nameOf(statistic)}`, paired);
  }
  const together = takes?.paired === true || paired === true;
  if (together) checkPaired(samples, `${takes?.paired === true ? nameOf(statistic) : 'paired'} needs pairs`);
  return { statistic, samples, paired: together };
}

function takesOf(statistic: Statistic): { samples: number; paired: boolean } | undefined {
  if (typeof statistic === 'function') return undefined;
  return typeof statistic === 'string' ? TAKES[statistic] : TAKES.median;
}

/** `median`, `quantile 0.9`, or the function's own name. */
export function nameOf(statistic: Statistic): string {
  if (typeof statistic === 'string') return statistic;
  if (typeof statistic === 'object') return `quantile ${statistic.quantile}`;
  return statistic.name === '' ? 'statistic' : statistic.name;
}

/** The statistic as a function that answers with a number or throws. */
export function functionOf(statistic: Statistic): StatisticFunction {
  if (typeof statistic === 'object') return (x) => quantileSorted(sorted(x), statistic.quantile);
  if (typeof statistic === 'string') return PLAIN[statistic];
  return (...samples) => {
    const value: unknown = statistic(...samples);
    if (typeof value === 'number') return value;
    throw invalidArgument(
      'statistic',
      `a function whose result is a number`,
      value,
      `it got ${preview(samples[0].length)} values`,
    );
  };
}

const median: StatisticFunction = (x) => quantileSorted(sorted(x), 0.5);
const mean: StatisticFunction = (x) => new Moments().addAll(x).mean;

const PLAIN: Readonly<Record<StatisticName, StatisticFunction>> = {
  mean,
  median,
  sd: (x) => new Moments().addAll(x).sd,
  variance: (x) => new Moments().addAll(x).variance,
  correlation: (x, y) => new Covariance(2).addColumns([x, y]).correlation(0, 1),
  slope(x, y) {
    const both = new Covariance(2).addColumns([x, y]);
    return both.covariance(0, 1) / both.covariance(0, 0);
  },
  differenceOfMeans: (x, y) => mean(x) - mean(y),
  differenceOfMedians: (x, y) => median(x) - median(y),
};
