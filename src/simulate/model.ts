import { NfoldError, didYouMean, invalidArgument } from '../core/index.js';
import { type System, checkKnown, parseSystem } from '../expression/index.js';
import type { BitGeneratorName, Seed } from '../random/index.js';
import { compileFunction, describeFunction, isFunctionValue } from '../task/index.js';
import { type Draw, checkDraw } from './draw.js';
import { ModelBlocks } from './model-block.js';
import type { ModelFunction, ModelPlan, PlannedDraw } from './model-plan.js';
import type { DrawTable, ParameterTable } from './model-types.js';

/** A model that has been checked and is ready to be computed here; what travels are `plan` and `portable`. */
export interface ReadyModel {
  readonly plan: ModelPlan;
  /** The model as a function in the form that a pool takes; undefined for a text. */
  readonly portable: unknown;
  /** The same function here. */
  readonly run: ModelFunction | undefined;
  readonly system: System | undefined;
  readonly warnings: readonly string[];
}

interface Drawing {
  readonly draws: DrawTable;
  readonly parameters: ParameterTable;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** Draws for which a function is asked what it reads. */
const PROBES = 100;

/** Checks a model against its draws; throws `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX`, `ERR_TASK_NOT_PORTABLE`. */
export async function readyModel(model: unknown, drawing: Drawing): Promise<ReadyModel> {
  const draws = checkTables(drawing);
  if (typeof model === 'string') return textModel(model, draws, drawing);
  if (!isFunctionValue(model)) {
    throw invalidArgument('model', 'equations as text, or a function', model, "write 'y = x1 + 2*x2'");
  }
  const wire = await describeFunction(model);
  // Two copies: what V8 learns from the objects that watch the first would slow the other down.
  const [watched, { call }] = [await compileFunction(wire), await compileFunction(wire)];
  return {
    ...learnt(watched.call as ModelFunction, draws, drawing),
    portable: model,
    run: call as ModelFunction,
  };
}

function checkTables({ draws, parameters }: Drawing): PlannedDraw[] {
  if (typeof draws !== 'object' || draws === null || Object.keys(draws).length === 0) {
    throw invalidArgument('draws', 'an object of draws by name', draws, 'write { x: normal(3, 5) }');
  }
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value !== 'number') throw invalidArgument(`parameters.${name}`, 'a number', value);
    if (Object.hasOwn(draws, name))
      throw invalidArgument('parameters', 'other names than those of draws', name);
  }
  const planned = Object.entries(draws).map(([name, draw], place) => ({
    name,
    place,
    draw: checkDraw(name, draw),
  }));
  for (const name of [...Object.keys(draws), ...Object.keys(parameters)]) checkName(name);
  for (const { name, draw } of planned) checkJoint(name, draw, draws);
  return planned;
}

function checkName(name: string): void {
  if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) && name !== '__proto__') return;
  throw invalidArgument('draws', 'named by letters, digits and _, starting with a letter', name);
}

function checkJoint(name: string, draw: Draw, draws: DrawTable): void {
  if (draw.distribution !== 'mvnormal') return;
  const whole = JSON.stringify(draw.names);
  const missing = draw.names.find((other) => {
    const partner = draws[other];
    return partner?.distribution !== 'mvnormal' || JSON.stringify(partner.names) !== whole;
  });
  if (missing === undefined && draw.names[draw.component] === name) return;
  throw invalidArgument(
    `draws.${name}`,
    `drawn together with ${draw.names.join(', ')} under these names`,
    missing ?? name,
    'write draws: { ...mvnormal({ a: 0, b: 1 }, covariance) }',
  );
}

