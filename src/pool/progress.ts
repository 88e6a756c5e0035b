import { Gate, now } from '../core/index.js';
import { notify } from './options.js';

/** How far a call of many tasks is. */
export interface Progress {
  /** Tasks that have ended. */
  readonly done: number;
  /** Tasks in all. */
  readonly total: number;
  /** Share of the work that is done, in 0 … 1: ended tasks, and of running ones what they reported. */
  readonly fraction: number;
  /** Tasks a second since the call was made; 0 before the first has ended. */
  readonly rate: number;
  /** Seconds until the end at this pace, as if all tasks cost the same; Infinity before anything is known. */
  readonly remaining: number;
}

/** Counts a call's tasks and tells whoever wants to know. */
export class ProgressMeter {
  readonly #onProgress: ((progress: Progress) => void) | undefined;
  readonly #begun = now();
  /** What running tasks reported, by index. */
  readonly #reported = new Map<number, number>();
  readonly #changed = new Gate();
  #total = 0;
  #done = 0;
  #over = false;
  #changes = 0;

  constructor(onProgress?: (progress: Progress) => void) {
    this.#onProgress = onProgress;
  }

  begin(total: number): void {
    this.#total = total;
  }

  /** The `count` tasks from index `first` on have ended. */
  ended(first: number, count: number): void {
    this.#done += count;
    for (const index of this.#reported.keys()) {
      if (index >= first && index < first + count) this.#reported.delete(index);
    }
    this.#change();
  }

  /** A running task, or one that stands for `tasks` of them, told how far it is. */
  reported(index: number, fraction: number, tasks = 1): void {
    this.#reported.set(index, Math.min(Math.max(fraction, 0), 1) * tasks);
    this.#change();
  }

  /** Nothing more will come. */
  end(): void {
    this.#over = true;
    this.#changed.open();
  }

  get now(): Progress {
    const [done, total] = [this.#done, this.#total];
    const seconds = now() - this.#begun;
    let work = done;
    for (const part of this.#reported.values()) work += part;
    const rate = done === 0 || seconds <= 0 ? 0 : done / seconds;
    const remaining = work >= total ? 0 : work === 0 ? Infinity : (seconds * (total - work)) / work;
    return { done, total, fraction: total === 0 ? 1 : work / total, rate, remaining };
  }

  /**
   * The states of the call, the last one at its end: a reader that is slow sees fewer of them, never old ones. Ends
   * without an error when the call fails; leaving early does not disturb the call.
   */
  async *states(): AsyncGenerator<Progress, void, undefined> {
    for (let seen = -1; ;) {
      if (this.#changes !== seen && this.#total > 0) {
        seen = this.#changes;
        yield this.now;
      } else if (this.#over) return;
      else await this.#changed.wait();
    }
  }

  #change(): void {
    this.#changes++;
    if (this.#onProgress !== undefined) notify(this.#onProgress, this.now);
    this.#changed.open();
  }
}
