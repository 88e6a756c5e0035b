/**
 * The composite trapezoidal rule, doubled from level to level with all points kept. P. J. Davis and P. Rabinowitz, "Methods of
 * Numerical Integration", 2nd ed. (1984), section 2.1. Its error falls as h^2, for a periodic analytic integrand geometrically.
 */
import { BLOCK } from '../quad/block.js';
import type { Points } from '../quad/sampler.js';
import type { Refinable } from './refine.js';

export class Trapezoid implements Refinable {
  magnitude = 0;
  #panels = 0;
  #sum = 0;

  constructor(
    readonly f: Points,
    readonly a: number,
    readonly b: number,
  ) {}

  next(): number {
    const { f, a, b } = this;
    if (this.#panels === 0) {
      this.#panels = 1;
      const [low, high] = [f.at(a), f.at(b)];
      this.#sum = (low + high) / 2;
      this.magnitude = ((Math.abs(low) + Math.abs(high)) / 2) * (b - a);
      return this.#sum * (b - a);
    }
    const h = (b - a) / this.#panels;
    let sum = 0;
    let size = 0;
    const { x, y } = f.block;
    for (let from = 0; from < this.#panels; from += BLOCK) {
      const count = Math.min(BLOCK, this.#panels - from);
      for (let i = 0; i < count; i++) x[i] = a + (from + i + 0.5) * h;
      f.fill(x, y, count);
      for (let i = 0; i < count; i++) {
        sum += y[i];
        size += Math.abs(y[i]);
      }
    }
    this.#sum += sum;
    this.magnitude = this.magnitude / 2 + (size * h) / 2;
    this.#panels *= 2;
    return (this.#sum * h) / 2;
  }
}
