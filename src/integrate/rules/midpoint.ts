/** The composite midpoint rule, tripled from level to level with all points kept; it never evaluates an end. Davis and Rabinowitz (1984), section 2.1. */
import type { Points } from '../quad/sampler.js';
import type { Refinable } from './refine.js';

export class Midpoint implements Refinable {
  magnitude = 0;
  #cells = 0;
  #sum = 0;

  constructor(
    readonly f: Points,
    readonly a: number,
    readonly b: number,
  ) {}

  next(): number {
    const { f, a, b } = this;
    const before = this.#cells;
    this.#cells = before === 0 ? 1 : 3 * before;
    const h = (b - a) / this.#cells;
    let size = 0;
    for (let i = 0; i < this.#cells; i++) {
      if (before > 0 && i % 3 === 1) continue;
      const y = f.at(a + (i + 0.5) * h);
      this.#sum += y;
      size += Math.abs(y);
    }
    this.magnitude = this.magnitude / (before === 0 ? 1 : 3) + size * h;
    return this.#sum * h;
  }
}
