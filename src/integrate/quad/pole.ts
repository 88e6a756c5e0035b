/**
 * A pole of the integrand next to the range, found in the series, and a variable in which the integrand is smooth. A pair of
 * poles c ± i w is moved away by x = c + w sinh u: T. W. Tee and L. N. Trefethen, "A rational spectral collocation method with
 * adaptively transformed Chebyshev grid points", SIAM Journal on Scientific Computing 28 (2006) 1798-1811; P. R. Johnston and
 * D. Elliott, "A sinh transformation for evaluating nearly singular boundary element integrals", International Journal for
 * Numerical Methods in Engineering 62 (2005) 564-578. A single one at c beyond an end is, by |x - c| = exp u.
 */
import { Mapped } from './mapped.js';
import type { Sampler } from './sampler.js';
import type { Series } from './series.js';

/** The factor that takes the poles away has to bring the last coefficients down to this share of theirs. */
const EXPLAINED = 1e-3;
/** Poles nearer than this to an end, in half widths, are left to rules for singular ends. */
const NEAREST = 1e-6;

/** A range in another variable. */
export interface Variable {
  readonly sampler: Mapped;
  /** The variable at x. */
  readonly at: (x: number) => number;
  /** dx/du at u. */
  readonly slope: (u: number) => number;
  /** By how much u is off because x is rounded. */
  readonly blur: (u: number) => number;
  /** By how much each further coefficient of the series in it falls, at least. */
  readonly rate: number;
}

/**
 * Equations for a polynomial whose product with the integrand has a series that ends. As 2 x U_k = U_(k-1) + U_(k+1), that of x f has
 * the coefficients (b_(k-1) + b_(k+1)) / 2. Aliases obey the same equations, so a peak far narrower than the distance between
 * points shows too. A row: coefficients of x^2 f, x f and f, of which the largest is about 1.
 */
function equations(b: Float64Array): [number, number, number][] {
  const rows: [number, number, number][] = [];
  for (let i = Math.floor(b.length / 4); i + 2 < b.length; i++) {
    const square = (b[i - 2] + 2 * b[i] + b[i + 2]) / 4;
    const linear = (b[i - 1] + b[i + 1]) / 2;
    const size = Math.max(Math.abs(square), Math.abs(linear), Math.abs(b[i]));
    if (size > 0) rows.push([square / size, linear / size, b[i] / size]);
  }
  return rows;
}

/** c of x - c, by least squares; undefined if that leaves too much. */
function linearFactor(rows: readonly [number, number, number][]): number | undefined {
  const sum = (of: (row: readonly [number, number, number]) => number): number =>
    rows.reduce((total, row) => total + of(row), 0);
  const c = sum(([, xf, f]) => xf * f) / sum(([, , f]) => f * f);
  return sum(([, xf, f]) => (xf - c * f) ** 2) <= EXPLAINED ** 2 * rows.length ? c : undefined;
}

/** p and q of x^2 - p x + q. */
function quadraticFactor(rows: readonly [number, number, number][]): [number, number] | undefined {
  let [aa, ab, bb, ar, br] = [0, 0, 0, 0, 0];
  for (const [xxf, xf, f] of rows) {
    aa += xf * xf;
    ab += xf * f;
    bb += f * f;
    ar += xf * xxf;
    br += f * xxf;
  }
  const determinant = aa * bb - ab * ab;
  if (!(determinant > 1e-12 * aa * bb)) return undefined;
  const p = (ar * bb - br * ab) / determinant;
  const q = (ar * ab - br * aa) / determinant;
  const left = rows.reduce((sum, [xxf, xf, f]) => sum + (xxf - p * xf + q * f) ** 2, 0);
  return left <= EXPLAINED ** 2 * rows.length ? [p, q] : undefined;
}

/** The variable that the series of an integrand asks for, if it does. */
export function variableFor(sampler: Sampler, series: Series): Variable | undefined {
  const rows = equations(series.coefficients());
  if (rows.length < 8) return undefined;
  const { a, b } = series;
  const half = (b - a) / 2;
  const middle = a + half;
  const single = linearFactor(rows);
  if (single !== undefined) {
    return Math.abs(single) > 1 + NEAREST ? besideOne(sampler, a, b, middle + half * single) : undefined;
  }
  const factor = quadraticFactor(rows);
  if (factor === undefined) return undefined;
  const [p, q] = factor;
  const square = q - (p * p) / 4;
  if (!(square > NEAREST * NEAREST && Math.abs(p / 2) < 1)) return undefined;
  return aroundPair(sampler, a, b, middle + (half * p) / 2, half * Math.sqrt(square));
}

function aroundPair(sampler: Sampler, a: number, b: number, c: number, w: number): Variable {
  const at = (x: number): number => Math.asinh((x - c) / w);
  const slope = (u: number): number => w * Math.cosh(u);
  const [low, high] = [at(a), at(b)];
  const mapped = new Mapped(sampler, low, high, (u) => c + w * Math.sinh(u), slope);
  const blur = (u: number): number => (Number.EPSILON * Math.abs(mapped.x(u))) / slope(u);
  // The poles are at u = ± i pi/2 now.
  return { sampler: mapped, at, slope, blur, rate: rateOf(Math.PI / (high - low)) };
}

function besideOne(sampler: Sampler, a: number, b: number, c: number): Variable {
  const side = c < a ? 1 : -1;
  const at = (x: number): number => side * Math.log(Math.abs(x - c));
  const slope = (u: number): number => Math.exp(side * u);
  const [low, high] = [at(a), at(b)];
  const mapped = new Mapped(sampler, low, high, (u) => c + side * Math.exp(side * u), slope);
  const blur = (u: number): number => (Number.EPSILON * Math.abs(mapped.x(u))) / slope(u);
  // The pole is infinitely far away; what the logarithm repeats is at u ± i pi.
  return { sampler: mapped, at, slope, blur, rate: rateOf((2 * Math.PI) / (high - low)) };
}

/** How the coefficients of a series fall whose singularities are above the middle of [-1, 1], at that height. */
function rateOf(height: number): number {
  return 1 / (height + Math.sqrt(1 + height * height));
}
