import { nearest } from './nearest.js';
import { NfoldError } from './errors.js';

/** How a value is shown inside a one-line message: short, quoted when it is text, never `[object Object]`. */
export function preview(value: unknown, limit = 60): string {
  const text = tryToDescribe(value);
  return text.length > limit ? `${text.slice(0, limit - 3)}...` : text;
}

/** What was thrown, in one line. */
export function thrownText(cause: unknown): string {
  return cause instanceof Error ? cause.message.split('\n')[0] : preview(cause);
}

/** A proxy or a getter may throw at anything. */
function tryToDescribe(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return `a${typeof value === 'object' ? 'n' : ''} ${typeof value} that cannot be read`;
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return value.name === '' ? 'a function' : `function ${value.name}`;
  if (typeof value !== 'object' || value === null) return String(value);
  if (ArrayBuffer.isView(value) || value instanceof Error)
    return Object.prototype.toString.call(value).slice(8, -1);
  try {
    return JSON.stringify(value) ?? Object.prototype.toString.call(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** The one form of a refused argument: `samples must be a whole number of at least 0, got -5 (number)`. */
export function invalidArgument(name: string, rule: string, value: unknown, remedy = ''): NfoldError {
  const kind = value === null ? 'null' : typeof value;
  const advice = remedy === '' ? '' : `; ${remedy}`;
  return new NfoldError(
    'ERR_INVALID_ARGUMENT',
    `${name} must be ${rule}, got ${preview(value)} (${kind})${advice}`,
    {
      name,
      rule,
      value,
    },
  );
}

/** A whole number in [min, max]; throws `ERR_INVALID_ARGUMENT` otherwise. */
export function checkInteger(name: string, value: unknown, min = 0, max = Number.MAX_SAFE_INTEGER): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max) return value;
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  throw invalidArgument(name, `a whole number ${range}`, value);
}

/** A number that is neither NaN nor infinite; throws `ERR_INVALID_ARGUMENT` otherwise. */
export function checkFinite(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidArgument(name, 'a finite number', value);
}

/** A finite number greater than zero; throws `ERR_INVALID_ARGUMENT` otherwise. */
export function checkPositive(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw invalidArgument(name, 'a number greater than 0', value);
}

/** A probability that is neither 0 nor 1; throws `ERR_INVALID_ARGUMENT` otherwise. */
export function checkConfidence(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && value < 1) return value;
  throw invalidArgument(name, 'a number between 0 and 1, such as 0.95', value);
}

/** One of the listed words; throws `ERR_INVALID_ARGUMENT` with the nearest one otherwise. */
export function checkOneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T {
  if (allowed.includes(value as T)) return value as T;
  const near = typeof value === 'string' ? didYouMean(value, allowed) : '';
  throw invalidArgument(name, `one of ${allowed.join(', ')}`, value, near);
}

/**
 * Options that exist, among them a signal that is one, and callbacks (`on…`) that are functions; throws
 * `ERR_INVALID_ARGUMENT` otherwise.
 */
export function checkOptions(options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw invalidArgument('options', 'an object', options);
  for (const [key, value] of Object.entries(options) as [string, unknown][]) {
    if (!known.includes(key)) {
      throw invalidArgument('options', `made of ${known.join(', ')}`, key, didYouMean(key, known));
    }
    if (value === undefined) continue;
    if (key === 'signal' && !hasMethod(value, 'addEventListener'))
      throw invalidArgument('signal', 'an AbortSignal', value, 'pass the signal of an AbortController');
    if (/^on[A-Z]/.test(key) && typeof value !== 'function') throw invalidArgument(key, 'a function', value);
  }
}

/** Whether a value of unknown kind has a method of this name. */
export function hasMethod(value: unknown, name: string): boolean {
  return typeof (value as Readonly<Record<string, unknown>> | null | undefined)?.[name] === 'function';
}

/** `did you mean "midpoint"?` when a listed word is near enough to be a slip of the keyboard, else ''. */
export function didYouMean(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : `did you mean ${JSON.stringify(near)}?`;
}
