import { invalidArgument } from '../core/index.js';
import { numberAxis } from './axis.js';
import {
  ASCII,
  type Glyphs,
  type TextStyle,
  glyphsOf,
  paint,
  placeTexts,
  plain,
  ticksBetween,
  widthOf,
} from './text-frame.js';

/** A row of {@link barChart}. */
export interface TextBar {
  readonly label: string;
  /** The length of the bar, at least 0. */
  readonly value: number;
  /** What stands behind the bar, such as `1.87 s`. */
  readonly text?: string;
}

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
  const glyphs = glyphsOf(style);
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

function cut(label: string, most: number, glyphs: Glyphs): string {
  if (label.length <= most) return label;
  return glyphs === ASCII ? `${label.slice(0, most - 2)}..` : `${label.slice(0, most - 1)}…`;
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
