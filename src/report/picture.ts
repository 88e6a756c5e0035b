import type { PlotOptions } from '@observablehq/plot';
import { type DrawingDocument, type DrawingElement, type PlotModule, loadPlot, newDocument } from './load.js';
import { GRID, INK, MUTED, PAPER } from './palette.js';
import { balanceText, escapeMarkup, wrapText } from './text.js';

const SVG = 'http://www.w3.org/2000/svg';
/** What browsers and other viewers use; where pictures become PNG it is DejaVu Sans, which comes with its package. */
const FONTS = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
const MARGIN = 20;
const TITLE = { size: 17, line: 23, characters: 72 };
const SMALL = { size: 13, line: 18, characters: 108 };
/** Letters' mean width in DejaVu Sans, the widest of the fonts, as a share of the font size. */
const LETTER = 0.6;

/** How a thing in the picture looks, and its name. */
export interface LegendEntry {
  readonly mark: 'dot' | 'line' | 'dashes' | 'box' | 'strip';
  readonly colour: string;
  /** Of a box; 1 by default. */
  readonly opacity?: number;
  readonly label: string;
}

export interface Picture {
  /** The finding, in a sentence. */
  readonly title: string;
  /** What is shown, for those who cannot see it. */
  readonly description: string;
  readonly legend?: readonly LegendEntry[];
  /** Small print below: how it was made, what is left out. */
  readonly notes?: readonly string[];
  /** Size of the plot in pixels, without title, legend and notes; default 800 wide, 400 high. */
  readonly width?: number;
  readonly height?: number;
  plot(Plot: PlotModule): PlotOptions;
}

/** Draws a picture as one SVG document on white, 800 pixels wide, without style sheets, scripts or outside fonts. */
export async function drawPicture(picture: Picture): Promise<string> {
  const [Plot, document] = await Promise.all([loadPlot(), newDocument()]);
  const { width = 800, height = 400 } = picture;
  const header = drawHeader(picture);
  const notes = drawNotes(picture.notes ?? [], header.height + height);
  const total = header.height + height + notes.height;
  const options = { width, height, ...picture.plot(Plot), document } as unknown as PlotOptions;
  const body = Plot.plot(options) as unknown as DrawingElement;
  const [title, description] = [picture.title, picture.description].map(escapeMarkup);
  return tidy(
    `<svg xmlns="${SVG}" width="${width}" height="${total}" viewBox="0 0 ${width} ${total}" role="img"` +
      ` aria-labelledby="title description" font-family="${FONTS}" font-size="13" fill="${INK}">` +
      `<title id="title">${title}</title><desc id="description">${description}</desc>` +
      `<rect width="${width}" height="${total}" fill="${PAPER}"/>${header.markup}` +
      `<g transform="translate(0,${header.height})" text-anchor="middle">${body.innerHTML}</g>${notes.markup}</svg>\n`,
  );
}

interface Block {
  readonly markup: string;
  readonly height: number;
}

function drawHeader({ title, legend = [] }: Picture): Block {
  const lines = balanceText(tied(title), TITLE.characters);
  const top = MARGIN + TITLE.size - 4;
  const texts = lines.map((line, i) =>
    textLine(line, top + i * TITLE.line, TITLE.size, INK, 'font-weight="bold"'),
  );
  const below = top + (lines.length - 1) * TITLE.line;
  if (legend.length === 0) return { markup: texts.join(''), height: below + 12 };
  const key = drawLegend(legend, below + 26);
  return { markup: texts.join('') + key.markup, height: key.height + 12 };
}

/** Numbers stay with their units, and signs with their numbers. */
function tied(title: string): string {
  return title.replace(/(?<=\d) (?=(?:%|s|ms|µs|ns)(?![a-z]))| (?=±)|(?<=±|∫) /g, '\u00a0');
}

function drawNotes(notes: readonly string[], top: number): Block {
  const lines = notes.flatMap((note) => wrapText(note, SMALL.characters));
  const texts = lines.map((line, i) => textLine(line, top + 20 + i * SMALL.line, SMALL.size, MUTED));
  return { markup: texts.join(''), height: lines.length === 0 ? 8 : lines.length * SMALL.line + 18 };
}

