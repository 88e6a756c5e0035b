/** What charts of characters share: characters, colours, axes. */
import { checkInteger } from '../core/index.js';

/** How a chart of characters may look. */
export interface TextStyle {
  /** Columns that no line exceeds; default 80, at least 30. */
  readonly width?: number;
  /** Block and line characters; without them plain ASCII. Default true. */
  readonly unicode?: boolean;
  /** Escape sequences that colour the marks; default false. */
  readonly colour?: boolean;
}

export interface Glyphs {
  /** From an eighth of a cell to a full one; ASCII has full cells alone. */
  readonly cells: string;
  readonly side: string;
  readonly floor: string;
  readonly corner: string;
  readonly tick: string;
  readonly level: string;
  readonly faint: string;
  readonly strong: string;
  /** From an eighth of a cell's height to all of it; in ASCII from a half. */
  readonly heights: string;
  readonly curve: string;
  /** Dots of series, in the order in which they are handed out. */
  readonly dots: string;
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
  heights: '▁▂▃▄▅▆▇█',
  curve: '•',
  dots: '●○◆◇▲△',
};
export const ASCII: Glyphs = {
  cells: '#',
  side: '|',
  floor: '-',
  corner: '+',
  tick: '+',
  level: '-',
  faint: '.',
  strong: '#',
  heights: '.#',
  curve: '*',
  dots: 'ox+*#@',
};

const NARROWEST = 30;
const COLOURS = { marks: '\u001b[34m', level: '\u001b[33m', end: '\u001b[39m' } as const;

export function widthOf({ width = 80 }: TextStyle): number {
  return Math.max(NARROWEST, checkInteger('width', width, 1));
}

export function glyphsOf({ unicode = true }: TextStyle): Glyphs {
  return unicode ? UNICODE : ASCII;
}

export function paint(text: string, what: 'marks' | 'level', { colour = false }: TextStyle): string {
  return colour && text !== '' ? `${COLOURS[what]}${text}${COLOURS.end}` : text;
}

/** A proper minus sign is no ASCII character. */
export function plain(text: string, glyphs: Glyphs): string {
  return glyphs === ASCII ? text.replace('−', '-') : text;
}

/** Texts from given columns on; those that would touch the one before are left out. */
export function placeTexts(texts: readonly string[], from: readonly number[], width: number): string {
  let row = '';
  for (const [i, text] of texts.entries()) {
    const start = Math.min(Math.max(0, from[i]), Math.max(0, width - text.length));
    if (row !== '' && start < row.length + 1) continue;
    row = row.padEnd(start) + text;
  }
  return row.slice(0, width);
}

/** Multiples of 1, 2 or 5 times a power of ten. */
export function ticksBetween(low: number, high: number, count: number): number[] {
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

/** Pieces of one row, each in the colour of its kind; neighbours of one kind share their escape sequences. */
export function painted(
  cells: readonly { readonly glyph: string; readonly kind: 'marks' | 'level' }[],
  style: TextStyle,
): string {
  const runs: { kind: 'marks' | 'level'; text: string }[] = [];
  for (const { glyph, kind } of cells) {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += glyph;
    else runs.push({ kind, text: glyph });
  }
  return runs.map(({ kind, text }) => (text.trim() === '' ? text : paint(text, kind, style))).join('');
}

/** A name longer than this share of the axis has a line of its own. */
const NAME_SHARE = 0.3;

/** A floor with its ticks below a frame, and the texts of the ticks below that, around their places, with the axis' name. */
export function floorLines(
  ticks: readonly { readonly place: number; readonly text: string }[],
  { margin, columns, label = '' }: { margin: number; columns: number; label?: string },
  glyphs: Glyphs,
): string[] {
  const places = ticks.map(({ place }) => place);
  const floor = Array.from({ length: columns }, (_, i) => (places.includes(i) ? glyphs.tick : glyphs.floor));
  const starts = ticks.map(({ place, text }) => place - Math.floor(text.length / 2));
  const beside = label.length <= NAME_SHARE * columns;
  const room = columns - (label === '' || !beside ? 0 : label.length + 2);
  const fitting = ticks.filter(({ text }, i) => starts[i] + text.length <= room);
  const row = placeTexts(
    fitting.map(({ text }) => text),
    starts.filter((start, i) => start + ticks[i].text.length <= room),
    columns,
  );
  const indent = ' '.repeat(margin + 1);
  const named = beside
    ? [row.padEnd(columns - label.length) + label]
    : [row, label.slice(0, columns).padStart(columns)];
  return [
    `${indent}${glyphs.corner}${floor.join('')}`,
    ...named.map((line) => `${indent} ${line}`.trimEnd()),
  ];
}
