import { type ErrorCode, NfoldError } from '../core/index.js';
import { ERROR_CLASSES } from './encode-error.js';
import type { WireError } from './protocol.js';

/** Where a task ran when it failed. */
export interface TaskInfo {
  /** Index of the call. */
  readonly index: number;
  /** Which worker, from 0. */
  readonly worker: number;
  /** How often the call had been tried, from 1: see the option `retries`. */
  readonly attempt: number;
  /** The beginning of its arguments, for people; undefined where many items travelled as one call. */
  readonly arguments?: string;
}

const infos = new WeakMap<object, TaskInfo>();

/** Which call an error came from and which worker ran it; undefined for errors that no task threw. */
export function taskInfo(error: unknown): TaskInfo | undefined {
  return typeof error === 'object' && error !== null ? infos.get(error) : undefined;
}

/** The error that a task threw, again as an error of its own class; its stack ends with the call it came from. */
export function decodeError(wire: WireError, info: TaskInfo): Error {
  const error = reviveError(wire);
  infos.set(error, info);
  const given = info.arguments === undefined ? '' : `, with (${info.arguments})`;
  const place = `\n    in call ${info.index} on worker ${info.worker}${given}`;
  if (error.stack !== undefined) setHidden(error, 'stack', error.stack + place);
  return error;
}

/** The error as it was thrown, without a word on where. */
export function reviveError(wire: WireError): Error {
  return revive(wire, new Map());
}

/** `known` are those revived before: errors may share their causes. */
function revive(wire: WireError, known: Map<WireError, Error>): Error {
  const before = known.get(wire);
  if (before !== undefined) return before;
  if (wire.kind === 'value') {
    return new NfoldError(
      'ERR_TASK_FAILED',
      `the task threw ${wire.text}, which is not an error; throw an Error to keep its message and stack`,
      { thrown: wire.value },
      { cause: wire.value },
    );
  }
  const error = wire.kind === 'nfold' ? reviveOwn(wire) : reviveUsers(wire, known);
  known.set(wire, error);
  setHidden(error, 'stack', wire.stack ?? `${error.name}: ${error.message}`);
  if (wire.cause !== undefined) setHidden(error, 'cause', reviveCause(wire.cause, known));
  return error;
}

function reviveCause(wire: WireError, known: Map<WireError, Error>): unknown {
  return wire.kind === 'value' ? wire.value : revive(wire, known);
}

function reviveOwn(wire: WireError & { kind: 'nfold' }): NfoldError {
  return new NfoldError(wire.code as ErrorCode, wire.message, wire.details);
}

function reviveUsers(wire: WireError & { kind: 'error' }, known: Map<WireError, Error>): Error {
  const error = reviveBase(wire, known);
  if (error.name !== wire.name) setHidden(error, 'name', wire.name);
  // Not by assignment: a class may have an accessor of that name, such as the code of a DOMException.
  for (const [key, value] of Object.entries(wire.properties))
    Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: true });
  return error;
}

function reviveBase(
  { base, message, name, errors = [] }: WireError & { kind: 'error' },
  known: Map<WireError, Error>,
): Error {
  if (base === 'AggregateError')
    return new AggregateError(
      errors.map((inner) => reviveCause(inner, known)),
      message,
    );
  // Its code follows from its name.
  if (base === 'DOMException' && typeof DOMException === 'function') return new DOMException(message, name);
  return new (ERROR_CLASSES[base as keyof typeof ERROR_CLASSES] ?? Error)(message);
}

/** Sets a property the way errors carry theirs: writable, but not enumerated. */
function setHidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
}
