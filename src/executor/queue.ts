/** First in, first out, with a way back to the front; every operation takes constant amortised time. */
export class Queue<T> {
  /** Items put back, last one first out. */
  readonly #front: T[] = [];
  #items: (T | undefined)[] = [];
  #head = 0;

  get length(): number {
    return this.#front.length + this.#items.length - this.#head;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Puts an item before all others. */
  unshift(item: T): void {
    this.#front.push(item);
  }

  shift(): T | undefined {
    if (this.#front.length > 0) return this.#front.pop();
    if (this.#head === this.#items.length) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    // Dropping the spent half whenever it is the larger one keeps both memory and copying linear.
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }
}
