/**
 * Domains of several dimensions, mapped from the unit cube: x_k = a + (b - a) u_k, where a and b may be functions of
 * the coordinates before, and for infinite ends with t = 2 u - 1 by x = t / (1 - t^2), or x = a + u / (1 - u).
 */
import { invalidArgument, preview } from '../../core/index.js';
import type { Formula } from '../../kernel/index.js';

/** A limit: a number, an infinity, or a function of the outer coordinates x_0 … x_{k-1}, with finite values. */
export type Limit = number | ((x: Float64Array) => number);

/** [low, high] of each dimension, the outermost first; turned limits change the sign. */
export type DomainN = readonly (readonly [Limit, Limit])[];

/** The same with limits that may be formulas, such as `1 - x`. */
export type DomainOrFormulas = readonly (readonly [Limit | Formula, Limit | Formula])[];

/** The unit cube's way to a domain. */
export interface UnitMap {
  readonly dimension: number;
  /** The Jacobian, where it is the same everywhere. */
  readonly volume: number;
  /**
   * Moves points of the unit cube, stored coordinate by coordinate, into the domain. Returns whether the Jacobian varies,
   * and writes it into `jacobian` if so.
   */
  apply(points: Float64Array, count: number, jacobian: Float64Array): boolean;
}

/** A domain as values that travel: limits that are functions come last, one after the other. */
export interface DomainSpec {
  /** low, high, low, high, …; NaN where a function stands. */
  readonly limits: readonly number[];
}

export function splitDomain(domain: DomainN): {
  spec: DomainSpec;
  functions: ((x: Float64Array) => number)[];
} {
  const all = domain.flat();
  return {
    spec: { limits: all.map((limit) => (typeof limit === 'function' ? NaN : limit)) },
    functions: all.filter((limit) => typeof limit === 'function'),
  };
}

export function joinDomain(
  { limits }: DomainSpec,
  functions: readonly ((x: Float64Array) => number)[],
): DomainN {
  let next = 0;
  const all: Limit[] = limits.map((limit) => (Number.isNaN(limit) ? functions[next++] : limit));
  return Array.from({ length: all.length / 2 }, (_, k) => [all[2 * k], all[2 * k + 1]] as const);
}

const MOST_DIMENSIONS = 10_000;

/** @throws NfoldError `ERR_INVALID_ARGUMENT` */
export function checkDomain(domain: unknown): asserts domain is DomainN {
  if (!Array.isArray(domain) || domain.length === 0) {
    throw invalidArgument('domain', 'a list with [low, high] for each dimension', domain);
  }
  if (domain.length > MOST_DIMENSIONS) {
    throw invalidArgument('domain', `of at most ${MOST_DIMENSIONS} dimensions`, domain.length);
  }
  for (const [k, pair] of domain.entries()) {
    if (!Array.isArray(pair) || pair.length !== 2) throw invalidArgument(`domain[${k}]`, '[low, high]', pair);
    for (const limit of pair as unknown[]) checkLimit(k, limit);
    const [low, high] = pair as [Limit, Limit];
    if (typeof low === 'number' && typeof high === 'number' && Math.abs(high - low) === Infinity) {
      if (Number.isFinite(low) && Number.isFinite(high)) {
        throw invalidArgument(`domain[${k}]`, 'two limits whose distance is a double', preview(pair));
      }
    } else if (low === high && Math.abs(low as number) === Infinity) {
      throw invalidArgument(`domain[${k}]`, 'two different limits where one is infinite', preview(pair));
    }
    const mixed = [low, high].some((limit) => typeof limit === 'function');
    if (mixed && [low, high].some((limit) => Math.abs(limit as number) === Infinity)) {
      throw invalidArgument(
        `domain[${k}]`,
        'without infinities where the other limit is a function',
        preview(pair),
      );
    }
  }
}

function checkLimit(k: number, limit: unknown): void {
  if (typeof limit === 'function' && k > 0) return;
  if (typeof limit === 'number' && !Number.isNaN(limit)) return;
  const rule = k === 0 ? 'numbers' : 'numbers, or functions of the coordinates before it';
  throw invalidArgument(`domain[${k}]`, `two ${rule}`, limit);
}

