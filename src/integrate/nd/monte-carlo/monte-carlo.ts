import type { DomainN } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { type NdOptions, goalOf } from '../options.js';
import { sourceAndState } from '../resume.js';
import type { IntegralN } from '../result.js';
import { checkProblem, integralBy } from '../run.js';
import { MonteCarloPlan } from './monte-carlo-plan.js';

/** Relative tolerance of the random methods unless one is given: with 1e6 points few reach less. */
export const MONTE_CARLO_RTOL = 1e-3;

/**
 * Plain Monte Carlo in any number of dimensions, with the standard error. It needs nothing of the integrand but a finite
 * variance, and gains one digit for a hundred times the points.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 */
export async function monteCarloN(
  f: IntegrandN,
  domain: DomainN,
  options: NdOptions = {},
): Promise<IntegralN> {
  checkProblem(f, domain, options);
  const { source, state } = sourceAndState(options, 'monte-carlo', domain.length);
  const goal = goalOf(options, MONTE_CARLO_RTOL);
  const plan = new MonteCarloPlan(options.components ?? 1, source, goal, state);
  return integralBy(plan, f, domain, goal, options, source);
}
