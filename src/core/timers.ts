/** The clock and the timers of something that waits: the real ones, or those of a test that lets time pass itself. */
export interface Timers {
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Calls back once after so many milliseconds; returns what takes that back. `hold` keeps the process alive meanwhile. */
  readonly after: (ms: number, callback: () => void, hold: boolean) => () => void;
}

export const realTimers: Timers = {
  now: () => performance.now(),
  after(ms, callback, hold) {
    const timer = setTimeout(callback, ms);
    if (!hold) (timer as { unref?: () => void }).unref?.();
    return () => clearTimeout(timer);
  },
};
