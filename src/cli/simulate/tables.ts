import { type TextTable, formatTable } from '../../bench/index.js';

/** A column, or several that must not be parted, with their heads. */
export interface ColumnGroup {
  readonly columns: readonly string[];
  /** By row, a cell for each column. */
  readonly cells: readonly (readonly string[])[];
}

/** Tables below each other, all with the names of the rows, each of as many groups as fit into `width` characters. */
export function stackedTables(
  names: readonly string[],
  groups: readonly ColumnGroup[],
  width: number,
): string[] {
  const lines: string[] = [];
  for (let from = 0; from < groups.length;) {
    let to = from + 1;
    while (to < groups.length && widthOf(tableOf(names, groups.slice(from, to + 1))) <= width) to++;
    if (lines.length > 0) lines.push('');
    lines.push(...formatTable(tableOf(names, groups.slice(from, to))));
    from = to;
  }
  return lines;
}

/** All groups side by side. */
export function tableOf(names: readonly string[], groups: readonly ColumnGroup[], corner = ''): TextTable {
  return {
    columns: [corner, ...groups.flatMap(({ columns }) => columns)],
    rows: names.map((name, row) => [name, ...groups.flatMap(({ cells }) => cells[row])]),
  };
}

function widthOf(table: TextTable): number {
  return Math.max(...formatTable(table).map((line) => line.length));
}
