import type { DomainN, DomainOrFormulas } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { type NdOptions, goalOf } from '../options.js';
import { sourceAndState } from '../resume.js';
import type { IntegralN } from '../result.js';
import { type Planned, integralBy } from '../run.js';
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
  domain: DomainOrFormulas,
  options: NdOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planMonteCarloN);
}

export function planMonteCarloN(domain: DomainN, options: NdOptions): Planned {
  const { source, state } = sourceAndState(options, 'monte-carlo', domain.length);
  const goal = goalOf(options, MONTE_CARLO_RTOL);
  const plan = new MonteCarloPlan(options.components ?? 1, source, goal, state);
  return { plan, goal, source };
}
