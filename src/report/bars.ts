import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, INK, SKY, VERMILION } from './palette.js';
import { type Picture, drawPicture, gridLines } from './picture.js';
import { formatCount, formatShort } from './text.js';

/** A bar of a histogram. */
export interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly height: number;
}

/** A histogram with what is drawn over it. */
export interface BarPicture extends Omit<Picture, 'plot'> {
  readonly bars: readonly Bar[];
  /** The part of the x axis that is shown. */
  readonly domain: readonly [number, number];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What the height of a bar is, after the number: ` resamples`. */
  readonly unit: string;
  /** A stretch of the x axis behind the bars; its finite ends are drawn as dashed lines. */
  readonly band?: readonly [number, number];
  readonly curve?: readonly (readonly [number, number])[];
  /** Upright lines. */
  readonly lines: readonly { readonly x: number; readonly dashed: boolean }[];
}

const TICKS = 5;

/** Draws a histogram. Answers an SVG document. */
export function drawBars(picture: BarPicture): Promise<string> {
  const { bars, domain, xLabel, yLabel, curve = [] } = picture;
  const highest = Math.max(...bars.map(({ height }) => height), ...curve.map(([, y]) => y));
  const frame: [number, number] = [0, highest * 1.05];
  const axis = numberAxis(frame, TICKS);
  return drawPicture({
    height: 320,
    ...picture,
    plot: (Plot) => ({
      ...margins(axis),
      x: { ...xAxis, label: xLabel, domain, ticks: 9, tickFormat: numberAxis(domain, 9).tickFormat },
      y: { ...yAxis(axis), label: yLabel, domain: frame, ticks: TICKS },
      marks: marksOf(Plot, picture),
    }),
  });
}

function marksOf(
  Plot: typeof import('@observablehq/plot'),
  { bars, domain, unit, band, curve = [], lines }: BarPicture,
) {
  const inside = band && { x1: Math.max(band[0], domain[0]), x2: Math.min(band[1], domain[1]) };
  const tell = ({ x1, x2, height }: Bar): string =>
    `${formatShort(x1)} to ${formatShort(x2)}: ${height >= 100 ? formatCount(height) : formatShort(height)}${unit}`;
  return [
    inside && inside.x1 <= inside.x2
      ? Plot.rect([inside], { x1: 'x1', x2: 'x2', fill: SKY, fillOpacity: 0.25 })
      : null,
    gridLines(Plot, 'y', TICKS),
    Plot.rect(bars, {
      x1: 'x1',
      x2: 'x2',
      y1: 0,
      y2: 'height',
      fill: BLUE,
      fillOpacity: 0.6,
      insetRight: bars.length > 1 ? 0.7 : 0,
      title: tell,
    }),
    Plot.ruleX((band ?? []).filter(Number.isFinite), {
      stroke: BLUE,
      strokeWidth: 2,
      strokeDasharray: '6 4',
    }),
    ...lines.map(({ x, dashed }) =>
      Plot.ruleX([x], {
        stroke: dashed ? INK : VERMILION,
        strokeWidth: dashed ? 1.5 : 2.5,
        strokeDasharray: dashed ? '6 4' : undefined,
      }),
    ),
    Plot.line(curve, { stroke: VERMILION, strokeWidth: 2.5, clip: true }),
    Plot.ruleY([0], { stroke: INK }),
  ];
}

/** The bars over these bins. */
export function barsOver(heights: ArrayLike<number>, [low, high]: readonly [number, number]): Bar[] {
  const edge = (i: number): number => low + ((high - low) * i) / heights.length;
  return Array.from(heights, (height, i) => ({ x1: edge(i), x2: edge(i + 1), height }));
}
