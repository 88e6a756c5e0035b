import type { Context } from '../context.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';
import { parseWholeNumber } from './numbers.js';

/** Far beyond any useful number, and still less than what a machine can start. */
const MAX_WORKERS = 1024;

/** A number of workers, or one per usable processor. */
export type Workers = number | 'auto';

/** How many workers a command uses; {@link workerCount} says what `auto` comes to. */
export const workers: OptionSpec<Workers> = {
  placeholder: 'N|auto',
  description: 'how many workers; auto: one per usable processor (see nfold cores)',
  defaultText: 'auto',
  parse(text, flag) {
    if (text === 'auto') return text;
    try {
      return parseWholeNumber(text, flag, 1, MAX_WORKERS);
    } catch {
      throw refuse(flag, `auto or a whole number from 1 to ${MAX_WORKERS}`, text);
    }
  },
  fallback: () => 'auto',
};

export function workerCount(asked: Workers, { processors }: Context): number {
  return asked === 'auto' ? processors.available : asked;
}
