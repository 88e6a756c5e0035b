import { checkFinite, invalidArgument } from '../core/index.js';
import { quantilesOf } from '../stats/index.js';
import { frameAround, margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, INK, SKY, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatCount, formatShort } from './text.js';

/** Values of a statistic in resamples, and the interval that they give. */
export interface DistributionData {
  /** The statistic of each resample; those that are not finite are left out. */
  readonly values: ArrayLike<number>;
  /** What was computed, such as `median of x`. */
  readonly name: string;
  /** The statistic of the data. */
  readonly estimate: number;
  /** Ends of the interval; infinite where it has none, NaN where it is not known. */
  readonly low: number;
  readonly high: number;
  /** The probability that the interval holds the true value. */
  readonly confidence: number;
  /** How the interval was made, such as `bca`. */
  readonly method: string;
}

/** A bar of the histogram, cut where the interval ends. */
interface Bar {
  readonly x0: number;
  readonly x1: number;
  readonly count: number;
}

const [FEWEST, MOST] = [12, 80];

/** The distribution of a statistic over resamples as a histogram, with the estimate and its interval. Answers an SVG document. */
export async function distributionPlot(data: DistributionData): Promise<string> {
  checkFinite('estimate', data.estimate);
  const values = Float64Array.from(data.values).filter(Number.isFinite);
  if (values.length === 0) throw invalidArgument('values', 'at least one finite number', data.values);
  const bars = histogram(values);
  const top = Math.max(...bars.map(({ count }) => count));
  const ends = [bars[0].x0, bars[bars.length - 1].x1, data.estimate, data.low, data.high].filter(
    Number.isFinite,
  );
  const domain = frameAround(Math.min(...ends), Math.max(...ends), 0.02);
  const axis = numberAxis([0, 1.08 * top]);
  return drawPicture({
    title: titleOf(data),
    description: `Histogram of the ${data.name} in ${counted(values.length, 'resample')}. ${titleOf(data)}.`,
    legend: legend(data),
    notes: notes(data, values.length),
    plot: (Plot) => ({
      ...margins(axis),
      x: { ...xAxis, label: data.name, domain, ticks: 9, tickFormat: numberAxis(domain, 9).tickFormat },
      y: { ...yAxis(axis), label: 'resamples', domain: [0, 1.08 * top], ticks: 7 },
      marks: marksOf(Plot, data, bars, domain),
    }),
  });
}

type Plot = typeof import('@observablehq/plot');

function marksOf(
  Plot: Plot,
  { estimate, low, high }: DistributionData,
  bars: Bar[],
  domain: [number, number],
) {
  const inside = { x1: Math.max(low, domain[0]), x2: Math.min(high, domain[1]) };
  const known = inside.x1 <= inside.x2;
  return [
    known ? Plot.rect([inside], { x1: 'x1', x2: 'x2', fill: SKY, fillOpacity: 0.25 }) : null,
    gridLines(Plot, 'y', 7),
    Plot.rect(bars, {
      x1: 'x0',
      x2: 'x1',
      y1: 0,
      y2: 'count',
      fill: BLUE,
      fillOpacity: 0.75,
      insetLeft: 0.5,
      insetRight: 0.5,
    }),
    Plot.ruleX([low, high].filter(Number.isFinite), { stroke: BLUE, strokeWidth: 2, strokeDasharray: '6 4' }),
    Plot.ruleX([estimate], { stroke: VERMILION, strokeWidth: 2.5 }),
    Plot.ruleY([0], { stroke: INK, strokeWidth: 1 }),
  ];
}

/**
 * Equal bins of width 2 (interquartile range) / n^(1/3): D. Freedman, P. Diaconis, "On the histogram as a density estimator: L2
 * theory", Zeitschrift für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981) 453-476; not too few and not too many.
 */
function histogram(values: Float64Array): Bar[] {
  const [min, first, third, max] = quantilesOf(values, [0, 0.25, 0.75, 1]);
  if (min === max) {
    const half = 0.01 * Math.max(Math.abs(min), 1e-9);
    return [{ x0: min - half, x1: min + half, count: values.length }];
  }
  const ideal = ((max - min) * Math.cbrt(values.length)) / (2 * (third - first));
  const bins = Math.round(Math.min(MOST, Math.max(FEWEST, Number.isFinite(ideal) ? ideal : FEWEST)));
  const counts = new Float64Array(bins);
  for (const value of values) counts[Math.min(bins - 1, Math.floor(((value - min) / (max - min)) * bins))]++;
  const edge = (i: number): number => min + ((max - min) * i) / bins;
  return Array.from(counts, (count, i) => ({ x0: edge(i), x1: edge(i + 1), count }));
}

function titleOf({ name, estimate, low, high, confidence }: DistributionData): string {
  const percent = formatCount(100 * confidence, 3);
  const range =
    Number.isNaN(low) || Number.isNaN(high) ? 'no interval' : `${formatShort(low)} to ${formatShort(high)}`;
  return `${name}: ${formatShort(estimate)}, ${percent} % interval ${range}`;
}

function legend({ low, high, confidence, method }: DistributionData): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: 'box', colour: BLUE, label: 'resamples' },
    { mark: 'line', colour: VERMILION, label: 'estimate' },
  ];
  if (Number.isFinite(low) || Number.isFinite(high)) {
    entries.push({
      mark: 'dashes',
      colour: BLUE,
      label: `${formatCount(100 * confidence, 3)} % interval (${method})`,
    });
  }
  return entries;
}

function notes({ values }: DistributionData, finite: number): string[] {
  const lost = values.length - finite;
  const left = lost === 0 ? '' : ` Left out, as not finite: ${formatCount(lost)}.`;
  return [`${counted(finite, 'resample')} drawn with replacement.${left}`];
}
