// Reading what a task has thrown or returned: a getter or a proxy may throw at any moment.
import { preview } from '../core/index.js';

/** What reading something threw, in place of what it should have given. */
export class Unreadable {
  readonly text: string;

  constructor(what: string, thrown: unknown) {
    let why = '';
    try {
      why = `: ${thrown instanceof Error ? thrown.message : preview(thrown)}`;
    } catch {
      // What it threw cannot be read either.
    }
    this.text = `[${what} cannot be read${why}]`;
  }
}

/** What `get` returns; where it throws, a text that says so. Nothing here ever throws: a task may have thrown anything. */
export function attempt<T>(what: string, get: () => T): T | Unreadable {
  try {
    return get();
  } catch (error) {
    return new Unreadable(what, error);
  }
}

/** A property as text: what it is if it is one, what it looks like if it is not. */
export function textOf(source: object, key: string): string {
  const value = attempt(key, () => (source as Record<string, unknown>)[key]);
  if (value instanceof Unreadable) return value.text;
  return typeof value === 'string' ? value : preview(value);
}

/** Whether the value is an instance of the class; false for a proxy that does not tell. */
export function isInstance<T>(value: unknown, type: abstract new (...args: never[]) => T): value is T {
  return attempt('class', () => value instanceof type) === true;
}
