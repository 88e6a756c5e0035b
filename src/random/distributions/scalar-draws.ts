/** The methods that draw one number, and their twins that fill an array. The table of distributions implements them all. */

/** Arrays that take real numbers. A Float32Array takes doubles rounded, except where a method says otherwise. */
export type RealArray = Float64Array | Float32Array;

/** Arrays that take whole numbers; one that is too large for the array is refused, never wrapped. */
export type CountArray =
  | RealArray
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array;

/**
 * Draws of continuous distributions. All throw `ERR_INVALID_ARGUMENT` for parameters that break the rules given here, NaN
 * and infinities among them. Parameters, defaults and numbers are those of NumPy's `Generator`; docs/distributions.md has
 * moments and methods.
 */
export interface ContinuousDraws {
  /** A uniform in [0, 1), with 53 random bits. Fills of a Float32Array draw 24 bits, as `dtype=float32` does. */
  random(): number;
  /** A uniform in [low, high): `low + (high - low) * random()`. high must be at least low. */
  uniform(low?: number, high?: number): number;
  /** A normal of mean 0 and variance 1. Fills of a Float32Array draw in single precision, as `dtype=float32` does. */
  standardNormal(): number;
  /** A normal of mean `loc` (default 0) and standard deviation `scale` (at least 0; default 1). */
  normal(loc?: number, scale?: number): number;
  /**
   * An exponential of mean 1: by the ziggurat method, or by inversion (`'inv'`), which takes one uniform a draw and is
   * monotone in it. Fills of a Float32Array draw in single precision, as `dtype=float32` does.
   */
  standardExponential(method?: 'zig' | 'inv'): number;
  /** An exponential of mean `scale` (at least 0; default 1). */
  exponential(scale?: number): number;
  /** A gamma of this shape (at least 0) and scale 1. Fills of a Float32Array draw in single precision, as `dtype=float32` does. */
  standardGamma(shape: number): number;
  /** A gamma: shape and scale at least 0 (scale 1 by default), mean `shape * scale`. */
  gamma(shape: number, scale?: number): number;
  /** A beta, in [0, 1]: a and b greater than 0, mean `a / (a + b)`. */
  beta(a: number, b: number): number;
  /** A chi-square with `df` degrees of freedom (greater than 0, not necessarily whole). */
  chisquare(df: number): number;
  /** A noncentral chi-square: df greater than 0, noncentrality `nonc` at least 0. */
  noncentralChisquare(df: number, nonc: number): number;
  /** Fisher's F: degrees of freedom of numerator and denominator, both greater than 0. */
  f(dfnum: number, dfden: number): number;
  /** A noncentral F: degrees of freedom greater than 0, noncentrality `nonc` of the numerator at least 0. */
  noncentralF(dfnum: number, dfden: number, nonc: number): number;
  /** Student's t with `df` degrees of freedom (greater than 0). */
  standardT(df: number): number;
  /** A Cauchy about 0 of scale 1. It has neither mean nor variance. */
  standardCauchy(): number;
  /** A Cauchy about `loc` (default 0) of this scale (greater than 0; default 1): `loc + scale * standardCauchy()`. NumPy lacks it. */
  cauchy(loc?: number, scale?: number): number;
  /** e to the power of a normal of this mean (default 0) and standard deviation `sigma` (at least 0; default 1). */
  lognormal(mean?: number, sigma?: number): number;
  /** A triangular between left and right, with its peak at mode: left <= mode <= right, left < right. */
  triangular(left: number, mode: number, right: number): number;
  /** A Weibull of shape `a` (at least 0) and scale 1. */
  weibull(a: number): number;
  /** A Laplace about `loc` (default 0) of this scale (at least 0; default 1). */
  laplace(loc?: number, scale?: number): number;
  /** A logistic about `loc` (default 0) of this scale (at least 0; default 1). */
  logistic(loc?: number, scale?: number): number;
  /** A Gumbel with its mode at `loc` (default 0), of this scale (at least 0; default 1). */
  gumbel(loc?: number, scale?: number): number;
  /** A Pareto of the second kind (Lomax), from 0 on, of shape `a` (greater than 0). Add 1 for the classical Pareto. */
  pareto(a: number): number;
  /** A number in [0, 1] with density a x^(a-1), a greater than 0. */
  power(a: number): number;
  /** A Rayleigh with its mode at `scale` (at least 0; default 1). */
  rayleigh(scale?: number): number;
  /** A Wald (inverse Gaussian) of this mean and scale, both greater than 0. */
  wald(mean: number, scale: number): number;
  /** An angle in [-pi, pi] about `mu`, with concentration `kappa` (at least 0). */
  vonmises(mu: number, kappa: number): number;
}

/** Draws of discrete distributions: whole numbers, exact up to 2^53. They check as those of {@link ContinuousDraws} do. */
export interface DiscreteDraws {
  /** A Poisson number of mean `lam` (from 0 to 2^53; default 1). */
  poisson(lam?: number): number;
  /** How many of `n` trials (a whole number) succeed, each with probability `p`. */
  binomial(n: number, p: number): number;
  /** The number of trials up to the first success, each with probability `p` (greater than 0): at least 1. */
  geometric(p: number): number;
  /** The number of failures before the n-th success: n greater than 0, not necessarily whole; p greater than 0. */
  negativeBinomial(n: number, p: number): number;
  /** How many are good among `nsample` drawn without replacement from `ngood` and `nbad` (whole numbers up to 1e9). */
  hypergeometric(ngood: number, nbad: number, nsample: number): number;
  /** A Zipf number: k >= 1 with probability proportional to k^-a, a greater than 1. */
  zipf(a: number): number;
  /** A logarithmic number: k >= 1 with probability proportional to p^k / k, p at least 0 and less than 1. */
  logseries(p: number): number;
}

type FillsOf<Draws, Out> = {
  [Name in keyof Draws as `fill${Capitalize<Name & string>}`]: Draws[Name] extends (
    ...parameters: infer Parameters
  ) => number
    ? <Filled extends Out>(out: Filled, ...parameters: Parameters) => Filled
    : never;
};

/** `fillGamma(out, 2, 3)` fills `out` with the numbers that `gamma(2, 3)` would give one by one, and returns it; and so on. */
export type ContinuousFills = FillsOf<ContinuousDraws, RealArray>;
export type DiscreteFills = FillsOf<DiscreteDraws, CountArray>;
