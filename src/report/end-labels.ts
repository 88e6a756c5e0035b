import type { DrawingDocument, DrawingElement } from './load.js';
import { INK } from './palette.js';

/** The name of a line, to be written where the line ends. */
export interface EndLabel {
  readonly label: string;
  readonly colour: string;
  /** The last point of the line, in the values of the axes. */
  readonly x: number;
  readonly y: number;
}

/** Longer names would squeeze the picture: they belong into a legend. */
const LONGEST = 20;
/** Pixels: from a line's end to its name, and between the middles of two names. */
const [GAP, LINE] = [14, 17];
/** Width of a letter in pixels. */
const LETTER = 8;
const SVG = 'http://www.w3.org/2000/svg';

/** Whether lines of these names can have them at their ends. */
export function fitAtEnds(labels: readonly string[]): boolean {
  return labels.length <= 8 && labels.every((label) => label.length <= LONGEST);
}

/** Pixels to the right of the frame that the names need. */
export function roomAtEnds(labels: readonly string[]): number {
  return GAP + 12 + LETTER * Math.max(0, ...labels.map((label) => label.length));
}

interface Dimensions {
  readonly height: number;
  readonly marginTop: number;
  readonly marginBottom: number;
}

/** A mark: each name beside the end of its line, tied to it by a stroke of its colour; names that would touch move apart. */
export function endLabels(labels: readonly EndLabel[]) {
  return (
    _index: unknown,
    scales: { x?: (value: number) => number; y?: (value: number) => number },
    _values: unknown,
    { height, marginTop, marginBottom }: Dimensions,
    context: unknown,
  ): DrawingElement => {
    const { document } = context as { document: DrawingDocument };
    const ends = labels.map(({ x, y, ...named }) => ({
      ...named,
      x: scales.x?.(x) ?? 0,
      y: Math.min(height - marginBottom, Math.max(marginTop, scales.y?.(y) ?? 0)),
    }));
    const places = movedApart(
      ends.map(({ y }) => y),
      [marginTop, height - marginBottom],
    );
    const group = element(document, 'g', { 'text-anchor': 'start' });
    ends.forEach(({ label, colour, x, y }, i) => {
      const d = `M${(x + 3).toFixed(1)},${y.toFixed(1)}L${(x + GAP - 3).toFixed(1)},${places[i].toFixed(1)}`;
      group.append(element(document, 'path', { d, stroke: colour, 'stroke-width': 1.5, fill: 'none' }));
      const text = element(document, 'text', { x: x + GAP, y: places[i], dy: '0.32em', fill: INK });
      text.textContent = label;
      group.append(text);
    });
    return group;
  };
}

function element(
  document: DrawingDocument,
  name: string,
  attributes: Readonly<Record<string, string | number>>,
): DrawingElement {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

/** Places near the wanted ones, in their order, at least a line apart, within the limits as far as there is room. */
function movedApart(wanted: readonly number[], [top, bottom]: readonly [number, number]): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const places = [...wanted];
  let least = top;
  for (const i of order) {
    places[i] = Math.max(places[i], least);
    least = places[i] + LINE;
  }
  let most = bottom;
  for (const i of order.toReversed()) {
    places[i] = Math.min(places[i], most);
    most = places[i] - LINE;
  }
  return places;
}
