/** Integrands of several variables, and the loop that evaluates them in blocks over the unit cube. */
import { checkInteger, invalidArgument, ownLoop } from '../../core/index.js';
import { type Formula, blockLoop } from '../../kernel/index.js';
import { coordinateNames, isFormula } from './coordinates.js';
import type { UnitMap } from './domain.js';

/** f(x), x being a point: valid only during the call, since the array is used again. */
export type PointIntegrand = (x: Float64Array) => number;
/** Writes the components of f(x) into `out`. */
export type VectorIntegrand = (x: Float64Array, out: Float64Array) => void;
/**
 * Writes f at `count` points into `out`. Coordinate k of point i is `points[k * count + i]`, component c of its value belongs
 * into `out[c * count + i]`.
 */
export type BlockIntegrand = (points: Float64Array, count: number, out: Float64Array) => void;

/** An integrand of several variables: one of the three above; which, {@link IntegrandShape} says. Or a formula. */
export type IntegrandN = FunctionN | Formula;
export type FunctionN = (x: Float64Array, second: never, third: never) => number | void;

export interface IntegrandShape {
  /** How many components a vector-valued integrand has; a whole number of at least 1. Default: one number is returned. */
  readonly components?: number;
  /** True for a {@link BlockIntegrand}. Default: false. */
  readonly block?: boolean;
  /**
   * Of a formula, and of limits that are formulas: the names of the coordinates, outermost first. Default: the formula's variables in the
   * order of the alphabet and of their numbers, which must be as many as the dimensions.
   */
  readonly variables?: readonly string[];
}

/** How an integrand is called, inside. */
export interface CallShape extends IntegrandShape {
  /** True for a function of one number, over one dimension. */
  readonly scalar?: boolean;
}

/** Points that are not in the integrand's domain: how many, and the first one in words. */
export interface BadPoints {
  readonly count: number;
  readonly first: string;
}

/** An integrand on the unit cube: the domain's map and its Jacobian are included. */
export interface Evaluator {
  readonly dimension: number;
  readonly components: number;
  /**
   * Writes f times the Jacobian at `count` points of the unit cube into `out`, laid out as {@link BlockIntegrand} says.
   * `points` is overwritten. Values that are not finite become 0 and are counted.
   */
  evaluate(points: Float64Array, count: number, out: Float64Array): void;
  /** The bad points since this was last asked. */
  takeBad(): BadPoints | undefined;
}

/** Up to this many dimensions a point is copied without a loop. */
const MOST_UNROLLED = 16;

function copyPoint(dimension: number): string {
  if (dimension > MOST_UNROLLED) {
    return `for (let k = 0, at = i; k < ${dimension}; k++, at += count) x[k] = points[at];`;
  }
  return Array.from({ length: dimension }, (_, k) => `x[${k}] = points[i + ${k} * count];`).join(' ');
}

const pointLoop = (dimension: number): string => `(f, x, points, count, out) => {
  for (let i = 0; i < count; i++) {
    ${copyPoint(dimension)}
    out[i] = f(x);
  }
}`;

const vectorLoop = (dimension: number): string => `(f, x, points, count, out, y, m) => {
  for (let i = 0; i < count; i++) {
    ${copyPoint(dimension)}
    f(x, y);
    for (let c = 0, at = i; c < m; c++, at += count) out[at] = y[c];
  }
}`;

const SCALAR_LOOP = `(f, x, points, count, out) => {
  for (let i = 0; i < count; i++) out[i] = f(points[i]);
}`;

type PointLoop = (
  f: FunctionN,
  x: Float64Array,
  points: Float64Array,
  count: number,
  out: Float64Array,
  y?: Float64Array,
  m?: number,
) => void;

