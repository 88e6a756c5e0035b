/**
 * Romberg's method: the trapezoidal rule's values, extrapolated to h = 0 in h^2. W. Romberg, "Vereinfachte numerische
 * Integration", Det Kongelige Norske Videnskabers Selskab Forhandlinger 28 (1955) 30-36.
 */
import type { Refinable } from './refine.js';
import { Trapezoid } from './trapezoid.js';

export class Romberg extends Trapezoid implements Refinable {
  #row: number[] = [];

  override next(): number {
    const row = [super.next()];
    for (let k = 0; k < this.#row.length; k++)
      row.push(row[k] + (row[k] - this.#row[k]) / (4 ** (k + 1) - 1));
    this.#row = row;
    return row[row.length - 1];
  }
}
