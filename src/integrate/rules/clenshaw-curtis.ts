/**
 * The Clenshaw-Curtis rule: the interpolating polynomial at cos(j pi / n), both ends among them, integrated; doubled from level
 * to level with all points kept. C. W. Clenshaw and A. R. Curtis, "A method for numerical integration on an automatic
 * computer", Numerische Mathematik 2 (1960) 197-205.
 */
import type { Points } from '../quad/sampler.js';
import type { Refinable } from './refine.js';

const weights = new Map<number, Float64Array>();

/** The weights for [-1, 1] of the points cos(j pi / n), j = 0 … n; n even. Made once. */
export function clenshawCurtisWeights(n: number): Float64Array {
  const known = weights.get(n);
  if (known !== undefined) return known;
  const cosines = Float64Array.from({ length: 2 * n }, (_, j) => Math.cos((Math.PI * j) / n));
  const made = Float64Array.from({ length: n + 1 }, (_, j) => {
    let sum = 1;
    for (let k = 1; k <= n / 2; k++)
      sum -= ((k === n / 2 ? 1 : 2) * cosines[(2 * j * k) % (2 * n)]) / (4 * k * k - 1);
    return ((j === 0 || j === n ? 1 : 2) / n) * sum;
  });
  weights.set(n, made);
  return made;
}

export class ClenshawCurtis implements Refinable {
  magnitude = 0;
  /** Up to 4097 points: making the weights costs the square of that. */
  readonly mostLevels = 11;
  #values = new Float64Array(0);

  constructor(
    readonly f: Points,
    readonly a: number,
    readonly b: number,
  ) {}

  next(): number {
    const old = this.#values;
    const n = old.length === 0 ? 4 : 2 * (old.length - 1);
    const half = (this.b - this.a) / 2;
    const values = new Float64Array(n + 1);
    const w = clenshawCurtisWeights(n);
    let sum = 0;
    let magnitude = 0;
    for (let j = 0; j <= n; j++) {
      values[j] = old.length > 0 && j % 2 === 0 ? old[j / 2] : this.f.at(this.#point(j, n));
      sum += w[j] * values[j];
      magnitude += w[j] * Math.abs(values[j]);
    }
    this.#values = values;
    this.magnitude = magnitude * half;
    return sum * half;
  }

  #point(j: number, n: number): number {
    if (j === 0) return this.b;
    if (j === n) return this.a;
    return this.a + ((this.b - this.a) / 2) * (1 + Math.cos((Math.PI * j) / n));
  }
}
