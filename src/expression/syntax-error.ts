import { NfoldError, isNfoldError } from '../core/index.js';

/** The error for a fault at an offset (from 0) of the source; the message is one line that ends with the column. */
export function syntaxError(source: string, offset: number, fault: string, remedy = ''): NfoldError {
  const column = offset + 1;
  const advice = remedy === '' ? '' : `; ${remedy}`;
  return new NfoldError('ERR_EXPRESSION_SYNTAX', `${fault} at column ${column}${advice}`, {
    source,
    column,
    caret: `${' '.repeat(offset)}^`,
  });
}

/**
 * The two lines that show where an expression is wrong, the source and a caret below the column, without a newline
 * at the end; undefined for any error but `ERR_EXPRESSION_SYNTAX`. A source longer than `width` columns is cut around
 * the fault.
 */
export function caretLines(error: unknown, width = 80): string | undefined {
  if (!isNfoldError(error, 'ERR_EXPRESSION_SYNTAX')) return undefined;
  const { source, column } = error.details as { source: string; column: number };
  const line = source.replaceAll(/\s/g, ' ');
  const room = Math.max(width - 2, 20);
  const from = line.length <= room ? 0 : Math.max(0, Math.min(column - 1 - room / 2, line.length - room) | 0);
  const shown = line.slice(from, from + room);
  return `  ${shown}\n  ${' '.repeat(column - 1 - from)}^`;
}
