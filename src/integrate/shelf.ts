/**
 * Things that cost more to make than to use, kept for whoever needs one next. An integrand that integrates in turn takes another one.
 * What is not put back, because the integrand threw, is simply made again.
 */
export class Shelf<T> {
  readonly #idle: T[] = [];

  constructor(readonly make: () => T) {}

  take(): T {
    return this.#idle.pop() ?? this.make();
  }

  put(thing: T): void {
    this.#idle.push(thing);
  }
}
