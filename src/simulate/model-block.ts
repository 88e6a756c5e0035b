import { ownLoop } from '../core/index.js';
import { parseSystem } from '../expression/index.js';
import { type ColumnLoop, type Columns, columnLoop, withColumns } from '../kernel/index.js';
import { type Bulk, type RandomStream, choleskyFactor, distributions, stream } from '../random/index.js';
import type { JointDraw } from './draw.js';
import { BLOCK, type ModelFunction, type ModelPlan, type PlannedDraw } from './model-plan.js';

/** Draws blocks of a model's variables and computes its outputs, in columns: inputs first, then outputs. */
export class ModelBlocks {
  readonly #plan: ModelPlan;
  readonly #bulks: readonly (Bulk | undefined)[];
  readonly #joints: readonly Joint[];
  readonly #loop: ColumnLoop;
  readonly #numbers: readonly number[];

  constructor(plan: ModelPlan, model?: ModelFunction) {
    this.#plan = plan;
    this.#bulks = plan.draws.map(bulkOf);
    this.#joints = jointsOf(plan.draws);
    this.#loop = model === undefined ? textLoop(plan, this.#scaled) : functionLoop(plan, model, this.#scaled);
    const affine = this.#bulks.flatMap((bulk) => [bulk?.offset ?? 0, bulk?.scale ?? 1]);
    this.#numbers = [...Object.values(plan.parameters), ...affine];
  }

  get #scaled(): readonly boolean[] {
    return this.#bulks.map((bulk) => bulk !== undefined);
  }

  /** Runs `work` with room for a block. */
  withRoom<T>(work: (columns: Columns) => T): T {
    return withColumns(this.#plan.draws.length + this.#plan.outputs.length, BLOCK, work);
  }

  /** The first `count` draws of block `index`: the columns of the outputs, and what their inputs were made of. */
  compute(columns: Columns, index: number, count: number): void {
    this.#plan.draws.forEach((draw, i) => this.#fill(columns, i, draw, index, count));
    for (const joint of this.#joints) correlate(joint, columns.arrays, count);
    this.#loop(columns, count, this.#numbers);
  }

  /** The first of all draws of one variable in a computed block, as the model got it. */
  input(columns: Columns, name: string, count: number): Float64Array {
    const at = this.#plan.draws.findIndex((draw) => draw.name === name);
    const values = columns.arrays[at].slice(0, count);
    const bulk = this.#bulks[at];
    if (bulk === undefined) return values;
    return values.map((value) => bulk.offset + bulk.scale * value);
  }

  /** The columns of the outputs. */
  outputs({ arrays }: Columns): readonly Float64Array[] {
    return arrays.slice(this.#plan.draws.length);
  }

  #fill({ arrays, addresses }: Columns, i: number, planned: PlannedDraw, index: number, count: number): void {
    const { seed, bitGenerator } = this.#plan;
    const source = stream.with({ bitGenerator })(seed, planned.place, index);
    const bulk = this.#bulks[i];
    const { draw } = planned;
    const kernel = bulk?.kernel ?? (draw.distribution === 'mvnormal' ? 'standardNormal' : undefined);
    if (kernel === undefined)
      fillBy(source, draw.distribution, arrays[i].subarray(0, count), parametersOf(draw));
    else if (addresses.length === 0 || !source.fillWorkspace(kernel, addresses[i], count)) {
      fillBy(source, kernel, arrays[i].subarray(0, count), []);
    }
  }
}

function parametersOf(draw: PlannedDraw['draw']): readonly number[] {
  return draw.distribution === 'mvnormal' ? [] : draw.parameters;
}

function bulkOf({ draw }: PlannedDraw): Bulk | undefined {
  if (draw.distribution === 'mvnormal') return undefined;
  const [a, b, c] = draw.parameters;
  return distributions[draw.distribution].bulk?.(a, b, c);
}

function fillBy(source: RandomStream, name: string, out: Float64Array, parameters: readonly number[]): void {
  const method = `fill${name[0].toUpperCase()}${name.slice(1)}` as 'fillNormal';
  source[method](out, ...(parameters as [number, number]));
}

/** Columns of standard normals that become normals with a covariance: mean + L z. */
interface Joint {
  readonly columns: readonly number[];
  readonly mean: readonly number[];
  /** L, row by row. */
  readonly factor: Float64Array;
}

function jointsOf(draws: readonly PlannedDraw[]): Joint[] {
  const groups = new Map<string, Joint>();
  for (const { draw } of draws) {
    if (draw.distribution !== 'mvnormal') continue;
    const { names, mean, covariance }: JointDraw = draw;
    const columns = names.map((name) => draws.findIndex((other) => other.name === name));
    groups.set(JSON.stringify(names), { columns, mean, factor: choleskyFactor(covariance, names.length) });
  }
  return [...groups.values()];
}

function correlate({ columns, mean, factor }: Joint, arrays: readonly Float64Array[], count: number): void {
  const z = columns.map((column) => arrays[column]);
  const d = z.length;
  // From the last one on: each needs the normals of those before it.
  for (let row = d - 1; row >= 0; row--) {
    const out = z[row];
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k <= row; k++) sum += factor[row * d + k] * z[k][i];
      out[i] = mean[row] + sum;
    }
  }
}