function textLine(text: string, y: number, size: number, colour: string, more = ''): string {
  return `<text x="${MARGIN}" y="${y}" font-size="${size}" fill="${colour}" ${more}>${escapeMarkup(text)}</text>`;
}

/** The entries in a row, in several when they do not fit; `height` is the last baseline. */
function drawLegend(legend: readonly LegendEntry[], first: number): Block {
  let [x, y, markup] = [MARGIN, first, ''];
  for (const entry of legend) {
    const { label } = entry;
    const width = 30 + label.length * SMALL.size * LETTER + 18;
    if (x > MARGIN && x + width > 800) [x, y] = [MARGIN, y + SMALL.line + 2];
    markup += legendMark(entry, x, y - 4.5);
    markup += `<text x="${x + 30}" y="${y}">${escapeMarkup(label)}</text>`;
    x += width;
  }
  return { markup, height: y };
}

function legendMark({ mark, colour, opacity = 1 }: LegendEntry, x: number, y: number): string {
  const faint = opacity === 1 ? '' : ` fill-opacity="${opacity}"`;
  const line = `<path d="M${x},${y}h22" stroke="${colour}" stroke-width="2.5" fill="none"`;
  switch (mark) {
    case 'dot':
      return `<circle cx="${x + 11}" cy="${y}" r="4" fill="${colour}"/>`;
    case 'box':
      return `<rect x="${x + 2}" y="${y - 6}" width="20" height="12" fill="${colour}"${faint}/>`;
    case 'strip':
      return `<rect x="${x + 2}" y="${y - 2}" width="20" height="4" fill="${colour}"/>`;
    case 'dashes':
      return `${line} stroke-dasharray="6 4"/>`;
    default:
      return `${line}/>`;
  }
}

/**
 * Plot's markup without its style sheet (which wants CSS features that few viewers but browsers have), with our colours in place of
 * `currentColor`, coordinates to a hundredth of a pixel, and clip paths numbered anew so that equal input gives equal text.
 */
function tidy(svg: string): string {
  const ids = [...new Set([...svg.matchAll(/ id="(plot-[^"]+)"/g)].map((match) => match[1]))];
  let text = svg.replace(/<style>[^]*?<\/style>/g, '').replaceAll('currentColor', INK);
  ids.forEach((id, i) => {
    text = text.replaceAll(`id="${id}"`, `id="clip-${i}"`).replaceAll(`url(#${id})`, `url(#clip-${i})`);
  });
  return text.replace(/="[^"]*"/g, (attribute) => attribute.replace(/(\.\d\d)\d+/g, '$1'));
}

/** Light lines behind the marks. */
export function gridLines(Plot: PlotModule, axis: 'x' | 'y', ticks?: number | readonly number[]) {
  const options = { stroke: GRID, strokeOpacity: 1, ticks: ticks as number | number[] | undefined };
  return axis === 'y' ? Plot.gridY(options) : Plot.gridX(options);
}

/**
 * Many dots as few path elements: each dot is a line of no length with round caps, 12 bytes instead of 45. Neighbours
 * go to different paths, so that overlapping translucent dots still add up.
 */
export function dotCloud(
  points: readonly (readonly [number, number])[],
  { colour, radius, opacity }: { colour: string; radius: number; opacity: number },
) {
  const layers = 8;
  return (
    _index: unknown,
    scales: { x?: (value: number) => number; y?: (value: number) => number },
    _values: unknown,
    _dimensions: unknown,
    context: unknown,
  ): DrawingElement => {
    const { document } = context as { document: DrawingDocument };
    const paths: string[] = Array.from({ length: layers }, () => '');
    points.forEach(([x, y], i) => {
      paths[i % layers] += `M${(scales.x?.(x) ?? 0).toFixed(1)},${(scales.y?.(y) ?? 0).toFixed(1)}h0`;
    });
    const group = document.createElementNS(SVG, 'g');
    const style = { fill: 'none', stroke: colour, 'stroke-width': 2 * radius, 'stroke-opacity': opacity };
    for (const [name, value] of Object.entries(style)) group.setAttribute(name, String(value));
    group.setAttribute('stroke-linecap', 'round');
    for (const d of paths.filter((path) => path !== '')) {
      const path = document.createElementNS(SVG, 'path');
      path.setAttribute('d', d);
      group.append(path);
    }
    return group;
  };
}
