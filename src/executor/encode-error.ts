import { NfoldError, preview } from '../core/index.js';
import { Unreadable, attempt, isInstance, textOf } from './attempt.js';
import { PortableCopier } from './portable.js';
import type { WireError } from './protocol.js';

/** The classes by which errors are told apart; whatever else was thrown comes back as an Error with its own name. */
export const ERROR_CLASSES = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
} as const;
const TOLD_APART = new Set(['name', 'message', 'stack', 'cause', 'errors']);
const DEEPEST_CAUSE = 20;

/** What a task threw, as data that can be sent whole; `sendable` says what the transport takes. Never throws. */
export function encodeError(error: unknown, sendable?: (value: unknown) => boolean): WireError {
  return new Encoder(sendable).encode(error);
}

class Encoder {
  readonly #copier: PortableCopier;
  /** The errors around the one that is being encoded. */
  readonly #around: Error[] = [];
  /** What several errors share is sent once. */
  readonly #encoded = new Map<Error, WireError>();

  constructor(sendable: ((value: unknown) => boolean) | undefined) {
    this.#copier = new PortableCopier(sendable);
  }

  encode(error: unknown): WireError {
    if (!isInstance(error, Error))
      return { kind: 'value', value: this.#copier.copy(error), text: preview(error) };
    if (this.#around.includes(error)) return cut('[the same error again]');
    const known = this.#encoded.get(error);
    if (known !== undefined) return known;
    if (this.#around.length > DEEPEST_CAUSE || !this.#copier.take()) return cut('[left out]');
    this.#around.push(error);
    const encoded = isInstance(error, NfoldError) ? this.#own(error) : this.#users(error);
    this.#around.pop();
    this.#encoded.set(error, encoded);
    return encoded;
  }

  #own(error: NfoldError): WireError {
    const details = attempt('details', () => error.details);
    return {
      kind: 'nfold',
      code: textOf(error, 'code'),
      message: textOf(error, 'message'),
      details: details instanceof Unreadable ? { details: details.text } : this.#copier.properties(details),
      stack: stackOf(error),
      ...this.#causeOf(error),
    };
  }

  #users(error: Error): WireError {
    const base = baseOf(error);
    return {
      kind: 'error',
      base,
      name: textOf(error, 'name'),
      message: textOf(error, 'message'),
      stack: stackOf(error),
      properties: this.#copier.properties(error, TOLD_APART),
      ...this.#causeOf(error),
      ...(base === 'AggregateError' && { errors: this.#errorsOf(error as AggregateError) }),
    };
  }

  #causeOf(error: Error): { cause?: WireError } {
    const cause = attempt('cause', () => error.cause);
    if (cause === undefined) return {};
    return { cause: cause instanceof Unreadable ? cut(cause.text) : this.encode(cause) };
  }

  #errorsOf(error: AggregateError): WireError[] {
    const errors = attempt('errors', () => Array.from(error.errors as Iterable<unknown>));
    return errors instanceof Unreadable ? [cut(errors.text)] : errors.map((inner) => this.encode(inner));
  }
}

/** A text in place of something that is not sent. */
function cut(text: string): WireError {
  return { kind: 'value', value: text, text };
}

function stackOf(error: Error): string | undefined {
  const stack = attempt('stack', () => error.stack as unknown);
  if (stack instanceof Unreadable)
    return `${textOf(error, 'name')}: ${textOf(error, 'message')}\n    ${stack.text}`;
  return typeof stack === 'string' ? stack : undefined;
}

function baseOf(error: Error): string {
  if (isInstance(error, AggregateError)) return 'AggregateError';
  if (typeof DOMException === 'function' && isInstance(error, DOMException)) return 'DOMException';
  const found = Object.entries(ERROR_CLASSES).find(
    ([name, type]) => name !== 'Error' && isInstance(error, type),
  );
  return found === undefined ? 'Error' : found[0];
}
