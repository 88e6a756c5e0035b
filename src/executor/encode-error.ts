import { NfoldError, preview } from '../core/index.js';
import { isClonable } from './clonable.js';
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

/** What a task threw, as data that can be sent whole. */
export function encodeError(error: unknown, depth = 0): WireError {
  if (!(error instanceof Error)) {
    return { kind: 'value', value: isClonable(error) ? error : undefined, text: preview(error) };
  }
  const inner =
    error.cause === undefined || depth >= DEEPEST_CAUSE ? {} : { cause: encodeError(error.cause, depth + 1) };
  if (error instanceof NfoldError) {
    const details = clonableProperties(error.details, []);
    return { kind: 'nfold', code: error.code, message: error.message, details, stack: error.stack, ...inner };
  }
  return {
    kind: 'error',
    base: baseOf(error),
    name: error.name,
    message: error.message,
    stack: typeof error.stack === 'string' ? error.stack : undefined,
    properties: clonableProperties(error, TOLD_APART),
    ...inner,
    ...(error instanceof AggregateError && { errors: error.errors.map((e) => encodeError(e, depth + 1)) }),
  };
}

function baseOf(error: Error): string {
  if (error instanceof AggregateError) return 'AggregateError';
  const found = Object.entries(ERROR_CLASSES).find(
    ([name, type]) => name !== 'Error' && error instanceof type,
  );
  return found === undefined ? 'Error' : found[0];
}

function clonableProperties(source: object, except: Iterable<string>): Record<string, unknown> {
  const skipped = new Set(except);
  return Object.fromEntries(
    Object.entries(source).filter(([key, value]) => !skipped.has(key) && isClonable(value)),
  );
}
