/** One integral of a family, made ready from the family and its parameters. */
import { checkOneOf, invalidArgument } from '../../core/index.js';
import { type BlockLoop, blockLoop, memberFunction, variablesIn } from '../../kernel/index.js';
import type { Integral } from '../integral.js';
import { coordinateNames } from '../nd/coordinates.js';
import { type DomainN, joinDomain } from '../nd/domain.js';
import type { IntegrandN } from '../nd/integrand.js';
import { type AnyNdOptions, ND_METHODS, PLANNERS } from '../nd/planners.js';
import { integralBy, integralHere } from '../nd/run.js';
import type { Range } from '../options.js';
import { quadInSlices, slicedQuad } from '../over-range.js';
import {
  type AnyQuadIntegrand,
  type Complex,
  QUAD_METHODS,
  type QuadOptions,
  checkQuadOptions,
  quad,
} from '../quad/index.js';
import { Stop, type StopOptions } from '../stop.js';
import type { FamilyBound, FamilyFunction } from './spec.js';

export type FamilyValue = number | Complex | number[];

export interface Member {
  /** The integral at once. */
  here(): Integral<FamilyValue>;
  /** The same bits, letting the event loop in; a promise only if it takes long. */
  inSlices(stop: StopOptions): Integral<FamilyValue> | Promise<Integral<FamilyValue>>;
}

type Maker = (parameters: unknown) => Member;

/** @throws NfoldError `ERR_INVALID_ARGUMENT`, `ERR_EXPRESSION_SYNTAX` for a family that breaks a rule */
export function memberMaker(bound: FamilyBound): Maker {
  return bound[1].way.kind === 'adaptive' ? rangeMaker(bound) : domainMaker(bound);
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
function rangeMaker(bound: FamilyBound): Maker {
  const [f, { names, options }] = bound;
  const domain = domainOf(bound) as (parameters: unknown) => Range;
  const method = checkOneOf('method', (options.method ?? 'auto') as 'auto', QUAD_METHODS);
  const quadOptions = { ...options, method } as QuadOptions;
  checkQuadOptions(quadOptions, new Stop({}));
  let current: unknown;
  const numbers = new Float64Array(names.length);
  const member =
    typeof f === 'function' ? functionMember(f, () => current) : formulaMember(f, names, numbers);
  return (parameters) => {
    const begin = (): readonly [AnyQuadIntegrand, Range] => {
      current = parameters;
      readNumbers(parameters, names, numbers);
      return [member as AnyQuadIntegrand, domain(parameters)];
    };
    return {
      here() {
        const [call, [a, b]] = begin();
        return quad(call as (x: number) => number, a, b, quadOptions);
      },
      inSlices(stop) {
        const run = slicedQuad(...begin(), { ...quadOptions, ...stop });
        return run.next() ?? quadInSlices(run);
      },
    };
  };
}

/** A function of x, and of the distance if it takes that. */
function functionMember(f: FamilyFunction, current: () => unknown): (x: number, distance: number) => unknown {
  const call = f as (x: number, parameters: unknown, distance?: number) => unknown;
  return f.length > 2 ? (x, distance) => call(x, current(), distance) : (x: number) => call(x, current());
}

/** A formula of one variable, whose parameters are read from an array. */
function formulaMember(f: string, names: readonly string[], numbers: Float64Array): (x: number) => number {
  const free = variablesIn(f).filter((name) => !names.includes(name));
  if (free.length > 1) throw invalidArgument('f', 'a formula in one variable and the parameters', f);
  return memberFunction(f, free[0] ?? 'x', names)(numbers);
}

function domainMaker(bound: FamilyBound): Maker {
  const [f, { names, options }] = bound;
  const domain = domainOf(bound);
  const planner = PLANNERS[checkOneOf('method', (options.method ?? 'auto') as 'auto', ND_METHODS)];
  const ndOptions = options as AnyNdOptions;
  const { block = false, components } = ndOptions;
  let current: unknown;
  const numbers: number[] = [];
  let loop: BlockLoop | undefined;
  return (parameters) => {
    const begin = (): readonly [IntegrandN, DomainN, AnyNdOptions & { readonly scalar?: boolean }] => {
      current = parameters;
      readNumbers(parameters, names, numbers);
      const region = domain(parameters);
      const isRange = typeof region[0] === 'number';
      const limits = (isRange ? [region] : region) as DomainN;
      if (typeof f === 'function') {
        const scalar = isRange && !block && components === undefined;
        return [familyCall(f, () => current, { block, components }), limits, { ...ndOptions, scalar }];
      }
      loop ??= formulaLoop(f, names, limits.length, options.variables);
      const member = loop;
      const call = (points: Float64Array, count: number, out: Float64Array): void =>
        member(points, count, out, numbers);
      return [call, limits, { ...ndOptions, variables: undefined, block: true }];
    };
    return {
      here() {
        const [call, limits, how] = begin();
        return integralHere(call, limits, how, planner);
      },
      inSlices(stop) {
        const [call, limits, how] = begin();
        return integralBy(call, limits, { ...how, ...stop }, planner);
      },
    };
  };
}

/** f with the parameters after the point: `(x, parameters)`, `(x, parameters, out)`, or `(points, parameters, count, out)`. */
function familyCall(
  f: FamilyFunction,
  current: () => unknown,
  { block, components }: Pick<AnyNdOptions, 'block' | 'components'>,
): IntegrandN {
  type Call = (x: unknown, parameters: unknown, third?: unknown, out?: Float64Array) => number;
  const call = f as Call;
  if (block === true) {
    return (points: Float64Array, count: number, out: Float64Array) => call(points, current(), count, out);
  }
  if (components !== undefined) {
    return (x: Float64Array, out: Float64Array) => call(x, current(), out);
  }
  return (x: Float64Array) => call(x, current());
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
    numbers[i] = (parameters as Readonly<Record<string, number>>)[names[i]];
  }
}
