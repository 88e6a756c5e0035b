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
