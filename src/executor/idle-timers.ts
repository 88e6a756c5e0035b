/** One timer for each worker that has nothing to do; they never keep the process alive. */
export class IdleTimers {
  readonly #timeoutMs: number;
  readonly #expired: (worker: number) => void;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(timeoutMs: number, expired: (worker: number) => void) {
    this.#timeoutMs = timeoutMs;
    this.#expired = expired;
  }

  start(worker: number): void {
    this.stop(worker);
    const timer = setTimeout(() => this.#expired(worker), this.#timeoutMs);
    (timer as { unref?: () => void }).unref?.();
    this.#timers.set(worker, timer);
  }

  stop(worker: number): void {
    clearTimeout(this.#timers.get(worker));
    this.#timers.delete(worker);
  }
}
