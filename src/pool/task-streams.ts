import type { Seed } from '../core/index.js';
import type { TaskStreams } from '../worker/index.js';

export type { TaskStreams };

/** The pool's streams, or those of a call with a seed of its own. */
export function streamsOf({ seed, bitGenerator }: TaskStreams, own: Seed = seed): TaskStreams {
  return bitGenerator === undefined ? { seed: own } : { seed: own, bitGenerator };
}
