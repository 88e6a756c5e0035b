import { warnOnce } from './warnings.js';

const MB = 1024 * 1024;

/** How much memory workers may hold between two pieces of work. */
export class MemoryLimit {
  /** In bytes; undefined where it does not matter, and nobody is asked. */
  readonly bytes: number | undefined;
  readonly #workedWithin = new WeakSet<object>();

  constructor(mb: number | undefined) {
    this.bytes = mb === undefined ? undefined : mb * MB;
  }

  /** Whether a worker (any object that stands for it) that holds so many bytes after a piece of work holds too many. */
  exceededBy(worker: object, bytes: number | undefined): boolean {
    if (bytes === undefined || this.bytes === undefined) return false;
    if (bytes > this.bytes) {
      if (!this.#workedWithin.has(worker)) this.#warn(this.bytes);
      return true;
    }
    this.#workedWithin.add(worker);
    return false;
  }

  #warn(limit: number): void {
    warnOnce(
      `a worker held more than the ${limit / MB} MB of maxMemoryPerWorkerMb after its very first piece of work; if others do so, too, each is replaced after one piece: allow more`,
    );
  }
}
