/** The scrambled sequences of a thread: making one costs more than a block of its points. */
import { type BitGeneratorName, RandomStream, type Seed } from '../../../random/index.js';
import { type ScrambledSequence, scrambledSobol } from './sobol.js';

/** Which randomisation: the substream `replicate` of the seed. */
export interface SequenceKey {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  readonly replicate: number;
}

const sequences = new Map<string, ScrambledSequence>();
const MOST_SEQUENCES = 64;

export function sequenceOf(
  dimension: number,
  { seed, bitGenerator, replicate }: SequenceKey,
): ScrambledSequence {
  const key = `${bitGenerator} ${seed} ${replicate} ${dimension}`;
  let found = sequences.get(key);
  if (found === undefined) {
    if (sequences.size === MOST_SEQUENCES) sequences.clear();
    found = scrambledSobol(dimension, new RandomStream(seed, [replicate], { bitGenerator }));
    sequences.set(key, found);
  }
  return found;
}
