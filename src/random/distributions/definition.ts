import { invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';

/** A parameter of a distribution. */
export interface Parameter {
  /** NumPy's word for it. */
  readonly name: string;
  /** What it must be, as messages say it: `a number of at least 0`. */
  readonly rule: string;
  readonly accepts: (value: number) => boolean;
  /** Its value where none is given; without one it must be given. */
  readonly default?: number;
}

/** A rule that parameters keep only together. */
export interface JointRule {
  /** The parameter to name, and what it must be. */
  readonly name: string;
  readonly rule: string;
  readonly accepts: (a: number, b: number, c: number) => boolean;
}

/** What fills arrays in bulk; each distribution of a location-scale family is `offset + scale * value` of one of them. */
export type BulkKernel = 'random' | 'standardNormal' | 'standardExponential';

export interface Bulk {
  readonly kernel: BulkKernel;
  readonly offset: number;
  readonly scale: number;
}

/**
 * Everything nfold knows about a distribution. Functions take its parameters in order; there are at most three, and those
 * that a distribution lacks are ignored. They do not check: {@link checkParameters} does.
 */
export interface Distribution {
  /** As in {@link RandomStream}: NumPy's name in camelCase. */
  readonly name: string;
  readonly kind: 'continuous' | 'discrete';
  readonly parameters: readonly Parameter[];
  readonly joint?: JointRule;
  /** One draw. */
  readonly sample: (bits: Bits, a: number, b: number, c: number) => number;
  /** One draw in single precision, for the four distributions for which NumPy has `dtype=float32`. */
  readonly sample32?: (bits: Bits, a: number, b: number, c: number) => number;
  readonly bulk?: (a: number, b: number, c: number) => Bulk;
  /** Mean; Infinity where it is infinite, NaN where there is none. */
  readonly mean: (a: number, b: number, c: number) => number;
  /** Variance; Infinity where it is infinite, NaN where there is none. */
  readonly variance: (a: number, b: number, c: number) => number;
  /** The ends of what can be drawn. */
  readonly support: (a: number, b: number, c: number) => readonly [number, number];
  /** Probability density at x; of a discrete distribution, the probability of the whole number x. 0 outside the support. */
  readonly density: (x: number, a: number, b: number, c: number) => number;
}

/** Parameters in the form in which the functions of a {@link Distribution} take them. */
export type ParameterValues = readonly [number, number, number];

/** Puts defaults in and checks; throws `ERR_INVALID_ARGUMENT` naming distribution, parameter, rule and value. */
export function checkParameters(
  distribution: Distribution,
  values: readonly (number | undefined)[],
): ParameterValues {
  const { name, parameters, joint } = distribution;
  const whole: [number, number, number] = [0, 0, 0];
  for (const [i, parameter] of parameters.entries()) {
    const value = values[i] === undefined ? parameter.default : values[i];
    if (value === undefined || !parameter.accepts(value)) {
      throw invalidArgument(`${name}: ${parameter.name}`, parameter.rule, value);
    }
    whole[i] = value;
  }
  if (joint !== undefined && !joint.accepts(...whole)) {
    const at = parameters.findIndex((parameter) => parameter.name === joint.name);
    throw invalidArgument(`${name}: ${joint.name}`, joint.rule, whole[at]);
  }
  return whole;
}
