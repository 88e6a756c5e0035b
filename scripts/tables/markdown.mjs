// Tables of Markdown, and what the views share.

/** A table whose first column names the row; the others hold figures. */
export function tableOf({ columns, rows }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line), ''].join(
    '\n',
  );
}

/** `NumPy, 2 threads` of `NumPy 2.4.6, 2 threads`: pages name variants without the version that was measured. */
export const withoutVersion = (name) => name.replace(/ \d+(\.\d+)+/, '');

/** The one of `all` with that name, with or without a version; an error that tells the names there are. */
export function named(all, name, nameOf = (one) => one.name) {
  const found = all.find((one) => [nameOf(one), withoutVersion(nameOf(one))].includes(name));
  if (found !== undefined) return found;
  throw new Error(`there is no ${name}, but ${all.map(nameOf).join('; ')}`);
}

/** The one at that place. */
export function at(all, index, what) {
  const found = all[Number(index)];
  if (found === undefined) throw new Error(`there is no ${what} ${index}`);
  return found;
}
