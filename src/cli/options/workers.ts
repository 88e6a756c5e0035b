import type { UsedWorkers } from '../../parts/index.js';
import type { Context } from '../context.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';
import { parseWholeNumber } from './numbers.js';

/** Far beyond any useful number, and still less than what a machine can start. */
const MAX_WORKERS = 1024;

/** A number of workers, or what the work turns out to be worth. */
export type Workers = number | 'auto';

/** How many workers a command uses. */
export const workers: OptionSpec<Workers> = {
  placeholder: 'N|auto',
  description:
    'how many workers; auto: one per usable processor (see nfold cores), or this thread where they would not pay',
  defaultText: 'auto',
  parse(text, flag) {
    return text === 'auto' ? text : parseWorkers(text, flag, 'auto or a whole number');
  },
  fallback: () => 'auto',
};

/** The same where nobody needs to hear of it: undefined is `auto` without a word. */
export const quietWorkers: OptionSpec<Workers | undefined> = {
  ...workers,
  parse: (text, flag) => workers.parse(text, flag),
  fallback: () => undefined,
};

/** The same for functions that only workers run: they end the ones that take too long, and this thread hears Ctrl-C. */
export const mapWorkers: OptionSpec<Workers> = {
  ...workers,
  description: 'how many workers; auto: one per usable processor (see nfold cores), no more than inputs',
};

/** The worker counts of a sweep, such as 1,2,4; without the option, the command chooses. */
export const workerCounts: OptionSpec<readonly number[] | 'auto' | undefined> = {
  placeholder: 'N,N,…|auto',
  description: 'the numbers of workers to time; auto: 1, 2, … up to twice the usable processors',
  defaultText: 'auto',
  parse(text, flag) {
    if (text === 'auto') return text;
    const counts = text
      .split(',')
      .map((part) => parseWorkers(part.trim(), flag, 'auto or a list of whole numbers'));
    return [...new Set(counts)].sort((a, b) => a - b);
  },
  fallback: () => undefined,
};

/** The most that `auto` comes to. */
export function workerCount(asked: Workers, { processors }: Context): number {
  return asked === 'auto' ? processors.available : asked;
}

/** Who did the work: `ran serially: 3.10 ms of work, and 2 workers pay from 62.5 ms on, …`. */
export function ranSentence({ sentence }: UsedWorkers): string {
  return `ran ${sentence}`;
}

function parseWorkers(text: string, flag: string, kind: string): number {
  try {
    return parseWholeNumber(text, flag, 1, MAX_WORKERS);
  } catch {
    throw refuse(flag, `${kind} from 1 to ${MAX_WORKERS}`, text);
  }
}