function textModel(text: string, draws: readonly PlannedDraw[], drawing: Drawing): ReadyModel {
  const { parameters, seed, bitGenerator } = drawing;
  const system = parseSystem(text, { output: 'y' });
  const [drawn, constants] = [draws.map(({ name }) => name), Object.keys(parameters)];
  const known = [...drawn, ...constants];
  checkKnown(system, known, constants.length === 0 ? 'is not drawn' : 'is neither drawn nor a parameter');
  const twice = system.names.find((name) => known.includes(name));
  if (twice !== undefined) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      `${twice} is ${drawn.includes(twice) ? 'drawn' : 'a parameter'} and defined by an equation as well; rename one of them`,
      { name: twice },
    );
  }
  const used = new Set(system.variables);
  const needed = draws.filter(({ name, draw }) =>
    draw.distribution === 'mvnormal' ? draw.names.some((one) => used.has(one)) : used.has(name),
  );
  const plan: ModelPlan = {
    seed,
    bitGenerator,
    draws: needed,
    parameters,
    text: system.toString(),
    outputs: system.names,
    bare: false,
  };
  const warnings = unusedWarnings(
    known.filter((name) => !used.has(name)),
    drawn,
    'the model does not use it',
  );
  return { plan, portable: undefined, run: undefined, system, warnings };
}

function unusedWarnings(unused: readonly string[], drawn: readonly string[], why: string): string[] {
  return unused.map((name) => `${name} is ${drawn.includes(name) ? 'drawn' : 'a parameter'}, but ${why}`);
}

/** Learns the outputs' names, and whether only what is drawn is read, from the first draws. */
function learnt(
  run: ModelFunction,
  draws: readonly PlannedDraw[],
  { parameters, seed, bitGenerator }: Drawing,
): Pick<ReadyModel, 'plan' | 'system' | 'warnings'> {
  const [drawn, constants] = [draws.map(({ name }) => name), Object.keys(parameters)];
  const known = [...drawn, ...constants];
  const read = new Set<string>();
  let outputs: readonly string[] | undefined;
  const plan = { seed, bitGenerator, draws, parameters, bare: false };
  const watched: ModelFunction = (inputs) => {
    const result = run(watching(inputs, known, read));
    outputs ??= namesOf(result);
    return result;
  };
  const blocks = new ModelBlocks({ ...plan, outputs: [] }, watched);
  blocks.withRoom((columns) => blocks.compute(columns, 0, PROBES));
  const names = outputs ?? [];
  const unused = known.filter((name) => !read.has(name));
  const warnings = unusedWarnings(unused, drawn, `the model did not read it in its first ${PROBES} draws`);
  const bare = names.length === 1 && names[0] === '';
  return { plan: { ...plan, outputs: bare ? ['y'] : names, bare }, system: undefined, warnings };
}

/** The inputs, as an object that remembers what is read and refuses what is not there. */
function watching(
  inputs: Readonly<Record<string, number>>,
  known: readonly string[],
  read: Set<string>,
): Readonly<Record<string, number>> {
  return new Proxy(inputs, {
    get(target, name) {
      if (typeof name !== 'string') return undefined;
      if (!Object.hasOwn(target, name)) throw notDrawn(name, known);
      read.add(name);
      return target[name];
    },
  });
}

function notDrawn(name: string, known: readonly string[]): NfoldError {
  const near = didYouMean(name, known);
  const advice = near === '' ? `known are ${known.join(', ')}` : near;
  return new NfoldError('ERR_INVALID_ARGUMENT', `the model reads ${name}, which is not drawn; ${advice}`, {
    name,
    known,
  });
}

/** The names of outputs; one empty name for a bare number. */
function namesOf(result: unknown): readonly string[] {
  if (typeof result === 'number') return [''];
  if (typeof result !== 'object' || result === null || Array.isArray(result)) {
    throw invalidArgument('model', 'a function that returns an object of numbers, or a number', result);
  }
  const names = Object.keys(result);
  if (names.length === 0)
    throw invalidArgument('model', 'a function that returns at least one number', result);
  for (const [name, value] of Object.entries(result)) {
    checkName(name);
    if (typeof value !== 'number') throw invalidArgument(`the model's ${name}`, 'a number', value);
  }
  return names;
}
