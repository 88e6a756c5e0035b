import { refuse } from '../refuse.js';
import type { OptionSpec } from '../spec.js';

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600 };

/** An option whose value is a length of time, such as 500ms, 30s, 5m or 1h, in seconds; a number alone is seconds. */
export function duration(description: string): OptionSpec<number | undefined> {
  return {
    placeholder: 'TIME',
    description,
    parse(text, flag) {
      const [, digits = '', unit = 's'] = /^(\d+(?:\.\d+)?|\.\d+)(ms|s|m|h)?$/.exec(text) ?? [];
      const seconds = digits === '' ? NaN : Number(digits) * SECONDS[unit];
      if (seconds > 0) return seconds;
      throw refuse(flag, 'a time above 0 such as 500ms, 30s, 5m or 1h', text);
    },
    fallback: () => undefined,
  };
}

/** A time as such an option would be given it. */
export function durationText(seconds: number): string {
  return seconds < 1 ? `${Number((1000 * seconds).toPrecision(12))} ms` : `${seconds} s`;
}
