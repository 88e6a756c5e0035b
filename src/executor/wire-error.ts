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
  if (wire.kind === 'value') {
    return new NfoldError(
      'ERR_TASK_FAILED',
      `the task threw ${wire.text}, which is not an error; throw an Error to keep its message and stack`,
      { thrown: wire.value },
      { cause: wire.value },
    );
  }
  const error = wire.kind === 'nfold' ? reviveOwn(wire) : reviveUsers(wire);
  setHidden(error, 'stack', wire.stack ?? `${error.name}: ${error.message}`);
  if (wire.cause !== undefined) setHidden(error, 'cause', reviveCause(wire.cause));
  return error;
}

function reviveCause(wire: WireError): unknown {
  return wire.kind === 'value' ? wire.value : reviveError(wire);
}

function reviveOwn(wire: WireError & { kind: 'nfold' }): NfoldError {
  return new NfoldError(wire.code as ErrorCode, wire.message, wire.details);
}

function reviveUsers(wire: WireError & { kind: 'error' }): Error {
  const error =
    wire.base === 'AggregateError'
      ? new AggregateError((wire.errors ?? []).map(reviveCause), wire.message)
      : new (ERROR_CLASSES[wire.base as keyof typeof ERROR_CLASSES] ?? Error)(wire.message);
  if (error.name !== wire.name) setHidden(error, 'name', wire.name);
  return Object.assign(error, wire.properties);
}

/** Sets a property the way errors carry theirs: writable, but not enumerated. */
function setHidden(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, configurable: true, enumerable: false });
}
