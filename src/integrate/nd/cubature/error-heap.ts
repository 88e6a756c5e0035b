/**
 * The regions that may still be refined, the one with the largest error first; equal errors in the order of their numbers. Errors
 * lie beside the numbers: comparing costs no call.
 */
export class ErrorHeap {
  readonly #regions: number[] = [];
  readonly #errors: number[] = [];

  get size(): number {
    return this.#regions.length;
  }

  /** The largest error; -Infinity when nothing is left. */
  get most(): number {
    return this.#errors.length === 0 ? -Infinity : this.#errors[0];
  }

  push(region: number, error: number): void {
    const [regions, errors] = [this.#regions, this.#errors];
    let at = regions.push(region) - 1;
    errors.push(error);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!before(error, region, errors[parent], regions[parent])) break;
      regions[at] = regions[parent];
      errors[at] = errors[parent];
      at = parent;
    }
    regions[at] = region;
    errors[at] = error;
  }

  /** Takes out the first one; the heap must not be empty. */
  pop(): number {
    const [regions, errors] = [this.#regions, this.#errors];
    const first = regions[0];
    const region = regions.pop()!;
    const error = errors.pop()!;
    const { length } = regions;
    if (length === 0) return first;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= length) break;
      const next = child + 1;
      if (next < length && before(errors[next], regions[next], errors[child], regions[child])) child = next;
      if (!before(errors[child], regions[child], error, region)) break;
      regions[at] = regions[child];
      errors[at] = errors[child];
      at = child;
    }
    regions[at] = region;
    errors[at] = error;
    return first;
  }
}

function before(error: number, region: number, otherError: number, other: number): boolean {
  return error > otherError || (error === otherError && region < other);
}
