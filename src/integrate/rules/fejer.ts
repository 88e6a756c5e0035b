/**
 * Fejér's second rule: the interpolating polynomial at the points cos(j pi / (n + 1)), integrated. L. Fejér,
 * "Mechanische Quadraturen mit positiven Cotesschen Zahlen", Mathematische Zeitschrift 37 (1933) 287-309. The points are
 * those of Clenshaw and Curtis without the ends, so an integrand may be infinite there, and each rule of n = 2^k - 1
 * points holds the one before it. J. Waldvogel, "Fast construction of the Fejér and Clenshaw-Curtis quadrature rules",
 * BIT 46 (2006) 195-202.
 */
export interface FejerRule {
  /** How many points: 2^k - 1. */
  readonly size: number;
  /** sin^2(theta_j / 2), theta_j = (j + 1) pi / (n + 1): the distance from the upper end, in units of the width. */
  readonly fractions: Float64Array;
  /** Weights for a range of width 1. */
  readonly weights: Float64Array;
  /** Barycentric weights (-1)^j sin^2 theta_j of the points. */
  readonly barycentric: Float64Array;
  /** sin(j pi / (n + 1)), j = 0 … 2n + 1. */
  readonly sines: Float64Array;
}

const rules = new Map<number, FejerRule>();

/** The rule with n points, made once. */
export function fejerRule(n: number): FejerRule {
  const known = rules.get(n);
  if (known !== undefined) return known;
  const made = makeRule(n);
  rules.set(n, made);
  return made;
}

function makeRule(n: number): FejerRule {
  const period = 2 * (n + 1);
  const sines = Float64Array.from({ length: period }, (_, j) => sinPi(j, n + 1));
  const fractions = Float64Array.from({ length: n }, (_, j) => sinPi(j + 1, 2 * (n + 1)) ** 2);
  const weights = new Float64Array(n);
  for (let j = 1; j <= n; j++) {
    let sum = 0;
    for (let k = 1; k <= n; k += 2) sum += sines[(j * k) % period] / k;
    weights[j - 1] = (2 / (n + 1)) * sines[j] * sum;
  }
  const barycentric = weights.map((_, j) => (j % 2 === 0 ? 1 : -1) * sines[j + 1] * sines[j + 1]);
  return { size: n, fractions, weights, barycentric, sines };
}

/** sin(pi j / m), accurate near its zeros too. */
function sinPi(j: number, m: number): number {
  const folded = j % (2 * m);
  if (folded > m) return -sinPi(folded - m, m);
  return Math.sin((Math.PI * Math.min(folded, m - folded)) / m);
}

/**
 * The coefficient b_k of f(cos theta) sin theta = sum of b_k sin(k theta), from values in the order of the rule; f is then
 * the sum of b_k U_(k-1), U being Chebyshev's polynomials of the second kind.
 */
export function fejerCoefficient({ size, sines }: FejerRule, values: Float64Array, k: number): number {
  const period = 2 * (size + 1);
  let sum = 0;
  let index = 0;
  for (let j = 0; j < size; j++) {
    index += k;
    if (index >= period) index -= period;
    sum += values[j] * sines[j + 1] * sines[index];
  }
  return (2 / (size + 1)) * sum;
}

/** The interpolating polynomial at the point `fraction` of the width from the upper end. */
export function fejerInterpolate(
  { size, fractions, barycentric }: FejerRule,
  values: Float64Array,
  fraction: number,
): number {
  let above = 0;
  let below = 0;
  for (let j = 0; j < size; j++) {
    const distance = fraction - fractions[j];
    if (distance === 0) return values[j];
    const weight = barycentric[j] / distance;
    above += weight * values[j];
    below += weight;
  }
  return above / below;
}
