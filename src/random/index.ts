/** One task's own source of random numbers. */
export class RandomStream {
  readonly #path: readonly number[];
  #state: number;

  constructor(seed: number | bigint, path: readonly number[]) {
    this.#path = path;
    this.#state = 0x9e3779b9 ^ Number(BigInt.asUintN(32, BigInt(seed)));
    for (const step of path) this.#state = Math.imul(this.#state ^ step, 0x85ebca6b) + 0x9e3779b9;
  }

  /** A number in [0, 1). */
  random(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** The stream of the `index`-th part; no state moves. */
  substream(index: number): RandomStream {
    return new RandomStream(this.#state, [...this.#path, index]);
  }
}

/** The stream that belongs to a piece of work: a function of its seed and path alone. */
export function stream(seed: number | bigint, ...path: number[]): RandomStream {
  return new RandomStream(seed, path);
}