/** Moves one coordinate of all points and multiplies the Jacobian; undefined for an affine axis. */
type AxisMap = (points: Float64Array, from: number, count: number, jacobian: Float64Array) => void;

/** Makes the map of a domain that {@link checkDomain} let pass. */
export function unitMap(domain: DomainN): UnitMap {
  const dimension = domain.length;
  const low = new Float64Array(dimension);
  const width = new Float64Array(dimension).fill(1);
  let volume = 1;
  const bent: (AxisMap | undefined)[] = domain.map(([a, b], k) => {
    const map = bentAxis(a, b, k);
    if (map !== undefined) return map;
    low[k] = a as number;
    width[k] = widthOf(a as number, b as number);
    volume *= (b as number) - (a as number);
    return undefined;
  });
  const varies = bent.some((map) => map !== undefined);
  return {
    dimension,
    volume,
    apply(points, count, jacobian) {
      if (varies) jacobian.fill(volume, 0, count);
      for (let k = 0; k < dimension; k++) {
        const map = bent[k];
        if (map !== undefined) map(points, k * count, count, jacobian);
        else if (low[k] !== 0 || width[k] !== 1) scale(points, k * count, count, low[k], width[k]);
      }
      return varies;
    },
  };
}

/** b - a, rounded so that a + width never lies beyond b. */
function widthOf(a: number, b: number): number {
  let width = b - a;
  while (Math.abs(a + width - a) > Math.abs(b - a) || (b > a ? a + width > b : a + width < b)) {
    width *= 1 - Number.EPSILON / 2;
  }
  return width;
}

function scale(points: Float64Array, from: number, count: number, low: number, width: number): void {
  for (let i = from; i < from + count; i++) points[i] = low + width * points[i];
}

function bentAxis(a: Limit, b: Limit, k: number): AxisMap | undefined {
  if (typeof a === 'function' || typeof b === 'function') return dependentAxis(a, b, k);
  if (Number.isFinite(a) && Number.isFinite(b)) return undefined;
  if (a > b) {
    const turned = bentAxis(b, a, k)!;
    return (points, from, count, jacobian) => {
      turned(points, from, count, jacobian);
      for (let i = 0; i < count; i++) jacobian[i] = -jacobian[i];
    };
  }
  if (Number.isFinite(a)) return halfLine(a, 1);
  return Number.isFinite(b) ? halfLine(b, -1) : wholeLine;
}

/** x = end ± u / (1 - u), dx/du = 1 / (1 - u)^2. */
function halfLine(end: number, sign: 1 | -1): AxisMap {
  return (points, from, count, jacobian) => {
    for (let i = 0; i < count; i++) {
      const rest = 1 / inside(1 - points[from + i]);
      points[from + i] = end + sign * points[from + i] * rest;
      jacobian[i] *= rest * rest;
    }
  };
}

/** x = t / (1 - t^2) with t = 2 u - 1, so 1 - t^2 = 4 u (1 - u) and dx/du = 2 (1 + t^2) / (1 - t^2)^2. */
const wholeLine: AxisMap = (points, from, count, jacobian) => {
  for (let i = 0; i < count; i++) {
    const u = points[from + i];
    const t = 2 * u - 1;
    const rest = 1 / inside(4 * u * (1 - u));
    points[from + i] = t * rest;
    jacobian[i] *= 2 * (1 + t * t) * rest * rest;
  }
};

/** A point that rounding has put on the very end of an infinite range is moved to where the map is still finite. */
function inside(distance: number): number {
  return Math.max(distance, 1e-150);
}

function dependentAxis(a: Limit, b: Limit, k: number): AxisMap {
  const outer = new Float64Array(k);
  const at = (limit: Limit): number => {
    const value = typeof limit === 'function' ? limit(outer) : limit;
    if (Number.isFinite(value)) return value;
    throw invalidArgument(
      `domain[${k}]`,
      `a function with finite values, also at (${outer.join(', ')})`,
      value,
    );
  };
  return (points, from, count, jacobian) => {
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < k; j++) outer[j] = points[j * count + i];
      const low = at(a);
      const width = at(b) - low;
      points[from + i] = low + width * points[from + i];
      jacobian[i] *= width;
    }
  };
}
