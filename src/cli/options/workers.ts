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
    return text === 'auto' ? text : parseWorkers(text, flag, 'auto or a whole number');
  },
  fallback: () => 'auto',
};

/** The same for commands that choose for themselves when it is not given. */
export const optionalWorkers: OptionSpec<Workers | undefined> = {
  ...workers,
  description: `${workers.description}; the results are the same`,
  defaultText: 'none for short work',
  parse: (text, flag) => workers.parse(text, flag),
  fallback: () => undefined,
};

/** The worker counts of a sweep, such as 1,2,4; without the option, the command chooses. */
export const workerCounts: OptionSpec<readonly number[] | undefined> = {
  placeholder: 'N,N,…',
  description: 'the numbers of workers to time',
  defaultText: '1, 2, … up to twice the usable processors',
  parse(text, flag) {
    const counts = text.split(',').map((part) => parseWorkers(part.trim(), flag, 'a list of whole numbers'));
    return [...new Set(counts)].sort((a, b) => a - b);
  },
  fallback: () => undefined,
};

export function workerCount(asked: Workers, { processors }: Context): number {
  return asked === 'auto' ? processors.available : asked;
}

function parseWorkers(text: string, flag: string, kind: string): number {
  try {
    return parseWholeNumber(text, flag, 1, MAX_WORKERS);
  } catch {
    throw refuse(flag, `${kind} from 1 to ${MAX_WORKERS}`, text);
  }
}
