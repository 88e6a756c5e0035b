/**
 * Comma-separated values: Y. Shafranovich, RFC 4180 (2005), with line feeds. Numbers are the shortest texts that read back
 * as the same double; NaN, Inf and -Inf are what pandas, R and Julia read.
 */
import type { RowBlock, RowEncoder } from './rows.js';

export function csv(names: readonly string[]): Promise<RowEncoder> {
  const encoder = new TextEncoder();
  return Promise.resolve({
    start: () => encoder.encode(`${names.map(field).join(',')}\n`),
    rows: (block) => encoder.encode(lines(names, block)),
    end: () => new Uint8Array(),
  });
}

function lines(names: readonly string[], { count, columns }: RowBlock): string {
  const values = names.map((name) => columns[name]);
  let text = '';
  for (let row = 0; row < count; row++) {
    text += number(values[0][row]);
    for (let k = 1; k < values.length; k++) text += `,${number(values[k][row])}`;
    text += '\n';
  }
  return text;
}

function number(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Inf' : '-Inf';
}

function field(name: string): string {
  return /[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
