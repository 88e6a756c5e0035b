import { constantValue } from '../../expression/index.js';
import { isNfoldError } from '../../core/index.js';
import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

/** The values of a parameter, in their order. */
export interface ScanValues {
  readonly parameter: string;
  readonly values: readonly (number | string)[];
}

const MOST = 100;
const RULE = 'a parameter with its values, such as n=1e3..1e7:log, n=0..10:2 or mode=fast,exact';

/**
 * `n=1e3..1e7:log` for powers of ten from the first to the last value (`:log2` doubles), `n=0..10:2` for steps of 2,
 * `n=1,2,5` for these values, which may be words.
 */
export const scan: OptionSpec<ScanValues | undefined> = {
  placeholder: 'NAME=VALUES',
  description:
    'times all for each value, put in the place of {NAME}: n=1e3..1e7:log, n=1e3..8e3:log2, n=0..10:2, n=1,5,20',
  parse(text, flag, earlier) {
    if (earlier !== undefined)
      throw refuse(flag, 'given once', text, `there is one for ${earlier.parameter}`);
    const [, parameter = '', list = ''] = /^([A-Za-z_]\w*)=(.+)$/.exec(text) ?? [];
    if (parameter === '') throw refuse(flag, RULE, text);
    const range = /^(.+?)\.\.(.+?)(?::(.+))?$/.exec(list);
    const values = range === null ? listed(list) : ranged(range[1], range[2], range[3] ?? 'log', text, flag);
    if (values.length > MOST)
      throw refuse(flag, `of at most ${MOST} values`, text, `these are ${values.length}`);
    if (new Set(values).size < values.length) throw refuse(flag, 'of different values', text);
    return { parameter, values };
  },
  fallback: () => undefined,
};

function listed(list: string): (number | string)[] {
  return list.split(',').map((part) => numberOf(part.trim()) ?? part.trim());
}

function ranged(first: string, last: string, step: string, text: string, flag: string): number[] {
  const [low, high] = [numberOf(first), numberOf(last)];
  if (low === undefined || high === undefined || low > high) {
    throw refuse(flag, `${RULE}; a range goes from a number to one that is no smaller`, text);
  }
  const factor = /^log(\d*)$/.exec(step);
  if (factor !== null) return multiplied(low, high, Number(factor[1] === '' ? '10' : factor[1]), text, flag);
  const width = numberOf(step);
  if (width === undefined || !(width > 0)) throw refuse(flag, `${RULE}; a step is a number above 0`, text);
  const count = Math.floor((high - low) / width + 1e-9) + 1;
  return Array.from({ length: Math.min(count, MOST + 1) }, (_, i) =>
    Number((low + i * width).toPrecision(12)),
  );
}

function multiplied(low: number, high: number, factor: number, text: string, flag: string): number[] {
  if (!(low > 0) || factor < 2) {
    throw refuse(flag, 'from a number above 0 and by a factor of at least 2, to be logarithmic', text);
  }
  const values: number[] = [];
  for (let value = low; value <= high * (1 + 1e-9) && values.length <= MOST; value *= factor) {
    values.push(Number(value.toPrecision(12)));
  }
  return values;
}

function numberOf(text: string): number | undefined {
  try {
    const value = constantValue(text);
    return Number.isFinite(value) ? value : undefined;
  } catch (error) {
    if (isNfoldError(error)) return undefined;
    throw error;
  }
}

/** A text with the value in the place of each `{NAME}`. */
export function substitute(text: string, parameter: string, value: number | string): string {
  return text.replaceAll(`{${parameter}}`, String(value));
}
