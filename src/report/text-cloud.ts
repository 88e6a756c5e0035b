import { invalidArgument } from '../core/index.js';
import { quantile } from '../stats/index.js';
import { frameAround, numberAxis } from './axis.js';
import { type Glyphs, type TextStyle, floorLines, glyphsOf, painted, plain, widthOf } from './text-frame.js';

/** What {@link cloudChart} draws: one value for each x. */
export interface TextCloud {
  /** The value at x = index. Values that are not finite are left out. */
  readonly values: ArrayLike<number>;
  /** A level drawn as a line, such as the exact value. */
  readonly line?: number;
  readonly xLabel: string;
  /** Lines of the frame; default 10. */
  readonly height?: number;
}

/**
 * Values against their index on a logarithmic axis: in each column the middle half of the values is strong, and from the
 * 5 % to the 95 % quantile faint, so that a spread that shrinks shows. A few values at the beginning may lie outside.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a finite value beyond index 0
 */
export function cloudChart(cloud: TextCloud, style: TextStyle = {}): string[] {
  const { values, line, xLabel, height = 10 } = cloud;
  const glyphs = glyphsOf(style);
  const finite = Array.from(values).filter((value, n) => n > 0 && Number.isFinite(value));
  if (finite.length === 0) throw invalidArgument('values', 'values of which one at least is finite', 'none');
  const frame = frameOf(finite, line);
  const { tickFormat } = numberAxis(frame, Math.max(2, Math.floor(height / 3)));
  const labels = rowLabels(frame, height).map((value) =>
    value === undefined ? '' : plain(tickFormat(value), glyphs),
  );
  const margin = Math.max(...labels.map((label) => label.length));
  const columns = widthOf(style) - margin - 2;
  const rowOf = (value: number): number =>
    Math.floor(((frame[1] - value) / (frame[1] - frame[0])) * height * (1 - 1e-12));
  const cells = columnsOf(values, columns).map((column) => columnCells(column, rowOf));
  const level = line === undefined ? -1 : rowOf(line);
  const rows = Array.from({ length: height }, (_, row) => {
    const marks = cells.map((column) => column(row));
    return `${labels[row].padStart(margin)} ${glyphs.side}${inked(marks, row === level, glyphs, style)}`;
  });
  return [
    ...rows.map((text) => text.trimEnd()),
    ...indexAxis(values.length - 1, margin, columns, xLabel, glyphs),
  ];
}

/** Most of the later values, with the line. */
function frameOf(finite: readonly number[], line: number | undefined): [number, number] {
  const later = finite.slice(Math.min(5, Math.floor(finite.length / 4)));
  const limits = [quantile(later, 0.02), quantile(later, 0.98)];
  if (line !== undefined && Number.isFinite(line)) limits.push(line);
  return frameAround(Math.min(...limits), Math.max(...limits));
}

/** Values written beside the first, the middle and the last row. */
function rowLabels([low, high]: readonly [number, number], height: number): (number | undefined)[] {
  const middle = Math.floor(height / 2);
  return Array.from({ length: height }, (_, row) => {
    const centre = high - ((row + 0.5) / height) * (high - low);
    return row === 0 || row === middle || row === height - 1 ? centre : undefined;
  });
}

/** The values of each column: indices 1, 2, … in bins that are equally wide in their logarithm. */
function columnsOf(values: ArrayLike<number>, columns: number): number[][] {
  const bins: number[][] = Array.from({ length: columns }, () => []);
  const last = Math.log(Math.max(2, values.length - 1));
  for (let n = 1; n < values.length; n++) {
    if (!Number.isFinite(values[n])) continue;
    bins[Math.min(columns - 1, Math.floor((Math.log(n) / last) * columns))].push(values[n]);
  }
  return bins;
}

type Mark = 'none' | 'faint' | 'strong';

function columnCells(values: readonly number[], rowOf: (value: number) => number): (row: number) => Mark {
  if (values.length === 0) return () => 'none';
  const [low, lower, upper, high] = [0.05, 0.25, 0.75, 0.95].map((share) => rowOf(quantile(values, share)));
  return (row) => {
    if (row >= upper && row <= lower) return 'strong';
    return row >= high && row <= low ? 'faint' : 'none';
  };
}

/** A row with its marks, and the level where there are none. */
function inked(marks: readonly Mark[], isLevel: boolean, glyphs: Glyphs, style: TextStyle): string {
  const cells = marks.map((mark) =>
    mark === 'none'
      ? ({ glyph: isLevel ? glyphs.level : ' ', kind: 'level' } as const)
      : ({ glyph: glyphs[mark], kind: 'marks' } as const),
  );
  return painted(cells, style);
}

/** The axis of the indices: powers of ten. */
function indexAxis(last: number, margin: number, columns: number, label: string, glyphs: Glyphs): string[] {
  const powers: number[] = [];
  for (let power = 1; power <= Math.max(1, last); power *= 10) powers.push(power);
  const whole = Math.log(Math.max(2, last));
  const ticks = powers.map((power) => ({
    place: Math.min(columns - 1, Math.floor((Math.log(power) / whole) * columns)),
    text: power.toLocaleString('en-US'),
  }));
  return floorLines(ticks, { margin, columns, label }, glyphs);
}
