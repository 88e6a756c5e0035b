/**
 * Makers of draws, one a distribution: parameters, defaults and rules are those of the methods of {@link RandomStream} of the
 * same names (docs/distributions.md). All throw `ERR_INVALID_ARGUMENT` for parameters that break the rules.
 */
import type { ContinuousDraws, DiscreteDraws, DistributionName } from '../random/index.js';
import { type IndependentDraw, drawFrom } from './draw.js';

interface Draws extends Omit<ContinuousDraws, 'standardExponential'>, DiscreteDraws {
  standardExponential(): number;
  integers(low: number, high: number): number;
}
/** Takes the parameters that the stream's method of that name takes. */
export type DrawMaker<Name extends DistributionName> = (
  ...parameters: Parameters<Draws[Name]>
) => IndependentDraw;

function maker<Name extends DistributionName>(name: Name): DrawMaker<Name> {
  return (...parameters: readonly (number | undefined)[]) => drawFrom(name, parameters);
}

export const beta = maker('beta');
export const binomial = maker('binomial');
export const cauchy = maker('cauchy');
export const chisquare = maker('chisquare');
export const exponential = maker('exponential');
export const f = maker('f');
export const gamma = maker('gamma');
export const geometric = maker('geometric');
export const gumbel = maker('gumbel');
export const hypergeometric = maker('hypergeometric');
export const integers = maker('integers');
export const laplace = maker('laplace');
export const logistic = maker('logistic');
export const lognormal = maker('lognormal');
export const logseries = maker('logseries');
export const negativeBinomial = maker('negativeBinomial');
export const noncentralChisquare = maker('noncentralChisquare');
export const noncentralF = maker('noncentralF');
export const normal = maker('normal');
export const pareto = maker('pareto');
export const poisson = maker('poisson');
export const power = maker('power');
export const random = maker('random');
export const rayleigh = maker('rayleigh');
export const standardCauchy = maker('standardCauchy');
export const standardExponential = maker('standardExponential');
export const standardGamma = maker('standardGamma');
export const standardNormal = maker('standardNormal');
export const standardT = maker('standardT');
export const triangular = maker('triangular');
export const uniform = maker('uniform');
export const vonmises = maker('vonmises');
export const wald = maker('wald');
export const weibull = maker('weibull');
export const zipf = maker('zipf');
