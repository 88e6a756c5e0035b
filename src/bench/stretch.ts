import { isThenable } from '../core/index.js';
import type { Timed } from './bench-types.js';
import type { Variant } from './rounds.js';

/** Calls of one variant that are timed together, as often as `iterations` says. */
export class Stretch<T> implements Variant<T> {
  readonly label: string;
  iterations = 1;
  /** Whether a call has returned a promise. */
  asynchronous = false;
  readonly prepare?: () => unknown;
  readonly #call: () => T | PromiseLike<T>;
  /**
   * The last results: each call's is stored at a place that is known only as the loop runs, so that no call can be taken
   * for one whose result nobody wants.
   */
  readonly #kept: (T | undefined)[] = [undefined, undefined];

  constructor(label: string, timed: Timed<T>) {
    this.label = label;
    if (typeof timed === 'function') this.#call = timed;
    else {
      this.prepare = () => timed.prepare();
      this.#call = () => timed.run();
    }
  }

  /** The calls, one after the other; answers the last result. */
  run(): T | PromiseLike<T> {
    const result = this.#call();
    if (isThenable(result)) {
      this.asynchronous = true;
      return this.#runOn(result);
    }
    this.#kept[0] = result;
    for (let i = 1; i < this.iterations; i++) this.#kept[i & 1] = this.#call() as T;
    return this.#last();
  }

  async #runOn(first: PromiseLike<T>): Promise<T> {
    this.#kept[0] = await first;
    for (let i = 1; i < this.iterations; i++) this.#kept[i & 1] = await this.#call();
    return this.#last();
  }

  /** Lets go of the results: they may be large. */
  #last(): T {
    const result = this.#kept[(this.iterations - 1) & 1] as T;
    this.#kept.fill(undefined);
    return result;
  }
}

/** A job that does nothing: what it takes is the measurement's own. */
export function emptyStretch(iterations: number, asynchronous: boolean): Stretch<undefined> {
  const empty = asynchronous ? () => Promise.resolve(undefined) : () => undefined;
  const stretch = new Stretch<undefined>('empty job', empty);
  stretch.iterations = iterations;
  return stretch;
}
