import { availableParallelism } from 'node:os';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';
import { parseWholeNumber } from './numbers.js';

/** Far beyond any useful number, and still less than what a machine can start. */
const MAX_WORKERS = 1024;

/** How many workers a command uses; `auto` is the number of usable processors. */
export const workers: OptionSpec<number> = {
  placeholder: 'N|auto',
  description: 'how many workers; auto: one per usable processor (see nfold cores)',
  defaultText: 'auto',
  parse(text, flag) {
    if (text === 'auto') return availableParallelism();
    try {
      return parseWholeNumber(text, flag, 1, MAX_WORKERS);
    } catch {
      throw refuse(flag, `auto or a whole number from 1 to ${MAX_WORKERS}`, text);
    }
  },
  fallback: () => availableParallelism(),
};

/** The worker counts of a sweep, such as 1,2,4; without the option, the command chooses. */
export const workerCounts: OptionSpec<readonly number[] | undefined> = {
  placeholder: 'N,N,…',
  description: 'the numbers of workers to time',
  defaultText: '1, 2, … up to twice the usable processors',
  parse(text, flag) {
    const counts = text.split(',').map((part) => workers.parse(part.trim(), flag));
    return [...new Set(counts)].sort((a, b) => a - b);
  },
  fallback: () => undefined,
};
