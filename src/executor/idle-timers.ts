import { type Timers, realTimers } from '../core/index.js';

/** One timer for each worker that has nothing to do; they never keep the process alive. */
export class IdleTimers {
  readonly #timeoutMs: number;
  readonly #expired: (worker: number) => void;
  readonly #timers: Timers;
  readonly #stops = new Map<number, () => void>();

  constructor(timeoutMs: number, expired: (worker: number) => void, timers = realTimers) {
    this.#timeoutMs = timeoutMs;
    this.#expired = expired;
    this.#timers = timers;
  }

  start(worker: number): void {
    this.stop(worker);
    const expire = (): void => {
      this.#stops.delete(worker);
      this.#expired(worker);
    };
    this.#stops.set(worker, this.#timers.after(this.#timeoutMs, expire, false));
  }

  stop(worker: number): void {
    this.#stops.get(worker)?.();
    this.#stops.delete(worker);
  }
}
