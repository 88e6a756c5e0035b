import { checkInteger } from '../core/index.js';
import { QuantileSketch, type SketchGrid } from '../stats/index.js';
import type { Gathering } from './gathering.js';
import type { ReadyModel } from './model.js';
import type { ModelBlocks } from './model-block.js';
import { BLOCK } from './model-plan.js';
import type { NonFiniteOutput, Simulation, SingleDraw } from './model-types.js';
import { theoryOf } from './theory.js';

/** Draws that fix the grids of the sketches: the first of all. */
const PILOT = 1024;

/** Grids for the outputs by the first of all draws. */
export function pilotGrids(blocks: ModelBlocks, n: number): SketchGrid[] {
  const count = Math.min(PILOT, n);
  return blocks.withRoom((columns) => {
    blocks.compute(columns, 0, count);
    return blocks.outputs(columns).map((column) => QuantileSketch.around(column.subarray(0, count)).grid);
  });
}

interface Parts {
  readonly ready: ReadyModel;
  readonly blocks: ModelBlocks;
  readonly gathering: Gathering;
  readonly n: number;
}

/** An object with an entry for each name. */
export function byName<T>(
  names: readonly string[],
  value: (name: string, i: number) => T,
): Record<string, T> {
  return Object.fromEntries(names.map((name, i) => [name, value(name, i)]));
}

/** The result of a simulation whose shares have all been gathered. */
export function simulationOf({ ready, blocks, gathering, n }: Parts): Simulation {
  const { plan, system } = ready;
  const { seed, bitGenerator, outputs: names } = plan;
  const draw = (index: number): SingleDraw =>
    singleDraw(ready, blocks, checkInteger('index', index, 0, n - 1));
  const nonFinite = byName(names, (_, i): NonFiniteOutput => {
    const found = gathering.nonFinite(i);
    return found === undefined
      ? { count: 0 }
      : { count: found.count, first: found.first, draw: draw(found.first) };
  });
  const warnings = [
    ...ready.warnings,
    ...names.flatMap((name) => nonFiniteWarning(name, nonFinite[name], { n, seed })),
  ];
  const table = (value: (j: number, k: number) => number): Record<string, Record<string, number>> =>
    byName(names, (_, j) => byName(names, (__, k) => value(j, k)));
  return {
    n,
    seed,
    bitGenerator,
    names,
    outputs: byName(names, (_, i) => gathering.output(i)),
    covariance: table((j, k) => gathering.covariance(j, k)),
    correlation: table((j, k) => gathering.correlation(j, k)),
    theory: system === undefined ? {} : theoryOf(system, plan.draws, plan.parameters),
    nonFinite,
    warnings,
    draw,
  };
}

function nonFiniteWarning(
  name: string,
  { count, first, draw }: NonFiniteOutput,
  { n, seed }: Pick<Simulation, 'n' | 'seed'>,
): string[] {
  if (draw === undefined) return [];
  const results = count === 1 ? '1 result is' : `${count} results are`;
  return [
    `${name}: ${results} not finite, of ${n}, and left out; the first is draw ${first} (${draw.outputs[name]}) with seed ${seed}`,
  ];
}

function singleDraw({ plan }: ReadyModel, blocks: ModelBlocks, index: number): SingleDraw {
  const at = index % BLOCK;
  return blocks.withRoom((columns) => {
    blocks.compute(columns, Math.floor(index / BLOCK), at + 1);
    const outputs = blocks.outputs(columns);
    return {
      inputs: {
        ...byName(
          plan.draws.map(({ name }) => name),
          (name) => blocks.input(columns, name, at + 1)[at],
        ),
        ...plan.parameters,
      },
      outputs: byName(plan.outputs, (_, i) => outputs[i][at]),
    };
  });
}
