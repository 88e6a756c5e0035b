import type { FixedMethod } from './fixed.js';
import type { IntegralTraceEntry } from './integral.js';
import { type AnyNdOptions, ND_METHODS, type NdMethod } from './nd/planners.js';
import { QUAD_METHODS, type QuadMethod, type QuadOptions } from './quad/index.js';
import type { RectanglesVariant } from './rectangles.js';

export const METHODS = [
  'auto',
  ...QUAD_METHODS.filter((method) => method !== 'auto'),
  'rectangles',
  ...ND_METHODS.filter((method) => method !== 'auto'),
] as const;

/**
 * `auto`: looks at the integrand and chooses. {@link QuadMethod} and {@link FixedMethod} say what those of one dimension do,
 * `cubature`, `cross`, `qmc`, `vegas` and `monte-carlo` are the functions of the same names for any number of dimensions.
 */
export type Method = QuadMethod | FixedMethod | NdMethod;

/** A range of one dimension, either end of which may be infinite. */
export type Range = readonly [number, number];

export interface IntegrateOptions
  extends Omit<AnyNdOptions, 'rule' | 'onIteration'>, Pick<QuadOptions, 'breakpoints' | 'points' | 'weight'> {
  /** Default: `auto`; with `resume` the method of the run. */
  readonly method?: Method;
  /** Of `gauss-kronrod`: points a panel. Of `cubature`: the rule. */
  readonly rule?: QuadOptions['rule'] | AnyNdOptions['rule'];
  /**
   * Over one dimension: a fixed number of points for `midpoint` (default), `rectangles` or `monte-carlo`, which do not adapt then. Default:
   * as many as the tolerance takes; 10 000 for `rectangles`.
   */
  readonly samples?: number;
  /** Of `rectangles`. Default: `lecture`. */
  readonly variant?: RectanglesVariant;
  /** Hears the estimate after every iteration. */
  readonly onIteration?: (entry: IntegralTraceEntry) => void;
}
