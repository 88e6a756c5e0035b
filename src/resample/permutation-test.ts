import {
  type NonFinite,
  nonFiniteOf,
  checkBitGenerator,
  checkInteger,
  checkOneOf,
  checkSeed,
  invalidArgument,
  randomSeed,
} from '../core/index.js';
import type { BitGeneratorName, Seed } from '../random/index.js';
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import { type Deck, PERMUTATION_TYPES, type PermutationType, deckOf } from './deck.js';
import { ALTERNATIVES, type Alternative } from './interval.js';
import { estimateOf, leastFor } from './jackknife.js';
import { type PermutationProblem, permuteShare } from './resample-tasks.js';
import { type Samples, checkSamples } from './samples.js';
import { MOST_VALUES, type ShareOptions, blockFor, inShares, shareTask } from './shares.js';
import { type Question, type Statistic, checkStatistic, nameOf, questionOf } from './statistic.js';

export interface PermutationOptions extends ShareOptions {
  /** Random permutations; where there are no more than that in all, each is taken once. From 1 to 1e9; default: 9999. */
  readonly n?: number;
  /** What counts as extreme: small values (`less`), large ones (`greater`), or both ends. Default: `two-sided`. */
  readonly alternative?: Alternative;
  /**
   * What the hypothesis says does not matter. `independent`: which sample a value is in (all samples come from one
   * distribution). `pairings`: which values belong together (no association). `samples`: the order within a pair, or the
   * sign of a value where there is one sample (paired samples of one distribution). Default: `pairings` for correlation and
   * slope, `samples` for one sample, else `independent`.
   */
  readonly type?: PermutationType;
  /** Keeps the statistic of every permutation. Default: false. */
  readonly keep?: boolean;
  /** Seed of random permutations; block i of them uses the stream (seed, i). Default: 53 bits from the system. */
  readonly seed?: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
}

/** How often chance alone gives a statistic as extreme as that of the data. */
export interface PermutationTest {
  /** The statistic of the data. */
  readonly statistic: number;
  /** The share of permutations at least as extreme; for two sides, twice the smaller one, at most 1. */
  readonly pValue: number;
  /** Monte Carlo error of the p-value: sqrt(p (1 - p) / n); 0 when exact. */
  readonly standardError: number;
  /** Every permutation was taken once; else they are random, and the data count as one of them. */
  readonly exact: boolean;
  /** How many permutations. */
  readonly n: number;
  readonly alternative: Alternative;
  readonly type: PermutationType;
  readonly seed: Seed;
  /**
   * Permutations whose statistic is NaN, and the first of them; they count as extreme, so that the p-value errs on the safe
   * side.
   */
  readonly nonFinite: NonFinite;
  /** The statistic of each permutation, if it was to be kept. */
  readonly distribution?: Float64Array;
}

/** Statistics that are equal but for rounding count as equal: scipy's tolerance, of the largest value. */
const ROUNDING = 100 * Number.EPSILON;

const OPTIONS: readonly string[] = [
  'n',
  'alternative',
  'type',
  'keep',
  'seed',
  'bitGenerator',
  'onProgress',
] satisfies (keyof PermutationOptions)[];

const PERMUTE = shareTask<PermutationProblem>('permuteShare', permuteShare);

/**
 * A permutation test: scipy.stats.permutation_test. Exact where there are at most `n` permutations. Random ones give
 * (b + 1) / (n + 1), with the b permutations at least as extreme as the data: never 0, and never too small on average
 * (B. Phipson, G. K. Smyth, "Permutation p-values should never be zero", Statistical Applications in Genetics and Molecular
 * Biology 9 (2010) article 39). Bit for bit the same for any number of workers.
 *
 * In `pairings` the last of several samples keeps its order, which leaves the p-value as it is.
 *
 * @param samples one sample or several, of at least 2 finite numbers each
 * @param statistic a name such as `differenceOfMeans`, `{ quantile: 0.9 }`, or a function of the samples, which gets copies
 * @throws NfoldError `ERR_INVALID_ARGUMENT`; `ERR_NON_FINITE` where the statistic of the data is not finite; `ERR_CANCELLED`; and
 *   what the statistic and the pool throw
 *
 * @example
 * const { pValue } = await permutationTest([treated, control], 'differenceOfMeans', { alternative: 'greater', seed: 1 });
 */
