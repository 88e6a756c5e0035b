// How well a sample fits a distribution, as p-values.

/** Draws and their theory agree unless a p-value is below this: with some 200 tests, by chance in one of 5000 seeds. */
export const LEAST_P = 1e-6;

/**
 * Upper tail of the chi-square distribution, the regularised incomplete gamma function Q(df/2, x/2), by its series and its
 * continued fraction. M. Abramowitz, I. A. Stegun, "Handbook of Mathematical Functions" (1964), 6.5.29 and 6.5.31.
 */
export function chiSquareTail(x: number, df: number): number {
  const [a, z] = [df / 2, x / 2];
  const front = Math.exp(a * Math.log(z) - z - logGamma(a));
  if (z < a + 1) {
    let [term, sum] = [1 / a, 1 / a];
    for (let k = 1; term > 1e-17 * sum; k++) sum += term *= z / (a + k);
    return 1 - front * sum;
  }
  // Lentz's method for the fraction 1/(z + 1 - a - 1 (1 - a)/(z + 3 - a - ...))
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < 10_000; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return front * value;
}

/** Stirling's series after a shift to arguments above 10. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  while (y < 10) shift -= Math.log(y++);
  const series = 1 / (12 * y) - 1 / (360 * y ** 3) + 1 / (1260 * y ** 5) - 1 / (1680 * y ** 7);
  return shift + (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series;
}

/** Pearson's test: neighbouring cells are joined until each expects at least 10. */
export function chiSquareP(observed: readonly number[], expected: readonly number[]): number {
  const cells: [number, number][] = [];
  let [seen, due] = [0, 0];
  for (let i = 0; i < observed.length; i++) {
    seen += observed[i];
    due += expected[i];
    if (due >= 10) {
      cells.push([seen, due]);
      [seen, due] = [0, 0];
    }
  }
  const last = cells.at(-1)!;
  last[0] += seen;
  last[1] += due;
  let statistic = 0;
  for (const [o, e] of cells) statistic += (o - e) ** 2 / e;
  return cells.length === 1 ? 1 : chiSquareTail(statistic, cells.length - 1);
}

/**
 * The p-value of the largest distance d between a sample's distribution function and the true one: Q(sqrt(n) d) of
 * A. Kolmogorov, "Sulla determinazione empirica di una legge di distribuzione" (1933). Too large if d was sought at some
 * points only, never too small.
 */
export function kolmogorovP(distance: number, n: number): number {
  const x = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * distance;
  if (x < 0.3) return 1;
  let sum = 0;
  for (let k = 1; k < 50; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * (k * x) ** 2);
  return Math.min(1, sum);
}

/** The two-sided p-value of a standard normal. */
export function normalP(z: number): number {
  return chiSquareTail(z * z, 1);
}
