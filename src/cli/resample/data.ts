import { NfoldError } from '../../core/index.js';
import type { BuiltIn, StatisticName } from '../../resample/index.js';
import { refuse } from '../refuse.js';
import { type Complete, type Missing, type Table, columnAt, completeRows, numbersOf } from './table.js';

/** What the command line says about the data. */
export interface Selection {
  /** A column, or two joined by a comma. */
  readonly column?: string;
  readonly by?: string;
  readonly statistic: BuiltIn;
  readonly missing: Missing;
}

/** Samples out of a table, and the statistic of them. */
export interface Selected {
  readonly samples: readonly Float64Array[];
  readonly statistic: BuiltIn;
  /** `median of x`, `difference of means of x, a - b`. */
  readonly title: string;
  /** Rows that were left out for want of a value. */
  readonly skipped: number;
}

const PAIRS: readonly BuiltIn[] = ['correlation', 'slope'];

/** Throws `ERR_INVALID_ARGUMENT` for columns that are missing, do not suit the statistic, or hold no numbers. */
export function select(table: Table, selection: Selection): Selected {
  const names = columnNames(table, selection.column);
  const places = names.map((name) => columnAt(table, name, '--column'));
  const pairs = PAIRS.includes(selection.statistic);
  if (pairs && places.length !== 2) {
    throw refuse(
      '--column',
      `two columns such as x,y for ${statisticText(selection.statistic)}`,
      names.join(','),
    );
  }
  if (!pairs && places.length !== 1) {
    throw refuse('--column', `one column for ${statisticText(selection.statistic)}`, names.join(','));
  }
  if (selection.by !== undefined) return twoGroups(table, places[0], selection.by, selection);
  const complete = completeRows(table, places, selection.missing);
  const samples = places.map((place) => numbersOf(table, complete.rows, place));
  const of = selection.statistic === 'slope' ? `${names[1]} over ${names[0]}` : names.join(' and ');
  const title = `${statisticText(selection.statistic)} of ${of}`;
  return enough(table, { samples, statistic: selection.statistic, title, skipped: complete.skipped });
}

/** One column when there is one of that very name, else the names between the commas; the only column needs no name. */
function columnNames({ columns }: Table, asked: string | undefined): string[] {
  if (asked === undefined) {
    if (columns.length === 1) return [...columns];
    const listed = columns.map((column) => JSON.stringify(column)).join(', ');
    throw new NfoldError('ERR_INVALID_ARGUMENT', `--column is missing; the columns are ${listed}`);
  }
  return columns.includes(asked) ? [asked] : asked.split(',').map((name) => name.trim());
}

/** The values of two groups, in the order in which they first appear. */
function twoGroups(table: Table, place: number, by: string, { statistic, missing }: Selection): Selected {
  const differences: Partial<Record<string, StatisticName>> = {
    mean: 'differenceOfMeans',
    median: 'differenceOfMedians',
  };
  const difference = typeof statistic === 'string' ? differences[statistic] : undefined;
  if (difference === undefined)
    throw refuse('--statistic', 'mean or median with --by', statisticText(statistic));
  const at = columnAt(table, by, '--by');
  const complete: Complete = completeRows(table, [place, at], missing);
  const groups = grouped(complete.rows, at);
  if (groups.size !== 2) {
    const some = [...groups.keys()].slice(0, 5).map((group) => JSON.stringify(group));
    const listed = `${some.join(', ')}${groups.size > some.length ? ', …' : ''}`;
    throw refuse('--by', 'a column of two groups', by, `it has ${groups.size}: ${listed}`);
  }
  const samples = [...groups.values()].map((rows) => numbersOf(table, rows, place));
  const title = `difference of ${statisticText(statistic)}s of ${table.columns[place]}, ${[...groups.keys()].join(' - ')}`;
  return enough(table, { samples, statistic: difference, title, skipped: complete.skipped });
}

function grouped<R extends { readonly cells: readonly string[] }>(
  rows: readonly R[],
  at: number,
): Map<string, R[]> {
  const groups = new Map<string, R[]>();
  for (const row of rows) {
    const group = groups.get(row.cells[at]);
    if (group === undefined) groups.set(row.cells[at], [row]);
    else group.push(row);
  }
  return groups;
}

function enough(table: Table, selected: Selected): Selected {
  for (const { length } of selected.samples) {
    if (length >= 2) continue;
    const left = selected.skipped > 0 ? `, ${selected.skipped} rows had none` : '';
    const counted = `${length} value${length === 1 ? '' : 's'}`;
    const message = `${table.name}: the ${selected.title} needs at least 2 values, and there ${length === 1 ? 'is' : 'are'} ${counted}${left}`;
    throw new NfoldError('ERR_INVALID_ARGUMENT', message);
  }
  return selected;
}

export function statisticText(statistic: BuiltIn): string {
  return typeof statistic === 'string' ? statistic : `quantile ${statistic.quantile}`;
}