/** Loops of texts that have been computed before in this thread, the latest last. */
const loops = new Map<string, ColumnLoop>();
const MOST_LOOPS = 32;

function textLoop({ draws, parameters, text = '' }: ModelPlan, scaled: readonly boolean[]): ColumnLoop {
  const inputs = draws.map(({ name }) => name);
  const constants = Object.keys(parameters);
  const key = JSON.stringify([text, inputs, scaled, constants]);
  let loop = loops.get(key);
  if (loop === undefined) {
    const { equations, names } = parseSystem(text);
    loop = columnLoop({ inputs, scaled, constants, equations, outputs: names });
    if (loops.size >= MOST_LOOPS) loops.delete(loops.keys().next().value!);
  } else loops.delete(key);
  loops.set(key, loop);
  return loop;
}

/** A loop of the function's own, in which V8 can take function and objects apart: no object is made a draw. */
function functionLoop(
  { draws, parameters, outputs, bare }: ModelPlan,
  model: ModelFunction,
  scaled: readonly boolean[],
): ColumnLoop {
  const constants = Object.keys(parameters);
  const number = (i: number): string => `numbers[${i}]`;
  const before = [
    ...constants.map((_, i) => `const c${i} = ${number(i)};`),
    ...draws.map((_, i) => {
      const at = constants.length + 2 * i;
      return `const x${i} = arrays[${i}], o${i} = ${number(at)}, s${i} = ${number(at + 1)};`;
    }),
    ...outputs.map((_, i) => `const y${i} = arrays[${draws.length + i}];`),
  ];
  const inputs = [
    ...draws.map(({ name }, i) => [name, scaled[i] ? `o${i} + s${i} * x${i}[i]` : `x${i}[i]`]),
    ...constants.map((name, i) => [name, `c${i}`]),
  ].map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  // Not in the order of the table of draws: V8 would give both objects one layout, and fields that hold objects in the one
  // and numbers in the other cost an allocation each.
  inputs.reverse();
  const results = outputs.map((name, i) => `y${i}[i] = result${bare ? '' : `[${JSON.stringify(name)}]`};`);
  const loop = ownLoop<
    (model: ModelFunction, ...rest: Parameters<ColumnLoop>) => void
  >(`(model, { arrays }, count, numbers) => {
    ${before.join('\n')}
    for (let i = 0; i < count; i++) {
      const result = model({ ${inputs.join(', ')} });
      ${results.join('\n')}
    }
  }`);
  return (...call) => loop(model, ...call);
}
