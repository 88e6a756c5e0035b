import { checkFinite, checkInteger, invalidArgument } from '../core/index.js';
import { numberAxis } from './axis.js';
import {
  type Glyphs,
  type TextStyle,
  floorLines,
  glyphsOf,
  painted,
  plain,
  ticksBetween,
  widthOf,
} from './text-frame.js';
import { formatCount } from './text.js';

/** What {@link columnChart} draws: how often values fell where. */
export interface TextHistogram {
  /** Counts of equal bins from `low` to `high`. */
  readonly counts: ArrayLike<number>;
  readonly low: number;
  readonly high: number;
  readonly xLabel: string;
  /** The count that theory expects in a bin around x, drawn as dots. */
  readonly expected?: (x: number) => number;
  /** Lines of the frame; default 8. */
  readonly height?: number;
}

/** A column of characters: the mean count of the bins that it covers, and the expected one, NaN where there is none. */
interface Column {
  readonly count: number;
  readonly expected: number;
}

/**
 * A histogram as upright columns over the whole width, the largest count written at the top, expected counts as dots.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a count above 0, or for ends out of order
 */
export function columnChart(histogram: TextHistogram, style: TextStyle = {}): string[] {
  const { counts, low, high, xLabel, height = 8 } = histogram;
  checkInteger('counts.length', counts.length, 1);
  checkInteger('height', height, 1);
  if (!(checkFinite('high', high) > checkFinite('low', low)))
    throw invalidArgument('high', `a number above low, which is ${low}`, high);
  const glyphs = glyphsOf(style);
  const margin = formatCount(Math.max(...Array.from(counts))).length;
  const width = widthOf(style) - margin - 2;
  const columns = Array.from({ length: width }, (_, i) => columnAt(histogram, i / width, (i + 1) / width));
  const highest = Math.max(...columns.flatMap(({ count, expected }) => [count, expected || 0]));
  if (!(highest > 0)) throw invalidArgument('counts', 'counts that are not all 0', '0');
  const rows = Array.from({ length: height }, (_, row) => {
    const cells = columns.map((column) => cellOf(column, { row, height, highest }, glyphs));
    const label = row === 0 ? formatCount(highest) : '';
    return `${label.padStart(margin)} ${glyphs.side}${painted(cells, style)}`.trimEnd();
  });
  return [...rows, ...xAxisLines([low, high], { margin, columns: width, label: xLabel }, glyphs)];
}

/** A column from one share of the x axis to another. */
function columnAt({ counts, low, high, expected }: TextHistogram, from: number, to: number): Column {
  const [start, end] = [from * counts.length, to * counts.length];
  let sum = 0;
  for (let bin = Math.floor(start); bin < Math.min(end, counts.length); bin++) {
    sum += counts[bin] * (Math.min(bin + 1, end) - Math.max(bin, start));
  }
  const x = low + ((high - low) * (from + to)) / 2;
  return { count: sum / (end - start), expected: expected?.(x) ?? NaN };
}

interface Place {
  /** Counted from the top. */
  readonly row: number;
  readonly height: number;
  /** The count at the upper edge. */
  readonly highest: number;
}

function cellOf({ count, expected }: Column, { row, height, highest }: Place, glyphs: Glyphs) {
  const level = (expected / highest) * height;
  const floor = height - 1 - row;
  if (level > floor && level <= floor + 1) return { glyph: glyphs.curve, kind: 'level' } as const;
  const steps = glyphs.heights.length;
  const filled = Math.round(((count / highest) * height - floor) * steps);
  if (filled >= steps) return { glyph: glyphs.heights[steps - 1], kind: 'marks' } as const;
  // What is more than nothing shows.
  const least = floor === 0 && count > 0 ? 1 : 0;
  const part = Math.max(least, filled);
  return { glyph: part > 0 ? glyphs.heights[part - 1] : ' ', kind: 'marks' } as const;
}

function xAxisLines(
  [low, high]: readonly [number, number],
  frame: { readonly margin: number; readonly columns: number; readonly label: string },
  glyphs: Glyphs,
): string[] {
  const count = Math.max(2, Math.floor(frame.columns / 14));
  const { tickFormat } = numberAxis([low, high], count);
  const ticks = ticksBetween(low, high, count).map((x) => ({
    place: Math.min(frame.columns - 1, Math.floor(((x - low) / (high - low)) * frame.columns)),
    text: plain(tickFormat(x), glyphs),
  }));
  return floorLines(ticks, frame, glyphs);
}
