import { invalidArgument } from '../../../core/index.js';
import type { DomainN, DomainOrFormulas } from '../domain.js';
import type { IntegrandN } from '../integrand.js';
import { MONTE_CARLO_RTOL } from '../monte-carlo/monte-carlo.js';
import { type NdOptions, goalOf } from '../options.js';
import { sourceAndState } from '../resume.js';
import type { IntegralN } from '../result.js';
import { type Planned, integralBy } from '../run.js';
import { MOST_SOBOL_DIMENSIONS } from './directions.js';
import { QmcPlan } from './qmc-plan.js';

/**
 * Randomised quasi-Monte Carlo with scrambled Sobol sequences, up to 1111 dimensions: 7 to 13 of them share the budget, and
 * their spread gives the standard error, already enlarged for their small number (Student's t). For integrands that vary
 * smoothly the error falls like n^-1 to n^-1.5 instead of n^-0.5.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the integrand and the pool throw
 */
export async function qmc(
  f: IntegrandN,
  domain: DomainOrFormulas,
  options: NdOptions = {},
): Promise<IntegralN> {
  return integralBy(f, domain, options, planQmc);
}

export function planQmc(domain: DomainN, options: NdOptions): Planned {
  checkSobolDimensions(domain);
  const { source, state } = sourceAndState(options, 'qmc', domain.length);
  const goal = goalOf(options, MONTE_CARLO_RTOL);
  const plan = new QmcPlan(options.components ?? 1, source, goal, { state });
  return { plan, goal, source };
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` for more dimensions than the table of directions has */
export function checkSobolDimensions({ length }: DomainN): void {
  if (length <= MOST_SOBOL_DIMENSIONS) return;
  throw invalidArgument(
    'domain',
    `of at most ${MOST_SOBOL_DIMENSIONS} dimensions for Sobol's sequence`,
    length,
    'use monteCarloN',
  );
}
