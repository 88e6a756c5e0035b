import type { Timers } from '#nfold/core';

/** A clock and timers that only a test moves. */
export class FakeTimers implements Timers {
  time = 0;
  readonly #waiting = new Set<{ at: number; callback: () => void; hold: boolean }>();

  readonly now = (): number => this.time;

  readonly after = (ms: number, callback: () => void, hold: boolean): (() => void) => {
    const timer = { at: this.time + ms, callback, hold };
    this.#waiting.add(timer);
    return () => this.#waiting.delete(timer);
  };

  /** How many timers wait, and whether one of them keeps the process alive. */
  get waiting(): [count: number, hold: boolean] {
    return [this.#waiting.size, [...this.#waiting].some(({ hold }) => hold)];
  }

  /** Lets time pass up to the moment, each timer at its own. */
  pass(until: number): void {
    for (;;) {
      const [next] = [...this.#waiting].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#waiting.delete(next);
      this.time = next.at;
      next.callback();
    }
    this.time = until;
  }
}
