import type { DomainN, DomainOrFormulas } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { MONTE_CARLO_RTOL } from '../monte-carlo/monte-carlo.js';
import { type NdOptions, goalOf } from '../options.js';
import { sourceAndState } from '../resume.js';
import { checkSobolDimensions } from '../qmc/qmc.js';
import type { IntegralN } from '../result.js';
import { type Planned, integralBy } from '../run.js';
import { VegasPlan } from './vegas-plan.js';

/**
 * Adaptive importance sampling for integrands with peaks: a quarter of the budget trains a map that puts points where |f| is large along
 * each axis, then scrambled Sobol points go through it. The result has a table with a line for each iteration; chi-square and its
 * probability Q say whether the iterations agree.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 */
export async function vegas(
  f: IntegrandN,
  domain: DomainOrFormulas,
  options: NdOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planVegas);
}

export function planVegas(domain: DomainN, options: NdOptions): Planned {
  checkSobolDimensions(domain);
  const { source, state } = sourceAndState(options, 'vegas', domain.length);
  const goal = goalOf(options, MONTE_CARLO_RTOL);
  const plan = new VegasPlan(domain.length, options.components ?? 1, source, goal, state);
  return { plan, goal, source };
}
