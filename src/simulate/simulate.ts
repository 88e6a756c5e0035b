import {
  checkBitGenerator,
  checkInteger,
  checkOneOf,
  checkSeed,
  invalidArgument,
  randomSeed,
} from '../core/index.js';
import type { ShareSummary } from './block-summary.js';
import { Gathering } from './gathering.js';
import { type ReadyModel, readyModel } from './model.js';
import { ModelBlocks } from './model-block.js';
import { BLOCK, MODEL_TASK } from './model-plan.js';
import { type Share, type ShareSettings, simulateShare } from './model-task.js';
import type {
  DrawTable,
  ModelInputs,
  ModelResult,
  ParameterTable,
  PortableModel,
  ResultOutputs,
  SimulateOptions,
  Simulation,
  TextOutputs,
} from './model-types.js';
import { type PartTask, answers, checkParallelOptions, withWorkers } from '../parts/index.js';
import { byName, pilotGrids, simulationOf } from './simulation.js';

/** Blocks of a share at most: half a million draws, some milliseconds of work. */
const MOST_BLOCKS = 64;
/** A megabyte a column: draws that are kept themselves come in smaller shares. */
const MOST_KEPT_BLOCKS = 16;
/** A share is this part of what remains, so that workers finish together. */
const PART = 8;
/** Blocks of a share at least: most of a millisecond, beside which a message is cheap. 100,000 draws become two shares. */
const LEAST_BLOCKS = 7;

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a table without any name is what it means
type Nothing = Readonly<Record<never, number>>;

const OPTIONS = [
  'draws',
  'parameters',
  'model',
  'n',
  'seed',
  'bitGenerator',
  'onProgress',
  'onBlock',
  'keep',
];

/** With the model in the form in which it travels. */
type SimulateTask = PartTask<[ShareSettings, unknown], Share, ShareSummary>;
const SIMULATE = { module: MODEL_TASK, name: 'simulateShare' };

/**
 * Draws the variables of a model n times, computes its outputs, and summarises them as they come: mean, standard deviation,
 * quantiles and so on. Memory does not grow with n. The results have the same bits serially and for any number of workers.
 *
 * A model is a text of equations, `a = x1 + 2*x2; b = a^2` in the language of docs/expressions.md, or a function of an object
 * of all draws and parameters which returns an object of outputs, or a number, which is then called `y`. A function must
 * work without what surrounds it (docs/functions.md), with a pool and without.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` and `ERR_EXPRESSION_SYNTAX` for options that do not fit together,
 * `ERR_TASK_NOT_PORTABLE` for a function that uses variables around it, `ERR_TASK_FAILED` when it throws, with the `index` of that
 * draw and its `inputs` in the details, `ERR_CANCELLED` when the signal aborts, and what the pool throws
 *
 * @example
 * const { outputs } = await simulate({
 *   draws: { x: normal(3, 5), eps: normal() },
 *   model: 'y = 2*x + eps',
 *   n: 1e6,
 *   seed: 1,
 * });
 * outputs.y.mean; // 6.00...
 */
export async function simulate<
  D extends DrawTable,
  const M extends string,
  P extends ParameterTable = Nothing,
>(options: SimulateOptions<D, P> & { readonly model: M }): Promise<Simulation<TextOutputs<M>>>;
export async function simulate<
  D extends DrawTable,
  R extends ModelResult,
  P extends ParameterTable = Nothing,
>(
  options: SimulateOptions<D, P> & {
    readonly model: PortableModel<(inputs: ModelInputs<NoInfer<D>, NoInfer<P>>) => R>;
  },
): Promise<Simulation<ResultOutputs<R>>>;
export async function simulate(
  options: SimulateOptions<DrawTable, ParameterTable> & { readonly model: unknown },
): Promise<Simulation> {
  checkParallelOptions(options, OPTIONS);
  return withWorkers(options, simulation);
}

async function simulation(
  options: SimulateOptions<DrawTable, ParameterTable> & { readonly model: unknown },
): Promise<Simulation> {
  const { draws, parameters = {}, onProgress, onBlock } = options;
  const n = checkInteger('n', options.n, 1);
  const seed = checkSeed('seed', options.seed ?? randomSeed());
  const bitGenerator = checkBitGenerator(options.bitGenerator ?? 'sfc64');
  const ready = await readyModel(options.model, { draws, parameters, seed, bitGenerator });
  const { plan, portable } = ready;
  const blocks = new ModelBlocks(plan, ready.run);
  const grids = pilotGrids(blocks, n);
  const keep = onBlock === undefined ? [] : checkKeep(options.keep, ready);
  const settings: ShareSettings = { plan, grids, keep };
  const gathering = new Gathering(grids);
  let done = 0;
  onProgress?.(done, n);
  const { pool, signal } = options;
  const task: SimulateTask = { ...SIMULATE, run: (own, _, share) => simulateShare(own, ready.run, share) };
  const work = { total: n, of: ({ count }: Share) => count };
  const parts = shares(n, keep.length > 0);
  for await (const summary of answers(task, [settings, portable], parts, { pool, signal, work })) {
    gathering.add(summary);
    const { count } = summary;
    await onBlock?.({ first: done, count, columns: byName(keep, (_, i) => summary.columns![i]) });
    done += count;
    onProgress?.(done, n);
  }
  return simulationOf({ ready, blocks, gathering, n });
}

function checkKeep(keep: readonly string[] | undefined, { plan }: ReadyModel): readonly string[] {
  if (keep === undefined) return plan.outputs;
  if (!Array.isArray(keep)) throw invalidArgument('keep', 'a list of names', keep);
  const known = [...plan.outputs, ...plan.draws.map(({ name }) => name)];
  return keep.map((name) => checkOneOf('keep', name, known));
}

/** Shares that grow smaller towards the end. */
function* shares(n: number, kept: boolean): Generator<Share> {
  const most = kept ? MOST_KEPT_BLOCKS : MOST_BLOCKS;
  const blocks = Math.ceil(n / BLOCK);
  for (let block = 0; block < blocks;) {
    const size = Math.min(most, Math.max(LEAST_BLOCKS, Math.ceil((blocks - block) / PART)));
    yield { block, count: Math.min(size * BLOCK, n - block * BLOCK) };
    block += size;
  }
}
