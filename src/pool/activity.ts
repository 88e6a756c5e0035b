import type { WorkerActivity } from '../executor/index.js';

/** Passes on what the workers do to whoever watches at the moment, and knows which workers are up. */
export class ActivityHub {
  readonly #listeners = new Set<(activity: WorkerActivity) => void>();
  readonly #starting = new Map<number, number>();
  readonly #up = new Set<number>();

  /** Workers that are starting, and since when, in seconds. */
  get starting(): ReadonlyMap<number, number> {
    return this.#starting;
  }

  /** How many workers have started and not ended. */
  get up(): number {
    return this.#up.size;
  }

  /** Whether the worker has started and not ended. */
  isUp(worker: number): boolean {
    return this.#up.has(worker);
  }

  emit(activity: WorkerActivity): void {
    const { type, worker, time } = activity;
    if (type === 'spawn') this.#starting.set(worker, time);
    else if (type === 'ready' || type === 'lost') this.#starting.delete(worker);
    if (type === 'ready') this.#up.add(worker);
    else if (type === 'lost') this.#up.delete(worker);
    for (const listener of this.#listeners) listener(activity);
  }

  /** Returns what ends the listening. */
  listen(listener: (activity: WorkerActivity) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
