import type { RandomStream } from '../random/index.js';
import { type BitGeneratorName, type Seed, checkFinite } from '../core/index.js';

/** What names the random streams of tasks, beside their index. */
export interface TaskStreams {
  readonly seed: Seed;
  /** Left out for the default: it need not travel. */
  readonly bitGenerator?: BitGeneratorName;
}

let random: typeof import('../random/index.js') | undefined;

/** Makes the context of the call with this index. */
export type ContextMaker = (index: number, source: ContextSource) => TaskContext;

/** Loads the random streams, a quarter of all the code that a worker could need, and gives what makes contexts. */
export async function contextMaker(): Promise<ContextMaker> {
  random ??= await import('../random/index.js');
  return (index, source) => new CallContext(index, source);
}

/** What a task may know about itself: the parameter after its arguments, given to functions that declare it. */
export interface TaskContext {
  /** Index of the item in the map, or the running number of the call in its pool, from 0. */
  readonly index: number;
  /**
   * The task's own random stream, `stream(seed, index)` with the pool's bit generator: the same whichever worker runs the
   * task, and however many there are.
   */
  readonly random: RandomStream;
  /** Aborts when the task's result is not wanted any more. */
  readonly signal: AbortSignal;
  /** What the pool's `initializer` returned on the worker that runs the task; undefined without one. */
  readonly state: unknown;
  /** Tells the caller's `onReport` how far the task is: `fraction` in 0 … 1, taken as the nearer end outside of it. */
  readonly report: (fraction: number, message?: string) => void;
}

/** What the calls of one piece share. */
export interface ContextSource extends TaskStreams {
  readonly state: unknown;
  signal(): AbortSignal;
  report(index: number, fraction: number, message: string): void;
}

/** Makes streams and signals when they are asked for: most tasks need none. */
export class CallContext implements TaskContext {
  readonly index: number;
  readonly #source: ContextSource;
  #random: RandomStream | undefined;

  constructor(index: number, source: ContextSource) {
    this.index = index;
    this.#source = source;
  }

  get random(): RandomStream {
    return (this.#random ??= new random!.RandomStream(this.#source.seed, [this.index], this.#source));
  }

  get state(): unknown {
    return this.#source.state;
  }

  get signal(): AbortSignal {
    return this.#source.signal();
  }

  // A function of its own each time, so that a task may take it out of the context: ({ report }) => ...
  get report(): (fraction: number, message?: string) => void {
    return (fraction, message = '') => {
      // Sums of parts may exceed 1 by a rounding error.
      const share = Math.min(Math.max(checkFinite('fraction', fraction), 0), 1);
      this.#source.report(this.index, share, message);
    };
  }
}
