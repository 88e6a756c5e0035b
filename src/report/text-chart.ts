import { checkInteger, invalidArgument } from '../core/index.js';
import { quantile } from '../stats/index.js';
import { frameAround, numberAxis } from './axis.js';

/** How a chart of characters may look. */
export interface TextStyle {
  /** Columns that no line exceeds; default 80, at least 30. */
  readonly width?: number;
  /** Block and line characters; without them plain ASCII. Default true. */
  readonly unicode?: boolean;
  /** Escape sequences that colour the marks; default false. */
  readonly colour?: boolean;
}

/** A row of {@link barChart}. */
export interface TextBar {
  readonly label: string;
  /** The length of the bar, at least 0. */
  readonly value: number;
  /** What stands behind the bar, such as `1.87 s`. */
  readonly text?: string;
}

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

interface Glyphs {
  /** From an eighth of a cell to a full one; ASCII has full cells alone. */
  readonly cells: string;
  readonly side: string;
  readonly floor: string;
  readonly corner: string;
  readonly tick: string;
  readonly level: string;
  readonly faint: string;
  readonly strong: string;
}

const UNICODE: Glyphs = {
  cells: '▏▎▍▌▋▊▉█',
  side: '│',
  floor: '─',
  corner: '└',
  tick: '┴',
  level: '╌',
  faint: '░',
  strong: '█',
};
const ASCII: Glyphs = {
  cells: '#',
  side: '|',
  floor: '-',
  corner: '+',
  tick: '+',
  level: '-',
  faint: '.',
  strong: '#',
};

const NARROWEST = 30;
const COLOURS = { marks: '\u001b[34m', level: '\u001b[33m', end: '\u001b[39m' } as const;

/** Labels longer than this share of the width are cut. */
const LABEL_SHARE = 0.4;

/**
 * Horizontal bars from 0 on a common axis, whose ticks are written in `unit`: lines of text, none wider than the style says.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for no bars, or for a value that is negative or not finite
 */
export function barChart(bars: readonly TextBar[], unit: string, style: TextStyle = {}): string[] {
  if (bars.length === 0) throw invalidArgument('bars', 'a list of at least one bar', '[]');
  for (const { label, value } of bars) {
    if (!(value >= 0 && value < Infinity))
      throw invalidArgument(`value of ${label}`, 'a finite number of at least 0', value);
  }
  const glyphs = style.unicode === false ? ASCII : UNICODE;
  const width = widthOf(style);
  const labels = bars.map(({ label }) => cut(label, Math.floor(LABEL_SHARE * width), glyphs));
  const margin = Math.max(...labels.map((label) => label.length));
  const texts = bars.map(({ text = '' }) => text);
  const room = width - margin - 2 - Math.max(...texts.map((text) => text.length)) - 1;
  const columns = Math.max(8, room);
  const longest = Math.max(...bars.map(({ value }) => value));
  const lines = bars.map(({ value }, i) => {
    const bar = barOf(longest > 0 ? (value / longest) * columns : 0, glyphs);
    const behind = texts[i] === '' ? '' : ` ${texts[i]}`;
    return `${labels[i].padEnd(margin)} ${glyphs.side}${paint(bar, 'marks', style)}${behind}`.trimEnd();
  });
  return [...lines, ...barAxis({ margin, columns, longest, unit, width }, glyphs)];
}

function widthOf({ width = 80 }: TextStyle): number {
  return Math.max(NARROWEST, checkInteger('width', width, 1));
}

function cut(label: string, most: number, glyphs: Glyphs): string {
  if (label.length <= most) return label;
  return glyphs === ASCII ? `${label.slice(0, most - 2)}..` : `${label.slice(0, most - 1)}…`;
}

function paint(text: string, what: 'marks' | 'level', { colour = false }: TextStyle): string {
  return colour && text !== '' ? `${COLOURS[what]}${text}${COLOURS.end}` : text;
}

/** A bar of so many cells; what is longer than nothing shows. */
function barOf(cells: number, { cells: parts }: Glyphs): string {
  const steps = Math.round(cells * parts.length);
  const shown = cells > 0 ? Math.max(1, steps) : 0;
  const full = Math.floor(shown / parts.length);
  const rest = shown - full * parts.length;
  return parts.slice(-1).repeat(full) + (rest === 0 ? '' : parts[rest - 1]);
}

interface BarAxis {
  readonly margin: number;
  readonly columns: number;
  readonly longest: number;
  readonly unit: string;
  readonly width: number;
}

