/** One result as one line of JSON. Workers make most of them, so this file loads little. */
import { jsonPieces } from '../json.js';

/** What a failed input tells. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly code?: string;
  readonly stack?: string;
}

export interface Work {
  readonly input: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
}

/** @throws TypeError for what JSON has no word for: functions, symbols, cycles, maps with keys that are no texts */
export function resultLine({ input, attempt }: Work, value: unknown, seconds: number): string {
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`the result is a ${typeof value}, which JSON cannot say`);
  return `{"input":${JSON.stringify(input)},"result":${[...jsonPieces(value)].join('')},${ending(attempt, seconds)}}`;
}

/** `seconds` is undefined where nobody could measure them. */
export function failureLine({ input, attempt }: Work, failure: Failure, seconds?: number): string {
  return `{"input":${JSON.stringify(input)},"error":${JSON.stringify(failure)},${ending(attempt, seconds)}}`;
}

/** The failure that an error, or whatever else was thrown, stands for. */
export function failureOf(thrown: unknown, withStack: boolean): Failure {
  if (!(thrown instanceof Error)) return { name: 'Error', message: `thrown: ${String(thrown)}` };
  // A thrown error may hold anything under these names.
  const { name, message, stack, code } = thrown as Error & { readonly code?: unknown };
  const known = typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {};
  return { name, message, ...known, ...(withStack && { stack }) };
}

function ending(attempt: number, seconds: number | undefined): string {
  const time = seconds === undefined ? 'null' : String(Number(seconds.toFixed(7)));
  return `"seconds":${time}${attempt > 1 ? `,"attempts":${attempt}` : ''}`;
}
