/** Sums that densities and moments need; not used by any draw. */

/**
 * Riemann's zeta function for s > 1: ten terms and the Euler-Maclaurin remainder.
 * M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 23.2.3. Relative error below 1e-13.
 */
export function zeta(s: number): number {
  const n = 10;
  let sum = 0;
  for (let k = 1; k < n; k++) sum += k ** -s;
  // n^(1-s)/(s-1) + n^-s/2 + sum of B_2j/(2j)! s (s+1) ... (s+2j-2) n^(1-s-2j)
  sum += n ** (1 - s) / (s - 1) + n ** -s / 2;
  let term = (s * n ** (-s - 1)) / 12;
  const ratios = [-60, -42, -40, -39.6, -39.507959479015916];
  for (let j = 0; j <= ratios.length; j++) {
    sum += term;
    if (j < ratios.length) term *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (ratios[j] * n * n);
  }
  return sum;
}

/** log I_0(x), the modified Bessel function, for x of at least 0; Abramowitz and Stegun 9.6.12 and 9.7.1. */
export function logBesselI0(x: number): number {
  let [term, sum] = [1, 0];
  if (x <= 40) {
    // sum of (x/2)^2k / k!^2
    for (let k = 0; term > 1e-18 * sum; k++) {
      sum += term;
      term *= (x / 2 / (k + 1)) ** 2;
    }
    return Math.log(sum);
  }
  // e^x / sqrt(2 pi x) (1 + 1/(8x) + 9/(2! (8x)^2) + ...)
  for (let k = 1; k <= 15; k++) {
    sum += term;
    term *= (2 * k - 1) ** 2 / (8 * x * k);
  }
  return x - 0.5 * Math.log(2 * Math.PI * x) + Math.log(sum);
}

/** The mean of values f(0), f(1), … under a Poisson distribution: densities of noncentral distributions are such means. */
export function poissonMean(lambda: number, f: (k: number) => number): number {
  let sum = 0;
  const width = 40 + 12 * Math.sqrt(lambda);
  const first = Math.max(0, Math.floor(lambda - width));
  let logWeight = -lambda + (first === 0 ? 0 : first * Math.log(lambda));
  for (let k = 2; k <= first; k++) logWeight -= Math.log(k);
  for (let k = first; k <= lambda + width; k++) {
    sum += Math.exp(logWeight) * f(k);
    logWeight += Math.log(lambda) - Math.log(k + 1);
  }
  return sum;
}
