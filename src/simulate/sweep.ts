import { invalidArgument, randomSeed } from '../core/index.js';
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
import { checkParallelOptions, withWorkers } from '../parts/index.js';
import { simulate } from './simulate.js';

/** The values that parameters take, by name. */
export type Grid = Readonly<Record<string, readonly number[]>>;

/** What a sweep takes: a simulation's options, and the grid in place of some parameters. */
export interface SweepOptions<D extends DrawTable, P extends ParameterTable, G extends Grid> extends Omit<
  SimulateOptions<D, P>,
  'onBlock' | 'keep'
> {
  /** Every combination is simulated, that of the last name changing fastest. */
  readonly grid: G;
}

/** A simulation, and where in the grid it belongs. */
export interface SweepPoint<Names extends string, GridNames extends PropertyKey = string> {
  /** The grid's parameters at this point. */
  readonly at: { readonly [Name in GridNames]: number };
  readonly result: Simulation<Names>;
}

// oxlint-disable-next-line typescript/no-generated-empty-object-type -- a table without any name is what it means
type Nothing = Readonly<Record<never, number>>;

const OPTIONS = ['draws', 'parameters', 'model', 'grid', 'n', 'seed', 'bitGenerator', 'onProgress'];

/**
 * Simulates a model at every point of a grid of parameters. All points see the very same draws (common random numbers), so
 * that differences between them are those of the parameters, with far less noise than separate seeds would leave.
 * `onProgress` counts the draws of all points together.
 *
 * @throws NfoldError as {@link simulate} does, and `ERR_INVALID_ARGUMENT` for a grid without values
 *
 * @example
 * const points = await sweep({
 *   draws: { x: normal() },
 *   model: 'y = max(x - strike, 0)',
 *   grid: { strike: [0, 0.5, 1] },
 *   n: 1e6,
 * });
 * points.map(({ at, result }) => [at.strike, result.outputs.y.mean]);
 */
export async function sweep<
  D extends DrawTable,
  const M extends string,
  G extends Grid,
  P extends ParameterTable = Nothing,
>(options: SweepOptions<D, P, G> & { readonly model: M }): Promise<SweepPoint<TextOutputs<M>, keyof G>[]>;
export async function sweep<
  D extends DrawTable,
  R extends ModelResult,
  G extends Grid,
  P extends ParameterTable = Nothing,
>(
  options: SweepOptions<D, P, G> & {
    readonly model: PortableModel<(inputs: ModelInputs<NoInfer<D>, NoInfer<P & G>>) => R>;
  },
): Promise<SweepPoint<ResultOutputs<R>, keyof G>[]>;
export async function sweep(
  options: SweepOptions<DrawTable, ParameterTable, Grid> & { readonly model: unknown },
): Promise<SweepPoint<string>[]> {
  checkParallelOptions(options, OPTIONS);
  return withWorkers(options, sweepPoints);
}

async function sweepPoints(
  options: SweepOptions<DrawTable, ParameterTable, Grid> & { readonly model: unknown },
): Promise<SweepPoint<string>[]> {
  const { grid, parameters = {}, seed = randomSeed(), onProgress, ...rest } = options;
  const points = pointsOf(grid);
  const found: SweepPoint<string>[] = [];
  for (const [i, at] of points.entries()) {
    const progress = (done: number, total: number): void =>
      onProgress?.(i * total + done, points.length * total);
    const result = await simulate({
      ...rest,
      model: rest.model as string,
      seed,
      parameters: { ...parameters, ...at },
      onProgress: progress,
    });
    found.push({ at, result });
  }
  return found;
}

/** All combinations. */
function pointsOf(grid: Grid): ParameterTable[] {
  if (typeof grid !== 'object' || grid === null) {
    throw invalidArgument('grid', 'an object of values by parameter', grid, 'write { s: [1, 2, 3] }');
  }
  let points: Record<string, number>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0) {
      throw invalidArgument(`grid.${name}`, 'a list of at least one number', values);
    }
    points = points.flatMap((point) => values.map((value: number) => ({ ...point, [name]: value })));
  }
  return points;
}
