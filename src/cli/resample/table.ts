import { readFile } from 'node:fs/promises';
import { CsvError, parse } from 'csv-parse/sync';
import { NfoldError, didYouMean } from '../../core/index.js';
import { refuse } from '../refuse.js';

/** A table of texts. */
export interface Table {
  /** What messages call it: the file's name, or `standard input`. */
  readonly name: string;
  /** Names of the columns; `1`, `2`, … where the first row holds numbers already. */
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** The line of the file that the row ends in, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** What to do about cells without a value: refuse the table, or leave their rows out. */
export const MISSING = ['fail', 'skip'] as const;
export type Missing = (typeof MISSING)[number];

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** What programs write where there is no value. */
const NOTHING = /^(|na|n\/a|nan|null|none|\.|-|\?)$/i;

/**
 * Reads comma-separated values (semicolons and tabulators are seen by the first line) with a header or without; `-` is standard
 * input.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for what cannot be read as such
 */
export async function readTable(path: string): Promise<Table> {
  const name = path === '-' ? 'standard input' : path;
  const text = path === '-' ? await standardInput() : await fileText(path);
  const [first, ...others] = recordsOf(text, name);
  if (first === undefined) throw refuse('FILE', 'a table with at least one row', path, `${name} is empty`);
  const bare = first.cells.every((cell) => NUMBER.test(cell) || NOTHING.test(cell));
  const columns = bare ? first.cells.map((_, i) => String(i + 1)) : first.cells;
  return { name, columns, rows: bare ? [first, ...others] : others };
}

function recordsOf(text: string, name: string): Row[] {
  try {
    const options = {
      delimiter: delimiterOf(text),
      bom: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      info: true,
    } as const;
    // Its types know nothing of what `info` adds.
    const records = parse(text, options) as unknown as { info: { lines: number }; record: string[] }[];
    return records.map(({ info, record }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new NfoldError('ERR_INVALID_ARGUMENT', `${name}: ${error.message}`, { name }, { cause: error });
  }
}

/** Whichever of the usual ones the first line has most of. */
function delimiterOf(text: string): string {
  const [line] = text.split('\n', 1);
  const counts = [',', ';', '\t'].map((mark) => [mark, line.split(mark).length] as const);
  return counts.reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

async function fileText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const known: Readonly<Record<string, string>> = {
      ENOENT: 'there is no such file',
      ENOTDIR: 'there is no such file',
      EISDIR: 'that is a folder',
      EACCES: 'reading it is not permitted',
    };
    throw refuse(
      'FILE',
      'a file that can be read, or - for standard input',
      path,
      known[code] ?? String(error),
    );
  }
}

async function standardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/**
 * The place of a column of that name.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` with the columns that there are
 */
export function columnAt({ name, columns }: Table, wanted: string, flag: string): number {
  const at = columns.indexOf(wanted);
  if (at >= 0) return at;
  const near = didYouMean(wanted, columns);
  const listed = columns.map((column) => JSON.stringify(column)).join(', ');
  throw refuse(flag, `a column of ${name}: ${listed}`, wanted, near);
}

/** Rows of which nothing is missing in the columns that are needed, and how many others there were. */
export interface Complete {
  readonly rows: readonly Row[];
  readonly skipped: number;
}

/** Throws `ERR_INVALID_ARGUMENT` for a cell without a value, unless such rows are to be skipped. */
export function completeRows(table: Table, places: readonly number[], missing: Missing): Complete {
  const rows = table.rows.filter(({ line, cells }) => {
    const at = places.find((place) => NOTHING.test(cells[place] ?? ''));
    if (at === undefined) return true;
    if (missing === 'skip') return false;
    const what = `${table.name}, line ${line}: column ${table.columns[at]} has no value`;
    const message = `${what} (${JSON.stringify(cells[at] ?? '')}); --missing skip leaves such rows out`;
    throw new NfoldError('ERR_INVALID_ARGUMENT', message, { line });
  });
  return { rows, skipped: table.rows.length - rows.length };
}

/**
 * The numbers of a column.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` with line and text of a cell that is no number
 */
export function numbersOf({ name, columns }: Table, rows: readonly Row[], at: number): Float64Array {
  return Float64Array.from(rows, ({ line, cells }) => {
    const value = NUMBER.test(cells[at]) ? Number(cells[at]) : NaN;
    if (Number.isFinite(value)) return value;
    const what = `${name}, line ${line}: column ${columns[at]} must hold a finite number`;
    throw new NfoldError('ERR_INVALID_ARGUMENT', `${what}, got ${JSON.stringify(cells[at])}`, { line });
  });
}
