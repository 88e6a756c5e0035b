import { vegas } from './vegas/vegas.js';
import { AutoPlan } from './auto-plan.js';
import { CUBATURE_RTOL } from './cubature/cubature.js';
import type { DomainN } from './domain.js';
import type { IntegrandN } from './integrand.js';
import { type NdOptions, goalOf, randomSourceOf } from './options.js';
import type { IntegralN } from './result.js';
import { checkProblem, integralBy } from './run.js';

export interface IntegrateNOptions extends NdOptions {
  /**
   * True: random methods only, so that the error is a standard error. Vegas, which falls back to plain scrambled Sobol points
   * where its map does not help. Default: false.
   */
  readonly random?: boolean;
}

/**
 * The integral of a function of several variables, by the method that suits it; see {@link AutoPlan} for how it is chosen. The result
 * names the method that found it.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 *
 * @example
 * await integrateN(([x, y, z]) => Math.cos(x * y + z), [[0, 1], [0, 1], [0, 2]], { rtol: 1e-10 });
 */
export async function integrateN(
  f: IntegrandN,
  domain: DomainN,
  options: IntegrateNOptions = {},
): Promise<IntegralN> {
  checkProblem(f, domain, options);
  const goal = goalOf(options, CUBATURE_RTOL);
  const { components = 1 } = options;
  if (options.random === true) return vegas(f, domain, options);
  const plan = new AutoPlan(domain.length, components, randomSourceOf(options), goal);
  return integralBy(plan, f, domain, goal, options);
}
