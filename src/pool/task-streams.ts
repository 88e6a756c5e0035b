import type { BitGeneratorName, Seed } from '../core/index.js';

/** What names the random streams of tasks, beside their index. */
export interface TaskStreams {
  readonly seed: Seed;
  /** Left out for the default: it need not travel. */
  readonly bitGenerator?: BitGeneratorName;
}

/** The pool's streams, or those of a call with a seed of its own. */
export function streamsOf({ seed, bitGenerator }: TaskStreams, own: Seed = seed): TaskStreams {
  return bitGenerator === undefined ? { seed: own } : { seed: own, bitGenerator };
}