export async function permutationTest(
  samples: Samples,
  statistic: Statistic,
  options: PermutationOptions = {},
): Promise<PermutationTest> {
  checkParallelOptions(options, OPTIONS);
  return withWorkers(options, (own) => permuted(samples, statistic, own));
}

async function permuted(
  samples: Samples,
  statistic: Statistic,
  options: PermutationOptions,
): Promise<PermutationTest> {
  const asked = checkStatistic(statistic);
  const limit = checkInteger('n', options.n ?? 9999, 1, MOST_VALUES);
  const alternative = checkOneOf('alternative', options.alternative ?? 'two-sided', ALTERNATIVES);
  const { question, type } = typed(
    asked,
    checkSamples(samples, Math.max(2, leastFor(asked)), options.pool),
    options.type,
  );
  const seed = checkSeed('seed', options.seed ?? randomSeed());
  const bitGenerator = checkBitGenerator(options.bitGenerator ?? 'sfc64');
  const observed = estimateOf(question);
  const deck = deckOf(question, type);
  const exact = deck.size <= limit;
  const n = exact ? deck.size : limit;
  const values = await permute(question, deck, { type, exact, seed, bitGenerator, n }, options);
  const pValue = pValueOf(values, observed, alternative, exact);
  return {
    statistic: observed,
    pValue,
    standardError: exact ? 0 : Math.sqrt((pValue * (1 - pValue)) / n),
    exact,
    n,
    alternative,
    type,
    seed,
    nonFinite: nonFiniteOf(values, Number.isNaN),
    distribution: options.keep === true ? values : undefined,
  };
}

function typed(
  statistic: Statistic,
  samples: readonly Float64Array[],
  asked: PermutationType | undefined,
): { question: Question; type: PermutationType } {
  const pairs = statistic === 'correlation' || statistic === 'slope';
  const usual = pairs ? 'pairings' : samples.length === 1 ? 'samples' : 'independent';
  const type = checkOneOf('type', asked ?? usual, PERMUTATION_TYPES);
  if (type === 'independent' && pairs) {
    throw invalidArgument('type', `pairings or samples for ${nameOf(statistic)}`, type);
  }
  if (type === 'independent' && samples.length === 1) {
    throw invalidArgument('type', 'samples or pairings for one sample', type);
  }
  return { question: questionOf(statistic, samples, type === 'independent' ? undefined : true), type };
}

type Plan = Pick<PermutationProblem, 'type' | 'exact' | 'seed' | 'bitGenerator'> & { readonly n: number };

function permute(
  { statistic, samples, paired }: Question,
  { cost }: Deck,
  { n, ...plan }: Plan,
  options: ShareOptions,
): Promise<Float64Array> {
  const block = plan.exact ? 1 : blockFor(cost);
  const problem: PermutationProblem = { samples, paired, block, ...plan };
  const known = typeof statistic === 'function' ? undefined : cost;
  return inShares(PERMUTE, statistic, problem, { total: n, block, cost: known }, options);
}

function pValueOf(values: Float64Array, observed: number, alternative: Alternative, exact: boolean): number {
  const largest = values.reduce(
    (most, value) => Math.max(most, Number.isFinite(value) ? Math.abs(value) : 0),
    0,
  );
  const gamma = ROUNDING * Math.max(Math.abs(observed), largest);
  // A comparison with NaN is false, so the values that are not extreme are counted.
  const share = (isInside: (value: number) => boolean): number => {
    let extreme = exact ? 0 : 1;
    for (const value of values) if (!isInside(value)) extreme++;
    return extreme / (values.length + (exact ? 0 : 1));
  };
  const less = (): number => share((value) => value > observed + gamma);
  const greater = (): number => share((value) => value < observed - gamma);
  if (alternative === 'less') return less();
  return alternative === 'greater' ? greater() : Math.min(1, 2 * Math.min(less(), greater()));
}
