/** The regions that may still be refined, the one with the largest error first; equal errors in the order of their numbers. */
export class ErrorHeap {
  readonly #items: number[] = [];
  readonly #errorOf: (region: number) => number;

  constructor(errorOf: (region: number) => number) {
    this.#errorOf = errorOf;
  }

  get size(): number {
    return this.#items.length;
  }

  /** The largest error; -Infinity when nothing is left. */
  get most(): number {
    return this.#items.length === 0 ? -Infinity : this.#errorOf(this.#items[0]);
  }

  push(region: number): void {
    const items = this.#items;
    let at = items.push(region) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#before(region, items[parent])) break;
      items[at] = items[parent];
      at = parent;
    }
    items[at] = region;
  }

  /** Takes out the first one; the heap must not be empty. */
  pop(): number {
    const items = this.#items;
    const first = items[0];
    const last = items.pop()!;
    if (items.length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#before(items[child + 1], items[child])) child++;
      if (!this.#before(items[child], last)) break;
      items[at] = items[child];
      at = child;
    }
    items[at] = last;
    return first;
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#errorOf(a), this.#errorOf(b)];
    return x > y || (x === y && a < b);
  }
}
