import { checkFinite, invalidArgument } from '../core/index.js';
import { binCounts, quantilesOf } from '../stats/index.js';
import { frameAround } from './axis.js';
import { type Bar, barsOver, drawBars } from './bars.js';
import { BLUE, VERMILION } from './palette.js';
import type { LegendEntry } from './picture.js';
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

const [FEWEST, MOST] = [12, 80];

/** The distribution of a statistic over resamples as a histogram, with the estimate and its interval. Answers an SVG document. */
export async function distributionPlot(data: DistributionData): Promise<string> {
  checkFinite('estimate', data.estimate);
  const values = Float64Array.from(data.values).filter(Number.isFinite);
  if (values.length === 0) throw invalidArgument('values', 'at least one finite number', data.values);
  const bars = histogram(values);
  const { name, estimate, low, high } = data;
  const ends = [bars[0].x1, bars[bars.length - 1].x2, estimate, low, high].filter(Number.isFinite);
  return drawBars({
    title: titleOf(data),
    description: `Histogram of the ${name} in ${counted(values.length, 'resample')}. ${titleOf(data)}.`,
    legend: legend(data),
    notes: notes(data, values.length),
    bars,
    domain: frameAround(Math.min(...ends), Math.max(...ends), 0.02),
    xLabel: name,
    yLabel: 'resamples',
    unit: ' resamples',
    band: [low, high],
    lines: [{ x: estimate, dashed: false }],
  });
}

/**
 * Equal bins of width 2 (interquartile range) / n^(1/3): D. Freedman, P. Diaconis, "On the histogram as a density estimator: L2
 * theory", Zeitschrift für Wahrscheinlichkeitstheorie und verwandte Gebiete 57 (1981) 453-476; not too few and not too many.
 */
function histogram(values: Float64Array): Bar[] {
  const [min, first, third, max] = quantilesOf(values, [0, 0.25, 0.75, 1]);
  if (min === max) {
    const half = 0.01 * Math.max(Math.abs(min), 1e-9);
    return [{ x1: min - half, x2: min + half, height: values.length }];
  }
  const ideal = ((max - min) * Math.cbrt(values.length)) / (2 * (third - first));
  const bins = Math.round(Math.min(MOST, Math.max(FEWEST, Number.isFinite(ideal) ? ideal : FEWEST)));
  return barsOver(binCounts(values, min, max, bins), [min, max]);
}

function titleOf({ name, estimate, low, high, confidence }: DistributionData): string {
  const percent = formatCount(100 * confidence, 3);
  const value = `${name}: ${formatShort(estimate)}`;
  if (Number.isNaN(low) || Number.isNaN(high)) return `${value}, no ${percent} % interval`;
  const range =
    low === -Infinity
      ? `up to ${formatShort(high)}`
      : high === Infinity
        ? `from ${formatShort(low)} on`
        : `${formatShort(low)} to ${formatShort(high)}`;
  return `${value}, ${percent} % interval ${range}`;
}

function legend({ low, high, confidence, method }: DistributionData): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: 'box', colour: BLUE, opacity: 0.6, label: 'resamples' },
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
