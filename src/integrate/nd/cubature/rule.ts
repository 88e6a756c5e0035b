/** Rules for one region, and what they have in common. */

/** What a rule finds in a region for one component of the integrand; used again for the next one. */
export interface Assessment {
  /** The integral over the region. */
  value: number;
  error: number;
}

/**
 * A cubature rule on [-1, 1]^d with weights of the sum 1. The values of a region lie at `at`, `at + 1`, … of an array, in
 * the order of the nodes.
 */
export interface CubatureRule {
  readonly name: RuleName;
  readonly dimension: number;
  /** How many nodes. */
  readonly size: number;
  /** Coordinate k of node j is `nodes[k * size + j]`. */
  readonly nodes: Float64Array;
  /**
   * The error of half a region is at least this share of the whole's. No rule has nodes near a region's sides, and a jump there is
   * invisible until the region has been halved a few times more: what was seen once is forgotten slowly. Smooth integrands lose
   * more than that from halving to halving.
   */
  readonly memory: number;
  /** Integral and error of a region of that volume. */
  assess(values: Float64Array, at: number, volume: number, found: Assessment): void;
  /** Adds to `differences` how much each dimension asks for being split. */
  addDifferences(values: Float64Array, at: number, differences: Float64Array): void;
}

export const RULES = ['genz-malik', 'gauss-kronrod'] as const;
export type RuleName = (typeof RULES)[number];

/** Rounding of values and sums, in units of the double's precision times the sum of |weight * value|. */
export const ROUNDINGS = 4;
