import type { BadPoints } from './integrand.js';

/** Adds up bad points; the first one is that of the first part that has any. */
export class BadCount {
  #found: BadPoints | undefined;

  add(bad: BadPoints | undefined): void {
    if (bad === undefined) return;
    const { count = 0, first = bad.first } = this.#found ?? {};
    this.#found = { count: count + bad.count, first };
  }

  get found(): BadPoints | undefined {
    return this.#found;
  }
}
