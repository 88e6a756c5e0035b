import { checkFinite, checkInteger, invalidArgument } from '../core/index.js';
import { type Bar, barsOver, drawBars } from './bars.js';
import { BLUE, INK, VERMILION } from './palette.js';
import type { LegendEntry } from './picture.js';
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
  /** Of the values, such as `ms`. */
  readonly unit?: string;
  /** What one value is; default `draw`. */
  readonly noun?: string;
}

/** Points of the curve. */
const CURVE = 400;

/**
 * A histogram as a density, its bars of area 1 together with what lies outside, with the mean, and the density that theory
 * expects where it is known. Answers an SVG document.
 */
export async function histogramPlot(data: HistogramData): Promise<string> {
  const bars = barsOf(data);
  const title = titleOf(data);
  return drawBars({
    title,
    description: `${title}. Histogram of ${counted(total(data), nounOf(data))} in ${counted(bars.length, 'bin')}.`,
    legend: legend(data),
    notes: notes(data),
    bars,
    domain: [data.low, data.high],
    xLabel: data.unit === undefined ? data.name : `${data.name} in ${data.unit}`,
    yLabel: 'density',
    unit: '',
    curve: curveOf(data),
    lines: [{ x: data.mean, dashed: true }],
  });
}

const nounOf = ({ noun = 'draw' }: HistogramData): string => noun;

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
  return barsOver(
    Array.from(counts, (count) => count / (all * width)),
    [low, high],
  );
}

function curveOf({ theory, low, high }: HistogramData): [number, number][] {
  if (theory === undefined) return [];
  return Array.from({ length: CURVE + 1 }, (_, i) => {
    const x = low + ((high - low) * i) / CURVE;
    return [x, theory.density(x)] as [number, number];
  });
}

function titleOf({ name, mean, standardError, sd, unit }: HistogramData): string {
  const of = unit === undefined ? '' : ` ${unit}`;
  return `${name} is ${formatPlusMinus(mean, standardError)}${of} on average, with a standard deviation of ${Number(sd.toPrecision(4))}${of}`;
}

function legend(data: HistogramData): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: 'box', colour: BLUE, opacity: 0.6, label: counted(total(data), nounOf(data)) },
    { mark: 'dashes', colour: INK, label: 'their mean' },
  ];
  const { theory } = data;
  if (theory !== undefined) entries.push({ mark: 'line', colour: VERMILION, label: theory.label });
  return entries;
}

function notes({ source, noun = 'draw', outside = 0 }: HistogramData): string[] {
  const facts = source === undefined ? [] : [`${source}.`];
  if (outside > 0) facts.push(`${counted(outside, noun)} outside the frame.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}
