/**
 * log Gamma(x) for x > 0, with NumPy's very roundings: random_loggam of numpy/random/src/distributions/distributions.c
 * (BSD-3-Clause), after S. Zhang and J. Jin, "Computation of Special Functions" (1996).
 */
import { log } from './log.js';

const SERIES = [
  8.333333333333333e-2, -2.777777777777778e-3, 7.936507936507937e-4, -5.952380952380952e-4,
  8.417508417508418e-4, -1.917526917526918e-3, 6.41025641025641e-3, -2.955065359477124e-2,
  1.796443723688307e-1, -1.3924322169059,
];
const LOG_2_PI = 1.8378770664093453;

export function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  const steps = x < 7 ? Math.trunc(7 - x) : 0;
  let x0 = x + steps;
  const x2 = (1 / x0) * (1 / x0);
  let series = SERIES[9];
  for (let k = 8; k >= 0; k--) series = series * x2 + SERIES[k];
  let value = series / x0 + 0.5 * LOG_2_PI + (x0 - 0.5) * log(x0) - x0;
  for (let k = 1; k <= steps; k++) {
    value -= log(x0 - 1);
    x0 -= 1;
  }
  return value;
}

/** log of the beta function B(a, b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** log of the binomial coefficient "n over k", for real n. */
export function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
