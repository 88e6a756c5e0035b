import { type Timers, realTimers } from '../core/index.js';
import type { Piece } from './scheduler-state.js';

interface Timed {
  readonly piece: Piece;
  readonly timeoutMs: number;
  /** The call that was seen running, and when it was seen first. */
  call: number | undefined;
  since: number;
}

export interface DeadlineHost {
  /** Whether the piece is still with a worker. */
  isHeld(piece: number): boolean;
  /** Which of the piece's calls (counted within the chunk) runs; undefined when it has not begun. */
  runningCall(piece: Piece): number | undefined;
  tooLong(piece: Piece, call: number): void;
}

/** The clock is looked at this often while a call may run out of time, as a share of the time, and at most this often. */
const SHARE = 1 / 20;
const LEAST_MS = 1;
const MOST_MS = 100;

/**
 * Watches how long calls run. A worker is looked at from outside, so that one that is stuck needs no help to be found
 * out. A call's time begins when it is first seen to run: it is given its time in full, and up to a tenth more.
 */
export class Deadlines {
  readonly #host: DeadlineHost;
  readonly #timed = new Map<number, Timed>();
  readonly #timers: Timers;
  /** Takes the next look back. */
  #stop: (() => void) | undefined;
  #everyMs = MOST_MS;

  constructor(host: DeadlineHost, timers = realTimers) {
    this.#host = host;
    this.#timers = timers;
  }

  watch(piece: Piece, timeoutMs: number): void {
    this.#timed.set(piece.id, { piece, timeoutMs, call: undefined, since: 0 });
    const everyMs = Math.max(LEAST_MS, timeoutMs * SHARE);
    if (this.#stop !== undefined && everyMs >= this.#everyMs) return;
    this.#everyMs = Math.min(this.#everyMs, everyMs);
    this.#stop?.();
    this.#look();
  }

  #look(): void {
    const time = this.#timers.now();
    for (const [id, timed] of this.#timed) {
      if (this.#host.isHeld(id)) this.#check(timed, time);
      else this.#timed.delete(id);
    }
    if (this.#timed.size > 0) this.#stop = this.#timers.after(this.#everyMs, () => this.#look(), true);
    else {
      this.#stop = undefined;
      this.#everyMs = MOST_MS;
    }
  }

  #check(timed: Timed, time: number): void {
    const call = this.#host.runningCall(timed.piece);
    if (call === undefined || call !== timed.call) {
      timed.call = call;
      timed.since = time;
    } else if (time - timed.since >= timed.timeoutMs) this.#host.tooLong(timed.piece, call);
  }
}
