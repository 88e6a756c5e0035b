import { didYouMean } from '../../core/index.js';
import type { BuiltIn } from '../../resample/index.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';
import { numberOf } from './numbers.js';

const WORDS = ['mean', 'median', 'sd', 'variance', 'correlation', 'slope'] as const;
const RULE = `one of ${WORDS.join(', ')}, or quantile:Q with Q from 0 to 1`;

/** A statistic of samples: a word, or `quantile:0.9`. */
export const statistic: OptionSpec<BuiltIn> = {
  placeholder: 'NAME',
  description: `what to compute: ${WORDS.join(', ')}, quantile:0.9`,
  defaultText: 'mean',
  parse(text, flag) {
    const word = WORDS.find((one) => one === text);
    if (word !== undefined) return word;
    const [, level] = /^quantile:(.+)$/.exec(text) ?? [];
    const quantile = level === undefined ? undefined : numberOf(level);
    if (quantile !== undefined && quantile >= 0 && quantile <= 1) return { quantile };
    throw refuse(flag, RULE, text, didYouMean(text, WORDS));
  },
  fallback: () => 'mean',
};

/** The probability that an interval holds the true value. */
export const confidence: OptionSpec<number> = {
  placeholder: 'P',
  description: 'probability that the interval holds the true value',
  defaultText: '0.95',
  parse(text, flag) {
    const value = numberOf(text);
    if (value !== undefined && value > 0 && value < 1) return value;
    throw refuse(flag, 'a number between 0 and 1', text, /%$|^\d{2}/.test(text) ? 'write 0.95 for 95 %' : '');
  },
  fallback: () => 0.95,
};

/** The name of a column of the table. */
export function columnName(description: string): OptionSpec<string | undefined> {
  return { placeholder: 'NAME', description, parse: (text) => text, fallback: () => undefined };
}
