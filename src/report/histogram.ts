import { checkFinite, checkInteger, invalidArgument } from '../core/index.js';
import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { INK, SKY, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatPlusMinus } from './text.js';

/** How often a variable fell where. */
export interface HistogramData {
  /** The name of the variable. */
  readonly name: string;
  /** Counts of equal bins from `low` to `high`. */
  readonly counts: ArrayLike<number>;
  readonly low: number;
  readonly high: number;
  /** How many values lie outside of the bins; default 0. */
  readonly outside?: number;
  readonly mean: number;
  /** Standard error of the mean; 0 when it is not known. */
  readonly standardError: number;
  /** Standard deviation. */
  readonly sd: number;
  /** The density that theory expects, drawn as a curve, and its name. */
  readonly theory?: { readonly density: (x: number) => number; readonly label: string };
  /** What made the values, such as `y = x^2`. */
  readonly source?: string;
}

/** Points of the curve. */
const CURVE = 400;

interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly height: number;
}

/**
 * A histogram as a density, its bars of area 1 together with what lies outside, with the mean, and the density that theory
 * expects where it is known. Answers an SVG document.
 */
export async function histogramPlot(data: HistogramData): Promise<string> {
  const bars = barsOf(data);
  const curve = curveOf(data);
  const highest = Math.max(...bars.map(({ height }) => height), ...curve.map(([, height]) => height));
  const frame: [number, number] = [0, highest * 1.05];
  const axis = numberAxis(frame, 5);
  const domain: [number, number] = [data.low, data.high];
  const title = titleOf(data);
  return drawPicture({
    title,
    description: `${title}. Histogram of ${counted(total(data), 'draw')} in ${counted(bars.length, 'bin')}.`,
    legend: legend(data),
    notes: notes(data),
    height: 320,
    plot: (Plot) => ({
      ...margins(axis),
      x: { ...xAxis, label: data.name, domain, ticks: 9, tickFormat: numberAxis(domain, 9).tickFormat },
      y: { ...yAxis(axis), label: 'density', domain: frame, ticks: 5 },
      marks: [
        gridLines(Plot, 'y', 5),
        Plot.rect(bars, { x1: 'x1', x2: 'x2', y1: 0, y2: 'height', fill: SKY }),
        Plot.ruleX([data.mean], { stroke: INK, strokeWidth: 1.5, strokeDasharray: '6 4' }),
        Plot.line(curve, { stroke: VERMILION, strokeWidth: 2.5, clip: true }),
        Plot.ruleY([0], { stroke: INK }),
      ],
    }),
  });
}

function total({ counts, outside = 0 }: HistogramData): number {
  return Math.round(Array.from(counts).reduce((sum, count) => sum + count, outside));
}

function barsOf(data: HistogramData): Bar[] {
  const { counts, low, high } = data;
  checkInteger('counts.length', counts.length, 1);
  if (!(checkFinite('high', high) > checkFinite('low', low)))
    throw invalidArgument('high', `a number above low, which is ${low}`, high);
  const width = (high - low) / counts.length;
  const all = total(data);
  if (all === 0) throw invalidArgument('counts', 'counts that are not all 0', '0');
  return Array.from(counts, (count, i) => ({
    x1: low + i * width,
    x2: low + (i + 1) * width,
    height: count / (all * width),
  }));
}

function curveOf({ theory, low, high }: HistogramData): [number, number][] {
  if (theory === undefined) return [];
  return Array.from({ length: CURVE + 1 }, (_, i) => {
    const x = low + ((high - low) * i) / CURVE;
    return [x, theory.density(x)] as [number, number];
  });
}

function titleOf({ name, mean, standardError, sd }: HistogramData): string {
  return `${name} is ${formatPlusMinus(mean, standardError)} on average, with a standard deviation of ${Number(sd.toPrecision(4))}`;
}

function legend(data: HistogramData): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: 'box', colour: SKY, label: counted(total(data), 'draw') },
    { mark: 'dashes', colour: INK, label: 'their mean' },
  ];
  const { theory } = data;
  if (theory !== undefined) entries.push({ mark: 'line', colour: VERMILION, label: theory.label });
  return entries;
}

function notes({ source, outside = 0 }: HistogramData): string[] {
  const facts = source === undefined ? [] : [`${source}.`];
  if (outside > 0) facts.push(`${counted(outside, 'draw')} outside the frame.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}
