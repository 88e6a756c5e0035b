// The few assertions that the cases need, with no test framework and nothing of Node.js behind them.
import { NfoldError, firstDifference, preview } from '../core/index.js';

/** What an error should look like: its text, or some of its properties. */
export type Expected =
  RegExp | { readonly name?: string; readonly code?: string; readonly message?: string | RegExp };

/** Throws; the message says what was wrong. */
export function fail(message: string): never {
  throw new NfoldError('ERR_DISAGREEMENT', message);
}

export function ok(condition: unknown, message = 'a condition does not hold'): asserts condition {
  if (!condition) fail(message);
}

/** The same value to the last bit: NaN equals itself, and -0 is not 0. */
export function equal<T>(actual: T, expected: T): void {
  if (!Object.is(actual, expected)) fail(`expected ${show(expected)}, got ${show(actual)}`);
}

export function notEqual(actual: unknown, unwanted: unknown): void {
  if (Object.is(actual, unwanted)) fail(`expected anything but ${show(unwanted)}`);
}

/** The same structure with the same values; see `firstDifference` of core/. */
export function deepEqual<T>(actual: T, expected: T): void {
  const difference = firstDifference(expected, actual);
  if (difference !== undefined) fail(`expected ${show(expected)}, got ${show(actual)}: ${difference}`);
}

export function match(text: string, pattern: RegExp): void {
  if (!pattern.test(text)) fail(`expected text like ${pattern}, got ${show(text)}`);
}

/** The error that the promise fails with. */
export async function rejection(promise: PromiseLike<unknown>): Promise<Error & { code?: string }> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    ok(error instanceof Error, `expected an error, got ${show(error)}`);
    return error;
  }
  return fail(`it should have failed, but came to ${show(value)}`);
}

export async function rejects(promise: PromiseLike<unknown>, expected: Expected): Promise<void> {
  checkError(await rejection(promise), expected);
}

export function throws(run: () => unknown, expected: Expected): void {
  let value: unknown;
  try {
    value = run();
  } catch (error) {
    ok(error instanceof Error, `expected an error, got ${show(error)}`);
    return checkError(error, expected);
  }
  fail(`it should have thrown, but returned ${show(value)}`);
}

function checkError(error: Error & { code?: string }, expected: Expected): void {
  if (expected instanceof RegExp) return match(String(error), expected);
  const { name, code, message } = expected;
  if (name !== undefined) equal(error.name, name);
  if (code !== undefined && error.code !== code)
    fail(`expected an error with code ${code}, got ${show(error)}`);
  if (message instanceof RegExp) match(error.message, message);
  else if (message !== undefined) equal(error.message, message);
}

function show(value: unknown): string {
  if (value instanceof Error) return `${value}${'code' in value ? ` (${String(value.code)})` : ''}`;
  return preview(value, 200);
}
