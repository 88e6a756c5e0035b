/**
 * Every way in which nfold can refuse or fail, in one place. The code is stable and meant for programs;
 * the message is one line meant for people: what was asked, which rule it breaks, the value, what to do.
 */
export type ErrorCode =
  /** An argument or option breaks a stated rule. */
  | 'ERR_INVALID_ARGUMENT'
  /** The text of an expression cannot be understood; details carry `source`, `column` (from 1) and `caret`. */
  | 'ERR_EXPRESSION_SYNTAX'
  /** A function cannot travel to a worker: it captures variables, is native, bound, a method or a class. */
  | 'ERR_TASK_NOT_PORTABLE'
  /** A module reference names a module or an export that does not exist where the task runs. */
  | 'ERR_TASK_NOT_FOUND'
  /** The user's function threw something; its own error is the `cause`. */
  | 'ERR_TASK_FAILED'
  /** An argument or a result cannot be sent between threads (a function, a symbol, ...). */
  | 'ERR_NOT_CLONABLE'
  /** The worker that ran the task ended before the task did. */
  | 'ERR_WORKER_LOST'
  /** A worker could not be started. */
  | 'ERR_WORKER_START'
  /** The task, or a wait for it, took longer than it was given. */
  | 'ERR_TIMEOUT'
  /** The caller cancelled the task or aborted its signal. */
  | 'ERR_CANCELLED'
  /** The pool was closed or terminated. */
  | 'ERR_POOL_CLOSED'
  /** A question about a result that is not there yet. */
  | 'ERR_NOT_READY'
  /** The backend or the runtime cannot do what was asked. */
  | 'ERR_UNSUPPORTED'
  /** An integrand returned NaN or an infinity; details say where. */
  | 'ERR_NON_FINITE'
  /** Two runs that must agree to the last bit did not; details carry the first difference. */
  | 'ERR_DISAGREEMENT'
  /** An optional dependency (plots, PNG) is not installed. */
  | 'ERR_MISSING_DEPENDENCY'
  /** A file cannot be read or written. */
  | 'ERR_FILE'
  /** A bug in nfold; the message says what to report. */
  | 'ERR_INTERNAL';

export type ErrorDetails = Readonly<Record<string, unknown>>;

export class NfoldError extends Error {
  override readonly name: string = 'NfoldError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.details = details;
  }
}

/** True for an error of nfold's own, and for one with that code when a code is given. */
export function isNfoldError(error: unknown, code?: ErrorCode): error is NfoldError {
  return error instanceof NfoldError && (code === undefined || error.code === code);
}
