/** Simpson's composite rule, (4 T_2n - T_n) / 3 of the trapezoidal rule's values. T. Simpson (1743); Davis and Rabinowitz (1984), section 2.2. */
import type { Refinable } from './refine.js';
import { Trapezoid } from './trapezoid.js';

export class Simpson extends Trapezoid implements Refinable {
  #coarse = NaN;

  override next(): number {
    if (Number.isNaN(this.#coarse)) this.#coarse = super.next();
    const fine = super.next();
    const value = (4 * fine - this.#coarse) / 3;
    this.#coarse = fine;
    return value;
  }
}
