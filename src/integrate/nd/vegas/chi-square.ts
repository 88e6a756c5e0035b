/**
 * The probability that chi-square with so many degrees of freedom is larger: the regularised incomplete gamma function Q(k/2, x/2), by
 * its series below x = a + 1 and its continued fraction above. M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
 * Functions" (1964), 6.5.29 and 6.5.31; the fraction is evaluated from the front (W. J. Lentz, Appl. Opt. 15 (1976) 668-671).
 */
export function chiSquareTail(chiSquare: number, degrees: number): number {
  if (degrees === 0) return 1;
  const [a, x] = [degrees / 2, chiSquare / 2];
  if (!(x > 0)) return 1;
  const factor = Math.exp(a * Math.log(x) - x - logGammaOfHalves(degrees));
  return x < a + 1 ? 1 - factor * series(a, x) : factor * fraction(a, x);
}

function series(a: number, x: number): number {
  let [term, sum] = [1 / a, 1 / a];
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 500; n++) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b || tiny);
    c = b + an / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return value;
}

/** ln Gamma(k / 2). */
function logGammaOfHalves(k: number): number {
  let sum = k % 2 === 0 ? 0 : 0.5 * Math.log(Math.PI);
  for (let x = k % 2 === 0 ? 1 : 0.5; x < k / 2; x++) sum += Math.log(x);
  return sum;
}
