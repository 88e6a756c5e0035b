import { didYouMean } from '../../core/index.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

/** An option whose value is one of the listed words. */
export function choice<T extends string>(
  description: string,
  words: readonly T[],
  fallback: T,
): OptionSpec<T> {
  return {
    placeholder: 'NAME',
    description: `${description}: ${words.join(', ')}`,
    defaultText: fallback,
    parse(text, flag) {
      const word = words.find((one) => one === text);
      if (word === undefined) throw refuse(flag, `one of ${words.join(', ')}`, text, didYouMean(text, words));
      return word;
    },
    fallback: () => fallback,
  };
}

/** An option without a value: given or not. */
export function toggle(description: string): OptionSpec<boolean> {
  return { description, parse: () => true, fallback: () => false };
}
