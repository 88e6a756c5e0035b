import { invalidArgument } from '../core/index.js';
import { powerOfTen, ticksWithin } from './powers.js';
import { ASCII, type Glyphs, type TextStyle, floorLines, glyphsOf, painted, widthOf } from './text-frame.js';

/** Points of one kind in {@link powerChart}. */
export interface TextSeries {
  readonly label: string;
  /** Pairs of x and y; those that are not positive and finite are left out. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** What {@link powerChart} draws. */
export interface TextPowers {
  readonly series: readonly TextSeries[];
  readonly xLabel: string;
  /** Lines of the frame; default 10. */
  readonly height?: number;
}

/** The frame: its ends as logarithms, and its size in characters. */
interface Frame {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly columns: number;
  readonly height: number;
}

/**
 * Points on two logarithmic axes, where powers are straight lines: an error against the evaluations. The first line tells which
 * dots are whose.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a point that can be drawn
 */
export function powerChart({ series, xLabel, height = 10 }: TextPowers, style: TextStyle = {}): string[] {
  const glyphs = glyphsOf(style);
  const drawn = series.map(({ points }) => points.filter(isDrawable));
  const all = drawn.flat();
  if (all.length === 0) throw invalidArgument('series', 'points of which one at least is positive', 'none');
  const ends = (which: 0 | 1): [number, number] => {
    const logs = all.map((point) => Math.log10(point[which]));
    const [low, high] = [Math.min(...logs), Math.max(...logs)];
    return high - low < 1e-9 ? [low - 0.5, high + 0.5] : [low, high];
  };
  const y = ends(1);
  const powers = ticksWithin(10 ** (y[0] - 1e-9), 10 ** (y[1] + 1e-9));
  const labels = powers.map((power) => powerText(power, glyphs));
  const margin = Math.max(1, ...labels.map((label) => label.length));
  const frame: Frame = { x: ends(0), y, columns: widthOf(style) - margin - 2, height };
  const cells = place(drawn, frame, glyphs);
  const rowsOf = powers.map((power) => rowOf(power, frame));
  const rows = cells.map((row, i) => {
    const at = rowsOf.indexOf(i);
    const label = at < 0 ? '' : labels[at];
    return `${label.padStart(margin)} ${glyphs.side}${painted(row, style)}`.trimEnd();
  });
  const key = series.map(({ label }, i) => `${dotOf(i, glyphs)} ${label}`).join('  ');
  return [`${' '.repeat(margin + 2)}${key}`, ...rows, ...xLines(frame, margin, xLabel, glyphs)];
}

const isDrawable = (point: readonly [number, number]): boolean =>
  point.every((value) => value > 0 && value < Infinity);

const dotOf = (series: number, { dots }: Glyphs): string => dots[series % dots.length];

/** `10⁻³`, in ASCII `1e-3`; numbers between as `2e-3`. */
function powerText(power: number, glyphs: Glyphs): string {
  const exact = Math.abs(power / 10 ** Math.round(Math.log10(power)) - 1) < 1e-9;
  if (!exact) return power.toExponential(0).replace('e+', 'e');
  return glyphs === ASCII ? `1e${Math.round(Math.log10(power))}` : powerOfTen(power);
}

function shareOf(value: number, [low, high]: readonly [number, number]): number {
  return (Math.log10(value) - low) / (high - low);
}

function rowOf(value: number, { y, height }: Frame): number {
  return Math.min(height - 1, Math.floor((1 - shareOf(value, y)) * height));
}

/** Earlier series lie above later ones. */
function place(drawn: readonly TextSeries['points'][], frame: Frame, glyphs: Glyphs) {
  const { x, columns, height } = frame;
  const cells = Array.from({ length: height }, () =>
    Array.from({ length: columns }, (): { glyph: string; kind: 'marks' | 'level' } => ({
      glyph: ' ',
      kind: 'level',
    })),
  );
  for (const [i, points] of [...drawn.entries()].toReversed()) {
    for (const [px, py] of points) {
      const column = Math.min(columns - 1, Math.floor(shareOf(px, x) * columns));
      cells[rowOf(py, frame)][column] = { glyph: dotOf(i, glyphs), kind: i === 0 ? 'marks' : 'level' };
    }
  }
  return cells;
}

function xLines({ x, columns }: Frame, margin: number, label: string, glyphs: Glyphs): string[] {
  const ticks = ticksWithin(10 ** (x[0] - 1e-9), 10 ** (x[1] + 1e-9)).map((power) => ({
    place: Math.min(columns - 1, Math.floor(shareOf(power, x) * columns)),
    text: power < 1e6 ? power.toLocaleString('en-US') : powerText(power, glyphs),
  }));
  return floorLines(ticks, { margin, columns, label }, glyphs);
}
