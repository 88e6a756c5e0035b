/**
 * Integrals of f(x) exp(i omega x): f is expanded in Legendre polynomials at Gauss-Legendre nodes, and the integral of
 * P_k(u) exp(i w u) over [-1, 1] is 2 i^k j_k(w), j_k being a spherical Bessel function. N. S. Bakhvalov and L. G. Vasil'eva,
 * "Evaluation of the integrals of oscillating functions by interpolation at nodes of Gaussian quadratures", USSR Computational
 * Mathematics and Mathematical Physics 8 (1968) 241-249. The cost does not depend on omega.
 */
import type { Points } from '../quad/sampler.js';
import { type GaussLegendreRule, gaussLegendreRule } from './gauss-legendre.js';

/** Points a panel. */
const FILON_POINTS = 20;

/** Coefficients below this, relative to the values, are rounding errors. */
const ROUNDED = 32 * Number.EPSILON;

/** Made once. */
let legendreTransform: Float64Array | undefined;

export class FilonLegendre {
  /** The integrals of f cos(omega x) and f sin(omega x). */
  cos = 0;
  sin = 0;
  error = 0;
  noise = 0;
  readonly values = new Float64Array(FILON_POINTS);
  readonly #rule: GaussLegendreRule = gaussLegendreRule(FILON_POINTS);
  readonly #coefficients = new Float64Array(FILON_POINTS);
  /** (2k + 1) / 2 w_i P_k(x_i), k by k. */
  readonly #transform: Float64Array;

  constructor(readonly omega: number) {
    this.#transform = legendreTransform ??= transformOf(this.#rule);
  }

  apply(f: Points, a: number, b: number): void {
    const half = (b - a) / 2;
    const middle = a + half;
    const { nodes } = this.#rule;
    const { values } = this;
    const { x } = f.block;
    for (let i = 0; i < FILON_POINTS; i++) x[i] = middle + half * nodes[i];
    f.fill(x, values, FILON_POINTS);
    let largest = 0;
    for (const value of values) largest = Math.max(largest, Math.abs(value));
    this.#expand();
    const j = sphericalBessel(this.omega * half, FILON_POINTS);
    let [re, im] = [0, 0];
    for (let k = 0; k < FILON_POINTS; k++) {
      const term = 2 * this.#coefficients[k] * j[k] * ((k & 2) === 0 ? 1 : -1);
      if ((k & 1) === 0) re += term;
      else im += term;
    }
    const [c, s] = [Math.cos(this.omega * middle), Math.sin(this.omega * middle)];
    this.cos = half * (re * c - im * s);
    this.sin = half * (re * s + im * c);
    const last =
      Math.abs(this.#coefficients[FILON_POINTS - 1]) + Math.abs(this.#coefficients[FILON_POINTS - 2]);
    this.noise = 2 * Number.EPSILON * largest * half;
    this.error = (last > ROUNDED * largest ? 2 * last * half : 0) + this.noise;
  }

  #expand(): void {
    for (let k = 0; k < FILON_POINTS; k++) {
      let sum = 0;
      for (let i = 0; i < FILON_POINTS; i++) sum += this.#transform[k * FILON_POINTS + i] * this.values[i];
      this.#coefficients[k] = sum;
    }
  }
}

function transformOf({ nodes, weights }: GaussLegendreRule): Float64Array {
  const n = nodes.length;
  const transform = new Float64Array(n * n);
  nodes.forEach((x, i) => {
    let before = 0;
    let value = 1;
    for (let k = 0; k < n; k++) {
      transform[k * n + i] = ((2 * k + 1) / 2) * weights[i] * value;
      [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
    }
  });
  return transform;
}

/** j_0(w) … j_(n-1)(w): upwards where that is stable, else downwards from far above (J. C. P. Miller). */
export function sphericalBessel(w: number, n: number): Float64Array {
  const j = new Float64Array(n);
  const x = Math.abs(w);
  if (x < 0.5) series(x, j);
  else if (x > n) {
    j[0] = Math.sin(x) / x;
    j[1] = (j[0] - Math.cos(x)) / x;
    for (let k = 1; k + 1 < n; k++) j[k + 1] = ((2 * k + 1) / x) * j[k] - j[k - 1];
  } else downwards(x, j);
  if (w < 0) for (let k = 1; k < n; k += 2) j[k] = -j[k];
  return j;
}

/** j_k(x) = x^k / (2k + 1)!! (1 - (x^2/2) / (2k + 3) + (x^2/2)^2 / (2 (2k + 3) (2k + 5)) - …). */
function series(x: number, j: Float64Array): void {
  let factor = 1;
  for (let k = 0; k < j.length; k++) {
    let term = 1;
    let sum = 1;
    for (let i = 1; i < 8; i++) {
      term *= (-x * x) / 2 / (i * (2 * (k + i) + 1));
      sum += term;
    }
    j[k] = factor * sum;
    factor *= x / (2 * k + 3);
  }
}

/** Scaled by the sum of (2k + 1) j_k^2 = 1, and by the sign of j_0 or j_1. */
function downwards(x: number, j: Float64Array): void {
  const n = j.length;
  // Grows to at most 1e95 times as much, for x of at least 1/2 and 20 + 30 steps.
  let [above, value] = [0, 1e-100];
  let squares = 0;
  for (let k = n + 30; k >= 0; k--) {
    if (k < n) j[k] = value;
    squares += (2 * k + 1) * value * value;
    [above, value] = [value, ((2 * k + 1) / x) * value - above];
  }
  const first = Math.sin(x) / x;
  const second = (first - Math.cos(x)) / x;
  const sign =
    Math.abs(first) > Math.abs(second)
      ? Math.sign(first) * Math.sign(j[0])
      : Math.sign(second) * Math.sign(j[1]);
  const scale = sign / Math.sqrt(squares);
  for (let k = 0; k < n; k++) j[k] *= scale;
}
