import { BIT_GENERATORS, type Seed, randomSeed } from '../../core/index.js';
import { choice } from './choice.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

export type { Seed };

/**
 * The seed of all randomness of a run: a whole number of any size, decimal or hexadecimal (0x…). Without one, 53 random
 * bits of the system: short enough to be typed again. The frame reports the seed of every command with this option.
 */
export const seed: OptionSpec<Seed> = {
  placeholder: 'N',
  description: 'seed of the random numbers: a whole number of any size, or 0x…',
  defaultText: 'random',
  parse(text, flag) {
    if (!/^(\d+|0[xX][\da-fA-F]+)$/.test(text)) {
      throw refuse(flag, 'a whole number of at least 0, decimal or 0x…', text);
    }
    const value = BigInt(text);
    return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  },
  fallback: randomSeed,
  // It has a place of its own in the document.
  show: () => undefined,
};

/** The same for commands that find out later which seed it is when none is given: `seed` of their outcome tells. */
export const optionalSeed: OptionSpec<Seed | undefined> = { ...seed, fallback: () => undefined };

/** NumPy's bit generator behind the random numbers of a run: every command with a seed has it. */
export const bitGenerator = choice('bit generator of the random numbers', BIT_GENERATORS, 'sfc64');
