/**
 * Product rules of Gauss and Kronrod for few dimensions. A. S. Kronrod, "Nodes and weights of quadrature formulas" (1965);
 * the nodes were computed with mpmath at 60 digits from the definition (Legendre polynomial and Stieltjes' polynomial).
 *
 * For each dimension the difference between the product of Kronrod rules and the one with Gauss's rule in that dimension
 * says how well the integrand is resolved along it: the dimension with the largest is split. Those differences see the
 * integrals over all other dimensions only, and these are smooth where f has a kink or a step across the axes. The products of
 * differences in two or three dimensions see that; for smooth integrands they are smaller than the others. The error of a
 * difference is sharpened as in QUADPACK's QK15 (R. Piessens et al., "QUADPACK", 1983): spread (200 difference / spread)^1.5.
 */
import { GAUSS_KRONROD_TABLES, type KronrodTable } from '../../rules/gauss-kronrod-tables.js';
import { type Assessment, type CubatureRule, ROUNDINGS } from './rule.js';

/** 5 and 11 nodes, as {@link GAUSS_KRONROD_TABLES} has the larger rules. */
const TABLE_11: KronrodTable = {
  nodes: [
    0.9840853600948425, 0.906179845938664, 0.7541667265708493, 0.5384693101056831, 0.2796304131617832, 0,
  ],
  kronrod: [
    0.04258203675108183, 0.1152333166224734, 0.18680079655649265, 0.2410403392286476, 0.2728498019125589,
    0.2829874178574912,
  ],
  gauss: [0.23692688505618908, 0.47862867049936647, 0.5688888888888889],
};

/** The product with 15 nodes a dimension has this many dimensions at most, the one with 11 one more. */
const MOST_DIMENSIONS_15 = 2;
export const MOST_KRONROD_DIMENSIONS = 3;

export interface LineRule {
  readonly nodes: Float64Array;
  readonly kronrod: Float64Array;
  readonly gauss: Float64Array;
}

/** All nodes in ascending order on [-1, 1], weights of the sum 1. */
function lineRule({ nodes, kronrod, gauss }: KronrodTable): LineRule {
  const last = nodes.length - 1;
  const both = (at: (i: number) => number, sign: 1 | -1): Float64Array =>
    Float64Array.from({ length: 2 * last + 1 }, (_, i) => (i < last ? sign * at(i) : at(2 * last - i)));
  return {
    nodes: both((i) => nodes[i], -1),
    kronrod: both((i) => 0.5 * kronrod[i], 1),
    gauss: both((i) => (i % 2 === 1 ? 0.5 * gauss[(i - 1) / 2] : 0), 1),
  };
}

/** Gauss and Kronrod with 7 and 15 nodes. */
export const KRONROD_15 = lineRule(GAUSS_KRONROD_TABLES[15]);

const made = new Map<number, CubatureRule>();

/** The product rule for that many dimensions, 1 to {@link MOST_KRONROD_DIMENSIONS}. */
export function gaussKronrod(dimension: number): CubatureRule {
  let rule = made.get(dimension);
  if (rule === undefined) made.set(dimension, (rule = new KronrodProduct(dimension)));
  return rule;
}

class KronrodProduct implements CubatureRule {
  readonly name = 'gauss-kronrod';
  /** Nodes come closer to the sides than those of Genz and Malik, and the error falls faster. 1/8 makes bounds a thousand times larger. */
  readonly memory = 1 / 64;
  readonly dimension: number;
  readonly size: number;
  readonly nodes: Float64Array;
  readonly #weights: Float64Array;
  /** For each dimension the weights of Kronrod's product less those with Gauss's rule in that dimension. */
  readonly #differences: readonly Float64Array[];
  /** The products of such differences in several dimensions. */
  readonly #mixed: readonly Float64Array[];

  constructor(dimension: number) {
    const line = dimension <= MOST_DIMENSIONS_15 ? KRONROD_15 : lineRule(TABLE_11);
    const n = line.nodes.length;
    this.dimension = dimension;
    this.size = n ** dimension;
    const digit = (j: number, k: number): number => Math.floor(j / n ** k) % n;
    const product = (rules: readonly Float64Array[]): Float64Array =>
      Float64Array.from({ length: this.size }, (_, j) =>
        rules.reduce((p, rule, k) => p * rule[digit(j, k)], 1),
      );
    const dimensions = Array.from({ length: dimension }, (_, k) => k);
    this.nodes = new Float64Array(dimension * this.size);
    for (const k of dimensions) {
      for (let j = 0; j < this.size; j++) this.nodes[k * this.size + j] = line.nodes[digit(j, k)];
    }
    const change = line.kronrod.map((w, i) => w - line.gauss[i]);
    this.#weights = product(dimensions.map(() => line.kronrod));
    const differences = subsets(dimension).map((changed) =>
      product(dimensions.map((l) => (changed.includes(l) ? change : line.kronrod))),
    );
    this.#differences = differences.slice(0, dimension);
    this.#mixed = differences.slice(dimension);
  }

  assess(values: Float64Array, at: number, volume: number, found: Assessment): void {
    const { size } = this;
    const weights = this.#weights;
    let [value, absolute] = [0, 0];
    for (let j = 0; j < size; j++) {
      const term = weights[j] * values[at + j];
      value += term;
      absolute += Math.abs(term);
    }
    let spread = 0;
    for (let j = 0; j < size; j++) spread += weights[j] * Math.abs(values[at + j] - value);
    let along = 0;
    for (const difference of this.#differences)
      along += sharpened(Math.abs(dot(difference, values, at)), spread);
    let across = 0;
    for (const difference of this.#mixed)
      across = Math.max(across, sharpened(Math.abs(dot(difference, values, at)), spread));
    const error = Math.max(along, across);
    found.value = volume * value;
    found.error = volume * (error + ROUNDINGS * Number.EPSILON * absolute);
  }

  addDifferences(values: Float64Array, at: number, differences: Float64Array): void {
    for (let k = 0; k < this.dimension; k++)
      differences[k] += Math.abs(dot(this.#differences[k], values, at));
  }
}

/** The sets of one dimension, in their order, then those of several. */
function subsets(dimension: number): number[][] {
  const all = Array.from({ length: 2 ** dimension - 1 }, (_, i) =>
    Array.from({ length: dimension }, (_unused, k) => k).filter((k) => ((i + 1) >> k) & 1),
  );
  return all.sort((a, b) => a.length - b.length);
}

function sharpened(difference: number, spread: number): number {
  if (spread === 0 || difference === 0) return difference;
  return spread * Math.min(1, ((200 * difference) / spread) ** 1.5);
}

function dot(weights: Float64Array, values: Float64Array, at: number): number {
  let sum = 0;
  for (let j = 0; j < weights.length; j++) sum += weights[j] * values[at + j];
  return sum;
}
