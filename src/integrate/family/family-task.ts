/** The module that workers load for families of integrals: a block of members a call. */
import { type ErrorKind, type EstimateStatus, checkOneOf, invalidArgument } from '../../core/index.js';
import { type BlockLoop, blockLoop, memberFunction, variablesIn } from '../../kernel/index.js';
import { coordinateNames } from '../nd/coordinates.js';
import { type DomainN, type DomainSpec, joinDomain } from '../nd/domain.js';
import type { IntegrandN } from '../nd/integrand.js';
import { type AnyNdOptions, ND_METHODS, PLANNERS } from '../nd/planners.js';
import { integralHere } from '../nd/run.js';
import { QUAD_METHODS, type QuadOptions, quad } from '../quad/index.js';
import type { Integral } from '../integral.js';

type Range = readonly [number, number];

/** What all members have in common, as plain data. */
export interface FamilySpec {
  /** Names of the parameters of a formula. */
  readonly names: readonly string[];
  readonly options: Omit<QuadOptions, 'method' | 'rule'> &
    Omit<AnyNdOptions, 'rule' | 'onIteration'> & { readonly method?: string; readonly rule?: unknown };
  /** Whether the domains are ranges of one dimension. */
  readonly overRange: boolean;
  readonly range?: Range;
  readonly limits?: DomainSpec;
}

type Member = (x: never, parameters: never) => number;
type Functions = readonly ((x: never) => never | number | Range | DomainN)[];
/** The arguments that are bound once a worker; after the spec the domain as a function, or its limits that are functions. */
export type FamilyBound = readonly [string | Member, FamilySpec, ...Functions];

export interface FamilyAnswer {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly evaluations: Float64Array;
  readonly members: readonly {
    readonly errorKind: ErrorKind;
    readonly status: EstimateStatus;
    readonly method: string;
    readonly message?: string;
  }[];
}

type Solver = (parameters: unknown) => Integral;

const solvers = new WeakMap<FamilySpec, Solver>();

/** Integrates a block of members; the arguments before are those of {@link FamilyBound}. */
export function integrateBlock(...args: [...FamilyBound, readonly unknown[]]): FamilyAnswer {
  const block = args[args.length - 1] as readonly unknown[];
  const solve = solverOf(args.slice(0, -1) as unknown as FamilyBound);
  const values = new Float64Array(block.length);
  const errors = new Float64Array(block.length);
  const evaluations = new Float64Array(block.length);
  const members = block.map((parameters, i) => {
    const found = solve(parameters);
    values[i] = found.value;
    errors[i] = found.error;
    evaluations[i] = found.evaluations;
    const { errorKind, status, method, message } = found;
    return { errorKind, status, method, message };
  });
  return { values, errors, evaluations, members };
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX` for a family that breaks a rule */
export function checkFamily(bound: FamilyBound, parameters: unknown): void {
  const [, { overRange }] = bound;
  solverOf(bound);
  if (!overRange) domainOf(bound)(parameters);
}

/** Made once a thread, since the spec is bound once. */
function solverOf(bound: FamilyBound): Solver {
  const [, spec] = bound;
  let found = solvers.get(spec);
  if (found === undefined) {
    found = spec.overRange ? rangeSolver(bound) : domainSolver(bound);
    solvers.set(spec, found);
  }
  return found;
}

function domainOf([, { range, limits }, ...functions]: FamilyBound): (
  parameters: unknown,
) => Range | DomainN {
  if (range !== undefined) return () => range;
  if (limits !== undefined) {
    const domain = joinDomain(limits, functions as unknown as ((x: Float64Array) => number)[]);
    return () => domain;
  }
  return functions[0] as unknown as (parameters: unknown) => Range | DomainN;
}

/** One function for all members, so that V8 keeps what it knows of it; `current` tells it the member. */
function rangeSolver(bound: FamilyBound): Solver {
  const [f, { names, options }] = bound;
  const domain = domainOf(bound) as (parameters: unknown) => Range;
  const method = checkOneOf('method', (options.method ?? 'auto') as 'auto', QUAD_METHODS);
  const quadOptions = { ...options, method } as QuadOptions;
  let current: unknown;
  const numbers = new Float64Array(names.length);
  const member =
    typeof f === 'function'
      ? (x: number) => (f as (x: number, parameters: unknown) => number)(x, current)
      : formulaMember(f, names, numbers);
  return (parameters) => {
    current = parameters;
    readNumbers(parameters, names, numbers);
    const [low, high] = domain(parameters);
    return quad(member, low, high, quadOptions);
  };
}

/** A formula of one variable, whose parameters are read from an array. */
function formulaMember(f: string, names: readonly string[], numbers: Float64Array): (x: number) => number {
  const free = variablesIn(f).filter((name) => !names.includes(name));
  if (free.length > 1) throw invalidArgument('f', 'a formula in one variable and the parameters', f);
  return memberFunction(f, free[0] ?? 'x', names)(numbers);
}

function domainSolver(bound: FamilyBound): Solver {
  const [f, { names, options }] = bound;
  const domain = domainOf(bound) as (parameters: unknown) => DomainN;
  const planner = PLANNERS[checkOneOf('method', (options.method ?? 'auto') as 'auto', ND_METHODS)];
  const ndOptions = options as AnyNdOptions;
  let current: unknown;
  const numbers: number[] = [];
  let loop: BlockLoop | undefined;
  return (parameters) => {
    current = parameters;
    readNumbers(parameters, names, numbers);
    const region = domain(parameters);
    if (typeof f === 'function') {
      const call = f as (x: Float64Array, parameters: unknown) => number;
      return integralHere((x: Float64Array) => call(x, current), region, ndOptions, planner);
    }
    loop ??= formulaLoop(f, names, region.length, options.variables);
    const member = loop;
    const block = (points: Float64Array, count: number, out: Float64Array): void =>
      member(points, count, out, numbers);
    return integralHere(
      block as IntegrandN,
      region,
      { ...ndOptions, variables: undefined, block: true },
      planner,
    );
  };
}

function formulaLoop(
  f: string,
  names: readonly string[],
  dimension: number,
  variables: readonly string[] | undefined,
): BlockLoop {
  const free = variablesIn(f).filter((name) => !names.includes(name));
  const coordinates = variables ?? coordinateNames(free.join('+') || '0', dimension, undefined);
  return blockLoop(f, coordinates, names);
}

function readNumbers(parameters: unknown, names: readonly string[], numbers: number[] | Float64Array): void {
  for (let i = 0; i < names.length; i++) {
    const name = names[i];
    const value = (parameters as Readonly<Record<string, unknown>> | null)?.[name];
    if (typeof value !== 'number')
      throw invalidArgument(`parameter ${name}`, 'a number for each integral', value);
    numbers[i] = value;
  }
}
