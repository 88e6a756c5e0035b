import { invalidArgument } from '../core/index.js';
import { type Comparison, type Measurement, comparedWith, formatSeconds, timeUnit } from '../bench/index.js';
import { binCounts, quantile } from '../stats/index.js';
import { frameAround, margins, numberAxis, xAxis } from './axis.js';
import { barsOver } from './bars.js';
import { BLUE, INK, MUTED, SERIES } from './palette.js';
import { drawPicture, gridLines } from './picture.js';
import { counted } from './text.js';

const MOST_BINS = 40;
const ROW = 84;
const LONGEST_NAME = 96;

interface Bar {
  readonly x1: number;
  readonly x2: number;
  readonly y1: number;
  readonly y2: number;
  readonly count: number;
  readonly colour: string;
}

interface Row {
  readonly measurement: Measurement;
  readonly floor: number;
  readonly colour: string;
  /** In the unit of the picture. */
  readonly times: readonly number[];
}

/**
 * The times of each variant as a histogram, all on one axis, the medians with their intervals as lines. Times far
 * beyond the others (past the 99 % quantile and three medians) are counted below. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` when nothing was timed
 */
export async function samplesPlot(comparison: Comparison): Promise<string> {
  const timed = comparison.measurements.filter(({ seconds }) => seconds.length > 0);
  if (timed.length === 0) throw invalidArgument('comparison', 'of at least one timed variant', 'none');
  const all = timed.flatMap(({ seconds }) => seconds);
  const { unit, factor } = timeUnit(Math.max(...timed.map(({ time }) => time.median)));
  const rows = timed.map((measurement, i) => ({
    measurement,
    floor: timed.length - 1 - i,
    colour: timed.length === 1 ? BLUE : SERIES[i % SERIES.length],
    times: measurement.seconds.map((seconds) => seconds * factor),
  }));
  const limit = Math.max(quantile(all, 0.99), 3 * Math.max(...timed.map(({ time }) => time.median))) * factor;
  const shown = rows.flatMap(({ times }) => times.filter((time) => time <= limit));
  const frame = frameAround(Math.min(...shown), Math.max(...shown), 0.03);
  const bars = rows.flatMap((row) => barsOf(row, frame));
  const title = titleOf(comparison, timed);
  return drawPicture({
    title,
    description: `${title}. Histograms of the times of ${counted(timed.length, 'variant')}.`,
    notes: [notes(rows, all.length - shown.length)],
    height: timed.length * ROW + 56,
    plot: (Plot) => ({
      ...margins({ room: 24, tickFormat: String }),
      marginTop: 10,
      x: {
        ...xAxis,
        label: `time in ${unit}`,
        domain: frame,
        ticks: 8,
        tickFormat: numberAxis(frame, 8).tickFormat,
      },
      y: { axis: null, domain: [0, timed.length] },
      marks: [gridLines(Plot, 'x', 8), ...sampleMarks(Plot, rows, bars, factor)],
    }),
  });
}

type PlotModule = typeof import('@observablehq/plot');

function sampleMarks(Plot: PlotModule, rows: readonly Row[], bars: readonly Bar[], factor: number) {
  const middle = ({ measurement }: Row): number => measurement.time.median * factor;
  const names = rows.map((row) => ({ ...row, name: nameOf(row.measurement) }));
  return [
    Plot.rect(bars, {
      x1: 'x1',
      x2: 'x2',
      y1: 'y1',
      y2: 'y2',
      fill: 'colour',
      fillOpacity: 0.75,
      title: ({ count }: Bar) => counted(count, 'run'),
    }),
    Plot.ruleY(rows, { y: 'floor', stroke: MUTED }),
    Plot.rect(rows, {
      x1: ({ measurement }: Row) => measurement.time.low * factor,
      x2: ({ measurement }: Row) => measurement.time.high * factor,
      y1: 'floor',
      y2: ({ floor }: Row) => floor + 0.05,
      fill: INK,
    }),
    Plot.ruleX(rows, {
      x: middle,
      y1: 'floor',
      y2: ({ floor }: Row) => floor + 0.68,
      stroke: INK,
      strokeWidth: 2,
      title: ({ measurement }: Row) => `${measurement.name}: ${formatSeconds(measurement.time.median)}`,
    }),
    Plot.text(names, {
      y: ({ floor }: Row) => floor + 0.84,
      text: 'name',
      frameAnchor: 'left',
      textAnchor: 'start',
      fontWeight: 'bold',
    }),
  ];
}

function nameOf({ name, time, seconds }: Measurement): string {
  const short = name.length > LONGEST_NAME - 30 ? `${name.slice(0, LONGEST_NAME - 31)}…` : name;
  return `${short}: ${formatSeconds(time.median)}, ${counted(seconds.length, 'run')}`;
}

/** Bins of equal width over the whole frame, the fullest one of each row 0.66 high. */
function barsOf({ times, floor, colour }: Row, frame: readonly [number, number]): Bar[] {
  const bins = Math.max(8, Math.min(MOST_BINS, 4 * Math.ceil(Math.sqrt(times.length))));
  const counts = binCounts(times, frame[0], frame[1], bins);
  const fullest = Math.max(...counts);
  return barsOver(counts, frame)
    .filter(({ height }) => height > 0)
    .map(({ x1, x2, height: count }) => {
      return { x1, x2, y1: floor, y2: floor + (0.66 * count) / fullest, count, colour };
    });
}

function titleOf({ baseline, faster }: Comparison, timed: readonly Measurement[]): string {
  const [first] = timed;
  if (timed.length === 1) return `${first.name}: ${formatSeconds(first.time.median)}`;
  const best = timed.reduce((a, b) => (b.time.median < a.time.median ? b : a));
  const told = best.name === baseline ? (timed.find(({ name }) => name !== baseline) ?? best) : best;
  return `${told.name}: ${comparedWith(faster[told.name], baseline)}`;
}

function notes(rows: readonly Row[], outside: number): string {
  const coverage = Math.min(...rows.map(({ measurement }) => measurement.time.coverage));
  const bars = Number.isFinite(coverage)
    ? ` The thick line at the foot: its interval, ${Math.floor(1000 * coverage) / 10} %.`
    : '';
  const left = outside === 0 ? '' : ` ${counted(outside, 'run')} far to the right left out.`;
  return `Upright line: the median.${bars}${left}`;
}
