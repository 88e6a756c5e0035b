import { randomBytes } from 'node:crypto';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

/** A number where that is exact, else a big integer. */
export type Seed = number | bigint;

/**
 * The seed of all randomness of a run: a whole number of any size, decimal or hexadecimal (0x…). Without one, six random
 * bytes of the system: short enough to be typed again. The frame reports the seed of every command with this option.
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
  fallback: () => randomBytes(6).readUIntBE(0, 6),
  // It has a place of its own in the document.
  show: () => undefined,
};
