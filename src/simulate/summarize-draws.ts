import { checkInteger } from '../core/index.js';
import type { Seed } from '../random/index.js';
import { Moments, QuantileSketch } from '../stats/index.js';
import { type Share, type ShareSummary, summarizeShare } from './draw-tasks.js';
import { BLOCK, DRAW_TASKS, type DrawSpec, fillBlock } from './draws.js';
import { type DrawOptions, specOf } from './fill-parallel.js';
import { type PartTask, answers, checkParallelOptions, withWorkers } from '../parts/index.js';

export interface SummarizeOptions extends DrawOptions {
  /** How many draws; a whole number of at least 1. */
  readonly draws: number;
  /** Hears how many draws are done. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What is known of the draws. None of it depends on who made them. */
export interface DrawSummary {
  readonly draws: number;
  readonly seed: Seed;
  /** Mean, standard deviation, skewness, kurtosis, minimum, maximum. */
  readonly moments: Moments;
  /** Quantiles with certain bounds, and histograms. */
  readonly sketch: QuantileSketch;
}

/** Draws that fix the grid of the sketch: the first of all. */
const PILOT = 4096;
/** Blocks in a share: a million draws, some milliseconds of work; fewer while there are less than 64 shares. */
const MOST_BLOCKS = 64;

const SUMMARIZE: PartTask<[DrawSpec], Share, ShareSummary> = {
  module: DRAW_TASKS,
  name: 'summarizeShare',
  run: summarizeShare,
};

/**
 * Moments, quantiles and histogram of draws that are never kept: memory does not grow with their number. Bit for bit the
 * same for any number of workers, since blocks are drawn by streams of their own and merged in their order.
 *
 * @param distribution name of a method of {@link RandomStream}, such as `normal`
 * @param parameters those of that method, in its order
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the pool throws
 *
 * @example
 * const { moments, sketch } = await summarizeDraws('normal', [3, 5], { draws: 1e8, seed: 1, pool });
 */
export async function summarizeDraws(
  distribution: string,
  parameters: readonly number[],
  options: SummarizeOptions,
): Promise<DrawSummary> {
  checkParallelOptions(options, ['draws', 'seed', 'bitGenerator', 'onProgress']);
  return withWorkers(options, (own) => summary(distribution, parameters, own));
}

async function summary(
  distribution: string,
  parameters: readonly number[],
  options: SummarizeOptions,
): Promise<DrawSummary> {
  const draws = checkInteger('draws', options.draws, 1);
  const spec = specOf(distribution, parameters, options);
  const pilot = fillBlock(spec, 0, new Float64Array(Math.min(PILOT, draws)));
  const moments = new Moments();
  const sketch = QuantileSketch.around(pilot);
  const work = { total: draws, of: ({ count }: Share) => count };
  for await (const part of answers(SUMMARIZE, [spec], shares(draws, sketch), { ...options, work })) {
    for (const state of part.moments) moments.merge(Moments.from(state));
    sketch.merge(QuantileSketch.from(part.sketch));
    options.onProgress?.(moments.n, draws);
  }
  return { draws, seed: spec.seed, moments, sketch };
}

function* shares(draws: number, { grid }: QuantileSketch): Generator<Share> {
  const blocks = Math.ceil(draws / BLOCK);
  const size = Math.min(MOST_BLOCKS, Math.ceil(blocks / MOST_BLOCKS));
  for (let block = 0; block < blocks; block += size) {
    yield { block, count: Math.min(size * BLOCK, draws - block * BLOCK), grid };
  }
}
