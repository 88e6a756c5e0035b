import { constantValue } from '../../expression/index.js';
import { isNfoldError } from '../../core/index.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

export interface WholeNumberRule {
  readonly min: number;
  readonly max?: number;
  readonly fallback: number;
}

/** An option whose value is a whole number, written as 10000, 1e4 or 10^4. */
export function wholeNumber(description: string, rule: WholeNumberRule): OptionSpec<number> {
  const { min, max = Number.MAX_SAFE_INTEGER, fallback } = rule;
  return {
    placeholder: 'N',
    description,
    defaultText: String(fallback),
    parse: (text, flag) => parseWholeNumber(text, flag, min, max),
    fallback: () => fallback,
  };
}

export function parseWholeNumber(text: string, flag: string, min: number, max: number): number {
  const value = numberOf(text);
  if (value !== undefined && Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw refuse(flag, `a whole number ${range}`, text);
}

/** The value of a constant expression, undefined if the text is none. */
export function numberOf(text: string): number | undefined {
  try {
    return constantValue(text);
  } catch (error) {
    if (isNfoldError(error)) return undefined;
    throw error;
  }
}

/** An option that limits an error: a number of at least 0, such as 1e-6; without it nothing is limited. */
export function tolerance(description: string): OptionSpec<number | undefined> {
  return {
    placeholder: 'X',
    description,
    parse(text, flag) {
      const value = numberOf(text);
      if (value !== undefined && value >= 0) return value;
      throw refuse(flag, 'a number of at least 0', text);
    },
    fallback: () => undefined,
  };
}

/** An option whose value is a list of numbers from 0 to 1, such as 0.05,0.5,0.95. */
export function shares(description: string, fallback: readonly number[]): OptionSpec<readonly number[]> {
  return {
    placeholder: 'Q,Q,…',
    description,
    defaultText: fallback.join(','),
    parse(text, flag) {
      const values = text.split(',').map((part) => numberOf(part) ?? NaN);
      if (values.every((value) => value >= 0 && value <= 1)) return values;
      throw refuse(flag, 'a list of numbers from 0 to 1', text);
    },
    fallback: () => fallback,
  };
}

/** An option whose value is a whole number, and that has no fixed default. */
export function optionalWholeNumber(
  description: string,
  min: number,
  defaultText: string,
): OptionSpec<number | undefined> {
  return {
    placeholder: 'N',
    description,
    defaultText,
    parse: (text, flag) => parseWholeNumber(text, flag, min, Number.MAX_SAFE_INTEGER),
    fallback: () => undefined,
  };
}
