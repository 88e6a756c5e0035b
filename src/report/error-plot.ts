import { invalidArgument } from '../core/index.js';
import { linearFit } from '../stats/index.js';
import { margins, xAxis, yAxis } from './axis.js';
import { INK, SERIES } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { powerOfTen, powersBetween } from './powers.js';
import { counted, formatCount } from './text.js';

/** The errors of one method. */
export interface ErrorSeries {
  readonly label: string;
  /** The absolute error after some number of evaluations. An error of 0 has no logarithm: it is drawn at the lower edge. */
  readonly points: readonly { readonly evaluations: number; readonly error: number }[];
  /** The exponent that theory expects, such as -0.5 for Monte Carlo: drawn as a line through the median point. */
  readonly expectedSlope?: number;
}

export interface ErrorPlotData {
  readonly series: readonly ErrorSeries[];
  /** What was integrated or estimated, such as `1/(1+x^2)`. */
  readonly what?: string;
}

type Point = readonly [evaluations: number, error: number];

interface Drawn {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly Point[];
  readonly zeros: readonly number[];
  /** The measured exponent; NaN for fewer than three points. */
  readonly slope: number;
  readonly expected?: number;
  readonly guide: readonly Point[];
}

/** The level of rounding: errors are shown no farther below the smallest one. */
const ROOM = 3;

/**
 * Error against evaluations, both logarithmic, with the slope that theory expects beside the measured one: a method of order p
 * falls along a line of slope -p. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a positive error, or for evaluations that are not positive
 */
export async function errorPlot(data: ErrorPlotData): Promise<string> {
  const drawn = data.series.map(seriesOf);
  const points = drawn.flatMap((series) => series.points);
  if (points.length === 0)
    throw invalidArgument('series', 'errors of which one at least is positive', 'none');
  const errors = points.map(([, error]) => error);
  const counts = drawn.flatMap(({ points: own, zeros }) => [...own.map(([n]) => n), ...zeros]);
  const frame: [number, number] = [Math.min(...errors) / ROOM, Math.max(...errors) * ROOM];
  const [xTicks, yTicks] = [powersBetween(Math.min(...counts), Math.max(...counts)), powersBetween(...frame)];
  const title = titleOf(drawn);
  return drawPicture({
    title,
    description: `${title}. Error against the number of evaluations, both on logarithmic axes, for ${drawn.map(({ label }) => label).join(', ')}.`,
    legend: legend(drawn),
    notes: notes(data, drawn),
    plot: (Plot) => ({
      ...margins({ room: 64, tickFormat: powerOfTen }),
      x: {
        ...xAxis,
        type: 'log',
        label: 'evaluations',
        domain: [Math.min(...counts) / 1.3, Math.max(...counts) * 1.3],
        ticks: xTicks,
        tickFormat: (n: number) => (n < 1e6 ? formatCount(n) : powerOfTen(n)),
      },
      y: {
        ...yAxis({ room: 64, tickFormat: powerOfTen }),
        type: 'log',
        label: 'absolute error',
        domain: frame,
        ticks: yTicks,
      },
      marks: [
        gridLines(Plot, 'y', yTicks),
        gridLines(Plot, 'x', xTicks),
        ...drawn.flatMap((series) => marksOf(Plot, series, frame[0])),
      ],
    }),
  });
}

type PlotModule = typeof import('@observablehq/plot');

function marksOf(Plot: PlotModule, { points, zeros, colour, guide, label }: Drawn, edge: number) {
  return [
    Plot.line(guide, { stroke: INK, strokeWidth: 1.5, strokeDasharray: '6 4', clip: true }),
    Plot.line(points, { stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.6 }),
    Plot.dot(points, {
      fill: colour,
      r: 4,
      title: ([n, error]: Point) => `${label}, ${counted(n, 'evaluation')}: error ${error.toExponential(1)}`,
    }),
    Plot.dot(zeros, {
      x: (n: number) => n,
      y: () => edge,
      fill: 'none',
      stroke: colour,
      strokeWidth: 2,
      r: 4,
    }),
  ];
}

function seriesOf(series: ErrorSeries, i: number): Drawn {
  const { label, points: given, expectedSlope } = series;
  for (const { evaluations } of given) {
    if (!(evaluations > 0 && evaluations < Infinity))
      throw invalidArgument(`evaluations of ${label}`, 'a positive finite number', evaluations);
  }
  const finite = given.filter(({ error }) => Number.isFinite(error));
  const points = finite
    .filter(({ error }) => error !== 0)
    .map(({ evaluations, error }): Point => [evaluations, Math.abs(error)])
    .sort(([a], [b]) => a - b);
  const zeros = finite.filter(({ error }) => error === 0).map(({ evaluations }) => evaluations);
  const slope = slopeOf(points);
  const guide = expectedSlope === undefined ? [] : guideOf(points, expectedSlope);
  return { label, colour: SERIES[i % SERIES.length], points, zeros, slope, expected: expectedSlope, guide };
}

function slopeOf(points: readonly Point[]): number {
  if (points.length < 3) return NaN;
  const [x, y] = [0, 1].map((which) => points.map((point) => Math.log(point[which])));
  return linearFit(x, y).slope;
}

/** A line of the expected slope through the centre of the points. */
function guideOf(points: readonly Point[], slope: number): Point[] {
  if (points.length < 2) return [];
  const mean = (which: 0 | 1): number =>
    points.reduce((sum, point) => sum + Math.log(point[which]), 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  return [points[0][0], points[points.length - 1][0]].map((n) => [
    n,
    Math.exp(y + slope * (Math.log(n) - x)),
  ]);
}

function titleOf(drawn: readonly Drawn[]): string {
  const told = drawn.filter(({ slope }) => Number.isFinite(slope));
  if (told.length === 0) return 'Error against evaluations';
  const orders = told.map(({ label, slope, expected }) => {
    const theory = expected === undefined ? '' : ` (theory: ${formatCount(expected, 2)})`;
    return `${label} n^${slope.toFixed(2)}${theory}`;
  });
  return `The error falls as ${orders.join(', ')}`.replaceAll('-', '−');
}

function legend(drawn: readonly Drawn[]): LegendEntry[] {
  const entries: LegendEntry[] = drawn.map(({ label, colour }) => ({ mark: 'dot', colour, label }));
  if (drawn.some(({ guide }) => guide.length > 0))
    entries.push({ mark: 'dashes', colour: INK, label: 'expected slope' });
  return entries;
}

function notes({ what }: ErrorPlotData, drawn: readonly Drawn[]): string[] {
  const facts = what === undefined ? [] : [`${what}.`];
  const zeros = drawn.reduce((sum, series) => sum + series.zeros.length, 0);
  if (zeros > 0) facts.push(`Rings at the lower edge: ${counted(zeros, 'estimate')} without any error.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}
