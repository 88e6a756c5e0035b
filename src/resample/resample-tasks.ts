/** The module that workers load for resampling: each function gets statistic and problem, which come once, then its share. */
import { RandomStream, type BitGeneratorName, type Seed } from '../random/index.js';
import { type Deck, deckOf } from './deck.js';
import { leaveOneOut } from './leave-one-out.js';
import { type Resampler, resamplerOf } from './resampler.js';
import type { Question, Statistic } from './statistic.js';

/** The data of a question: the statistic travels beside it, as functions do. */
export interface Data {
  readonly samples: readonly Float64Array[];
  readonly paired: boolean;
}

/** Resamples of the data in blocks, each with the stream (seed, number of the block). */
export interface ResampleProblem extends Data {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  /** Resamples in a block. */
  readonly block: number;
}

/** Consecutive resamples or arrangements: from a whole block on, the last block perhaps cut short. */
export interface Share {
  readonly from: number;
  readonly count: number;
}

const resamplers = new WeakMap<ResampleProblem, Resampler>();

/** The statistic of each resample of the share. */
export function resampleShare(statistic: Statistic, problem: ResampleProblem, share: Share): Float64Array {
  const resampler = remembered(resamplers, problem, () => resamplerOf({ statistic, ...problem }));
  return inBlocks(problem, share, (random, out) => resampler.fill(random, out));
}

/** Permutations of the data: all of them, or random ones in blocks. */
export interface PermutationProblem extends ResampleProblem {
  readonly type: 'independent' | 'pairings' | 'samples';
  readonly exact: boolean;
}

const decks = new WeakMap<PermutationProblem, Deck>();

/** The statistic of each permutation of the share. */
export function permuteShare(statistic: Statistic, problem: PermutationProblem, share: Share): Float64Array {
  const deck = remembered(decks, problem, () => deckOf({ statistic, ...problem }, problem.type));
  if (!problem.exact) return inBlocks(problem, share, (random, out) => deck.fill(random, out));
  return Float64Array.from({ length: share.count }, (_, i) => deck.at(share.from + i));
}

/** The statistic without each of the values of the share, counted through all samples. */
export function jackknifeShare(statistic: Statistic, data: Data, { from, count }: Share): Float64Array {
  const question: Question = { statistic, ...data };
  return Float64Array.from({ length: count }, (_, i) => leaveOneOut(question, from + i));
}

/** One question is asked again and again: what was prepared for it is kept as long as the question is. */
function remembered<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  let found = known.get(key);
  if (found === undefined) known.set(key, (found = make()));
  return found;
}

function inBlocks(
  { seed, bitGenerator, block }: ResampleProblem,
  { from, count }: Share,
  fill: (random: RandomStream, out: Float64Array) => void,
): Float64Array {
  const values = new Float64Array(count);
  for (let at = 0; at < count; at += block) {
    const random = new RandomStream(seed, [(from + at) / block], { bitGenerator });
    fill(random, values.subarray(at, at + block));
  }
  return values;
}