/** @throws NfoldError `ERR_INVALID_ARGUMENT` */
export function checkIntegrand(
  f: unknown,
  dimension: number,
  { components, block, variables }: IntegrandShape,
): asserts f is IntegrandN {
  if (typeof f !== 'function' && !isFormula(f)) {
    throw invalidArgument('f', 'a formula or a function of the coordinates', f);
  }
  if (isFormula(f)) {
    coordinateNames(f, dimension, variables);
    const wrong = components !== undefined ? 'components' : 'block';
    if (components !== undefined || block === true) {
      throw invalidArgument(wrong, 'left out for a formula', components ?? block);
    }
  }
  if (components !== undefined) checkInteger('components', components, 1);
  if (block !== undefined && typeof block !== 'boolean')
    throw invalidArgument('block', 'true or false', block);
}

/** The loops of an integrand by dimension, so that its second integral need not be compiled again. */
const pointLoops = new WeakMap<FunctionN, Map<number, PointLoop>>();
const vectorLoops = new WeakMap<FunctionN, Map<number, PointLoop>>();

function loopOf(known: typeof pointLoops, f: FunctionN, dimension: number): PointLoop {
  const loops = known.get(f) ?? new Map<number, PointLoop>();
  known.set(f, loops);
  const source = known === pointLoops ? pointLoop : vectorLoop;
  const loop = loops.get(dimension) ?? ownLoop<PointLoop>(source(dimension));
  loops.set(dimension, loop);
  return loop;
}

/** The integrand as a block function of the domain's coordinates. */
function blockOf(
  f: IntegrandN,
  dimension: number,
  { components, block, scalar, variables }: CallShape,
): BlockIntegrand {
  if (typeof f !== 'function') return blockLoop(f, coordinateNames(f, dimension, variables));
  if (block === true) return f as BlockIntegrand;
  const x = new Float64Array(dimension);
  if (components === undefined) {
    const loop = scalar === true ? ownLoop<PointLoop>(SCALAR_LOOP) : loopOf(pointLoops, f, dimension);
    return (points, count, out) => loop(f, x, points, count, out);
  }
  const loop = loopOf(vectorLoops, f, dimension);
  const y = new Float64Array(components);
  return (points, count, out) => loop(f, x, points, count, out, y, components);
}

/** Joins integrand and domain. */
export function evaluator(f: IntegrandN, map: UnitMap, shape: CallShape): Evaluator {
  const { dimension } = map;
  const { components = 1 } = shape;
  const call = blockOf(f, dimension, shape);
  let bad = 0;
  let first = '';
  let jacobian = new Float64Array(0);
  return {
    dimension,
    components,
    evaluate(points, count, out) {
      if (jacobian.length < count) jacobian = new Float64Array(count);
      const varies = map.apply(points, count, jacobian);
      call(points, count, out);
      const factors = varies ? jacobian : undefined;
      for (let c = 0; c < components; c++) {
        if (isFinished(out, c * count, count, factors, map.volume)) continue;
        for (let i = 0, at = c * count; i < count; i++, at++) {
          if (Number.isFinite(out[at])) continue;
          if (bad++ === 0) first = `${out[at]} at ${describePoint(points, count, i, dimension)}`;
          out[at] = 0;
        }
      }
    },
    takeBad() {
      const found = bad === 0 ? undefined : { count: bad, first };
      bad = 0;
      return found;
    },
  };
}

/** Multiplies values by the Jacobian; false when one of them is not finite. */
function isFinished(
  out: Float64Array,
  from: number,
  count: number,
  factors: Float64Array | undefined,
  volume: number,
): boolean {
  // x - x is 0 for finite numbers, NaN for others.
  let check = 0;
  const end = from + count;
  if (factors !== undefined) {
    for (let i = 0, at = from; at < end; i++, at++) {
      const value = out[at] * factors[i];
      out[at] = value;
      check += value - value;
    }
  } else if (volume === 1) {
    for (let at = from; at < end; at++) check += out[at] - out[at];
  } else {
    for (let at = from; at < end; at++) {
      const value = out[at] * volume;
      out[at] = value;
      check += value - value;
    }
  }
  return check === 0;
}

function describePoint(points: Float64Array, count: number, i: number, dimension: number): string {
  const shown = Math.min(dimension, 6);
  const x = Array.from({ length: shown }, (_, k) => Number(points[k * count + i].toPrecision(6)));
  return `x = (${x.join(', ')}${shown < dimension ? ', …' : ''})`;
}
