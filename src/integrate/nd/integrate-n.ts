import { planVegas } from './vegas/vegas.js';
import { AutoPlan } from './auto-plan.js';
import { CUBATURE_RTOL } from './cubature/cubature.js';
import type { DomainN, DomainOrFormulas } from './domain.js';
import type { IntegrandN } from './integrand.js';
import { type NdOptions, goalOf, randomSourceOf } from './options.js';
import { refuseResume } from './resume.js';
import type { IntegralN } from './result.js';
import { type Planned, integralBy } from './run.js';

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
  domain: DomainOrFormulas,
  options: IntegrateNOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planIntegrateN);
}

export function planIntegrateN(domain: DomainN, options: IntegrateNOptions): Planned {
  if (options.random === true) return planVegas(domain, options);
  refuseResume('auto', options);
  const goal = goalOf(options, CUBATURE_RTOL);
  const { components = 1 } = options;
  const plan = new AutoPlan(domain.length, components, randomSourceOf(options), goal);
  return { plan, goal };
}
