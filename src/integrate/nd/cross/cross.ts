import { invalidArgument } from '../../../core/index.js';
import { CUBATURE_RTOL } from '../cubature/cubature.js';
import type { DomainN, DomainOrFormulas } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { type NdOptions, goalOf } from '../options.js';
import { refuseResume } from '../resume.js';
import type { IntegralN } from '../result.js';
import { type Planned, integralBy } from '../run.js';
import { StepsPlan } from '../steps-plan.js';
import { CrossSteps } from './cross-steps.js';

/**
 * Cubature by cross interpolation (tensor trains), in any number of dimensions: for integrands whose variables are weakly coupled, such
 * as products, sums and functions of a few combinations. Single numbers only, no `components`.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 */
export async function cross(
  f: IntegrandN,
  domain: DomainOrFormulas,
  options: NdOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planCross);
}

export function planCross(domain: DomainN, options: NdOptions): Planned {
  if (options.components !== undefined) {
    const remedy = "use method 'cubature', or auto, which leaves cross out for vectors";
    throw invalidArgument('components', 'left out for cross', options.components, remedy);
  }
  refuseResume('cross', options);
  const goal = goalOf(options, CUBATURE_RTOL);
  const plan = new StepsPlan(domain.length, new CrossSteps(domain.length, goal));
  return { plan, goal };
}
