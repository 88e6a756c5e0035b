import { beta } from './beta.js';
import { binomial } from './binomial.js';
import { cauchy } from './cauchy.js';
import { chisquare } from './chisquare.js';
import type { Distribution } from './definition.js';
import { exponential } from './exponential.js';
import { f } from './f.js';
import { gamma } from './gamma.js';
import { geometric } from './geometric.js';
import { gumbel } from './gumbel.js';
import { hypergeometric } from './hypergeometric.js';
import { integers } from './integers.js';
import { laplace } from './laplace.js';
import { logistic } from './logistic.js';
import { lognormal } from './lognormal.js';
import { logseries } from './logseries.js';
import { negativeBinomial } from './negative-binomial.js';
import { noncentralChisquare } from './noncentral-chisquare.js';
import { noncentralF } from './noncentral-f.js';
import { normal } from './normal.js';
import { pareto } from './pareto.js';
import { poisson } from './poisson.js';
import { power } from './power.js';
import { random } from './random.js';
import { rayleigh } from './rayleigh.js';
import type { ContinuousDraws, DiscreteDraws } from './scalar-draws.js';
import { standardCauchy } from './standard-cauchy.js';
import { standardExponential } from './standard-exponential.js';
import { standardGamma } from './standard-gamma.js';
import { standardNormal } from './standard-normal.js';
import { standardT } from './standard-t.js';
import { triangular } from './triangular.js';
import { uniform } from './uniform.js';
import { vonmises } from './vonmises.js';
import { wald } from './wald.js';
import { weibull } from './weibull.js';
import { zipf } from './zipf.js';

/** The name of a distribution of single numbers, which is that of its method of {@link RandomStream}. */
export type DistributionName = keyof ContinuousDraws | keyof DiscreteDraws | 'integers';

/** Every distribution of single numbers, by its name: parameters and their rules, a draw, moments, support and density. */
export const distributions: Readonly<Record<DistributionName, Distribution>> = {
  beta,
  binomial,
  cauchy,
  chisquare,
  exponential,
  f,
  gamma,
  geometric,
  gumbel,
  hypergeometric,
  integers,
  laplace,
  logistic,
  lognormal,
  logseries,
  negativeBinomial,
  noncentralChisquare,
  noncentralF,
  normal,
  pareto,
  poisson,
  power,
  random,
  rayleigh,
  standardCauchy,
  standardExponential,
  standardGamma,
  standardNormal,
  standardT,
  triangular,
  uniform,
  vonmises,
  wald,
  weibull,
  zipf,
};