function barAxis({ margin, columns, longest, unit, width }: BarAxis, glyphs: Glyphs): string[] {
  const count = Math.max(2, Math.floor(columns / 12));
  const values = longest > 0 ? ticksBetween(0, longest, count) : [0];
  const { tickFormat } = numberAxis([0, longest > 0 ? longest : 1], count);
  const places = values.map((value) => Math.round((longest > 0 ? value / longest : 0) * columns));
  const floor = Array.from({ length: columns + 1 }, (_, i) => {
    if (i === 0) return glyphs.corner;
    return places.includes(i) ? glyphs.tick : glyphs.floor;
  });
  const names = values.map((value) => plain(tickFormat(value), glyphs));
  const last = names.length - 1;
  names[last] = `${names[last]} ${unit}`;
  const row = placeTexts(
    names,
    places.map((place, i) => place - Math.floor((names[i].length - (i === last ? unit.length + 1 : 0)) / 2)),
    width - margin - 1,
  );
  return [`${' '.repeat(margin + 1)}${floor.join('')}`, `${' '.repeat(margin + 1)}${row}`];
}

/** A proper minus sign is no ASCII character. */
function plain(text: string, glyphs: Glyphs): string {
  return glyphs === ASCII ? text.replace('−', '-') : text;
}

/** Texts from given columns on, each pushed right until it touches no other, the last ones left out when there is no room. */
function placeTexts(texts: readonly string[], from: readonly number[], width: number): string {
  let row = '';
  for (const [i, text] of texts.entries()) {
    const start = Math.min(Math.max(0, from[i]), Math.max(0, width - text.length));
    if (row !== '' && start < row.length + 1) continue;
    row = row.padEnd(start) + text;
  }
  return row.slice(0, width);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
function ticksBetween(low: number, high: number, count: number): number[] {
  const ideal = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(ideal));
  // The nearest in ratio; never so small that there are twice as many ticks.
  const factors = [1, 2, 5, 10];
  const step =
    power * (factors.find((factor, i) => factor * (factors[i + 1] ?? 20) * power ** 2 > ideal ** 2) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/**
 * Values against their index on a logarithmic axis: in each column the middle half of the values is strong, and from the
 * 5 % to the 95 % quantile faint, so that a spread that shrinks shows. A few values at the beginning may lie outside.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a finite value beyond index 0
 */
export function cloudChart(cloud: TextCloud, style: TextStyle = {}): string[] {
  const { values, line, xLabel, height = 10 } = cloud;
  const glyphs = style.unicode === false ? ASCII : UNICODE;
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

/** A row with its marks; neighbours of one kind share their colour. */
function inked(marks: readonly Mark[], isLevel: boolean, glyphs: Glyphs, style: TextStyle): string {
  const runs: { kind: 'marks' | 'level'; text: string }[] = [];
  for (const mark of marks) {
    const kind = mark === 'none' ? 'level' : 'marks';
    const glyph = mark === 'none' ? (isLevel ? glyphs.level : ' ') : glyphs[mark];
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += glyph;
    else runs.push({ kind, text: glyph });
  }
  return runs.map(({ kind, text }) => (text.trim() === '' ? text : paint(text, kind, style))).join('');
}

/** The axis of the indices: powers of ten. */
function indexAxis(last: number, margin: number, columns: number, label: string, glyphs: Glyphs): string[] {
  const powers: number[] = [];
  for (let power = 1; power <= Math.max(1, last); power *= 10) powers.push(power);
  const whole = Math.log(Math.max(2, last));
  const places = powers.map((power) =>
    Math.min(columns - 1, Math.floor((Math.log(power) / whole) * columns)),
  );
  const floor = Array.from({ length: columns }, (_, i) => (places.includes(i) ? glyphs.tick : glyphs.floor));
  const names = powers.map((power) => power.toLocaleString('en-US'));
  const starts = places.map((place, i) => place - Math.floor(names[i].length / 2));
  const room = columns - label.length - 2;
  const row = placeTexts(
    names.filter((name, i) => starts[i] + name.length <= room),
    starts,
    columns,
  );
  const named = row.length + 2 + label.length <= columns ? row.padEnd(columns - label.length) + label : row;
  const indent = ' '.repeat(margin + 1);
  return [`${indent}${glyphs.corner}${floor.join('')}`, `${indent} ${named}`.trimEnd()];
}
