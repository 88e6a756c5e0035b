import { checkOneOf, invalidArgument } from '../../../core/index.js';
import type { DomainN, DomainOrFormulas } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { type NdOptions, goalOf } from '../options.js';
import { refuseResume } from '../resume.js';
import type { IntegralN } from '../result.js';
import { type Planned, integralBy } from '../run.js';
import { CubaturePlan } from './cubature-plan.js';
import { MOST_KRONROD_DIMENSIONS } from './gauss-kronrod.js';
import { MOST_GENZ_MALIK_DIMENSIONS } from './genz-malik.js';
import { RULES, type RuleName } from './rule.js';

export interface CubatureOptions extends NdOptions {
  /**
   * `genz-malik`: degree 7, from 2 to 15 dimensions. `gauss-kronrod`: products of 15 nodes (in 3 dimensions 11), up to 3
   * dimensions, for smooth integrands. Default: `gauss-kronrod` up to 2 dimensions, else `genz-malik`.
   */
  readonly rule?: RuleName;
}

/** Relative tolerance unless one is given. */
export const CUBATURE_RTOL = 1e-8;

/**
 * Globally adaptive cubature in up to 15 dimensions: boxes are halved where the error is largest.
 *
 * The error is meant as a bound. It is too small where the integrand has a feature that no node has met; smooth and
 * moderately varying integrands get a bound that is too large by one to three powers of ten.
 *
 * @param f see {@link IntegrandN}
 * @param domain [low, high] of each dimension; infinities and limits that depend on outer coordinates are allowed
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 *
 * @example
 * await cubature(([x, y]) => Math.exp(-x * y), [[0, 1], [0, (x) => x[0]]], { rtol: 1e-10 });
 */
export async function cubature(
  f: IntegrandN,
  domain: DomainOrFormulas,
  options: CubatureOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planCubature);
}

export function planCubature(domain: DomainN, options: CubatureOptions): Planned {
  refuseResume('cubature', options);
  const goal = goalOf(options, CUBATURE_RTOL);
  const rule = checkRule(options.rule, domain.length);
  const plan = new CubaturePlan(rule, domain.length, options.components ?? 1, goal);
  return { plan, goal };
}

function checkRule(rule: RuleName | undefined, dimension: number): RuleName {
  const name = checkOneOf('rule', rule ?? (dimension <= 2 ? 'gauss-kronrod' : 'genz-malik'), RULES);
  const [least, most] =
    name === 'genz-malik' ? [2, MOST_GENZ_MALIK_DIMENSIONS] : [1, MOST_KRONROD_DIMENSIONS];
  if (dimension >= least && dimension <= most) return name;
  throw invalidArgument(
    'domain',
    `of ${least} to ${most} dimensions for ${name}`,
    dimension,
    dimension > most ? "use method 'qmc' or 'vegas'" : "use rule 'gauss-kronrod'",
  );
}
