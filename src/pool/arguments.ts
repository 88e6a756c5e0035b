import { invalidArgument } from '../core/index.js';
import { type TaskFunction, type Values, packNumbers } from '../executor/index.js';
import { isFunctionValue } from '../task/index.js';
import type { FunctionEntry, FunctionTable } from './functions.js';

/** Arguments of consecutive calls, ready to be put in a chunk. */
export interface PackedArguments {
  readonly args: Values;
  readonly functions?: readonly (readonly [at: number, task: TaskFunction])[];
}

/**
 * Packs the values `from` … `to - 1`: numbers as one Float64Array, functions as references. Every function among them
 * must be ready; see {@link functionsAmong}.
 */
export function packArguments(
  values: ArrayLike<unknown>,
  from: number,
  to: number,
  table: FunctionTable,
): PackedArguments {
  const numbers = packNumbers(values, from, to);
  if (numbers !== undefined) return { args: numbers };
  const args: unknown[] = [];
  let functions: [at: number, task: TaskFunction][] | undefined;
  for (let i = from; i < to; i++) {
    const value = values[i];
    if (typeof value !== 'number' && isFunctionValue(value)) {
      (functions ??= []).push([i - from, table.lookup(value).task!]);
      args.push(undefined);
    } else {
      args.push(value);
    }
  }
  return functions === undefined ? { args } : { args, functions };
}

const NONE: readonly FunctionEntry[] = [];

/** The functions among values, each once. */
export function functionsAmong(values: ArrayLike<unknown>, table: FunctionTable): readonly FunctionEntry[] {
  if (ArrayBuffer.isView(values)) return NONE;
  let found: Set<FunctionEntry> | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' && isFunctionValue(value)) (found ??= new Set()).add(table.lookup(value));
  }
  return found === undefined ? NONE : [...found];
}

/** Waits until the functions are ready to be sent; a promise only if one is not. Throws when one cannot travel. */
export function whenReady(entries: readonly FunctionEntry[]): Promise<void> | undefined {
  if (entries.length === 0) return undefined;
  const pending = entries.flatMap((entry) => entry.pending ?? []);
  if (pending.length > 0) return Promise.all(pending).then(() => whenReady(entries));
  const broken = entries.find((entry) => entry.task === undefined);
  if (broken !== undefined) throw broken.error;
  return undefined;
}

/** Throws `ERR_INVALID_ARGUMENT` unless the arguments of a call come in an array. */
export function checkArguments(args: readonly unknown[]): readonly unknown[] {
  if (Array.isArray(args)) return args;
  throw invalidArgument('args', 'an array of arguments', args, 'write [x] for one argument');
}
