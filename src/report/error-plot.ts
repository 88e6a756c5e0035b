import { invalidArgument } from '../core/index.js';
import { linearFit } from '../stats/index.js';
import { margins, yAxis } from './axis.js';
import { endLabels, fitAtEnds, roomAtEnds } from './end-labels.js';
import { logAxis, logTicks } from './log-axis.js';
import { MUTED, SERIES } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { powerOfTen, superscript, ticksWithin } from './powers.js';
import { counted } from './text.js';

/** The errors of one method. */
export interface ErrorSeries {
  readonly label: string;
  /** The absolute error after some number of evaluations. An error of 0 has no logarithm: it is drawn at the lower edge. */
  readonly points: readonly { readonly evaluations: number; readonly error: number }[];
  /** The exponent that theory expects, such as -0.5 for Monte Carlo: drawn as a line through the centre of the points. */
  readonly expectedSlope?: number;
}

export interface ErrorPlotData {
  readonly series: readonly ErrorSeries[];
  /** What was integrated or estimated, such as `1/(1+x^2)`. */
  readonly what?: string;
  /** Height of the plot in pixels, without title and notes; default 400. */
  readonly height?: number;
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

/** The frame reaches so many times beyond the smallest and the largest error. */
const ROOM = 3;
/** More points than this in a series are drawn smaller. */
const MANY = 30;
export const ROOM_LEFT = 64;
/** A slope within this share of the expected one agrees with it. */
const NEAR = 0.15;

/**
 * Error against evaluations, both logarithmic, with the slope that theory expects beside the measured one: a method of order p
 * falls along a line of slope -p. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` without a positive error, or for evaluations that are not positive
 */
export function errorPlot(data: ErrorPlotData): Promise<string> {
  return drawErrors(data, { room: ROOM_LEFT, told: data.series.length });
}

/**
 * The same with so much room in pixels left of the frame, for pictures that stand below each other, and a title that tells of the
 * first series alone.
 */
export async function drawErrors(
  data: ErrorPlotData,
  { room, told }: { readonly room: number; readonly told: number },
): Promise<string> {
  const drawn = data.series.map(seriesOf);
  const points = drawn.flatMap((series) => series.points);
  if (points.length === 0)
    throw invalidArgument('series', 'errors of which one at least is positive', 'none');
  const errors = points.map(([, error]) => error);
  const counts = drawn.flatMap(({ points: own, zeros }) => [...own.map(([n]) => n), ...zeros]);
  const frame: [number, number] = [Math.min(...errors) / ROOM, Math.max(...errors) * ROOM];
  const yTicks = ticksWithin(...frame);
  const title = titleOf(drawn.slice(0, told));
  const names = drawn.map(({ label }) => label);
  const direct = fitAtEnds(names);
  return drawPicture({
    title,
    height: data.height,
    description: `${title}. Error against the number of evaluations, both on logarithmic axes, for ${names.join(', ')}.`,
    legend: legend(drawn, direct),
    notes: notes(data, drawn),
    plot: (Plot) => ({
      ...margins({ room, tickFormat: powerOfTen }),
      ...(direct && { marginRight: roomAtEnds(names) }),
      x: logAxis('evaluations', counts),
      y: {
        ...yAxis({ room, tickFormat: powerOfTen }),
        type: 'log',
        label: 'absolute error',
        domain: frame,
        ticks: yTicks,
      },
      marks: [
        gridLines(Plot, 'y', yTicks),
        gridLines(Plot, 'x', logTicks(counts)),
        ...drawn.flatMap((series) => marksOf(Plot, series, frame[0])),
        direct ? (endLabels(drawn.flatMap((series) => endOf(series, frame[0]))) as never) : null,
      ],
    }),
  });
}

type PlotModule = typeof import('@observablehq/plot');

function marksOf(Plot: PlotModule, { points, zeros, colour, guide, label }: Drawn, edge: number) {
  return [
    Plot.line(guide, { stroke: MUTED, strokeWidth: 1.5, strokeDasharray: '6 4', clip: true }),
    Plot.line(points, { stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.6 }),
    Plot.dot(points, {
      fill: colour,
      r: points.length > MANY ? 3 : 4,
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

/** The last point of a series, be it one without error. */
function endOf({ label, colour, points, zeros }: Drawn, edge: number) {
  const last = points.at(-1);
  const zero = zeros.length === 0 ? -Infinity : Math.max(...zeros);
  if (last !== undefined && last[0] >= zero) return [{ label, colour, x: last[0], y: last[1] }];
  return zeros.length === 0 ? [] : [{ label, colour, x: zero, y: edge }];
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

/** The measured slopes, and whether theory agrees. */
function titleOf(drawn: readonly Drawn[]): string {
  const told = drawn.filter(({ slope }) => Number.isFinite(slope));
  if (told.length === 0) return 'Error against evaluations';
  const alone = drawn.length === 1;
  const slopes = told.map(({ label, slope }) => `${power(slope)}${alone ? '' : ` (${label})`}`).join(', ');
  const falls = told.every(({ slope }) => slope < 0) ? 'falls as' : 'goes as';
  const known = told.filter(({ expected }) => expected !== undefined);
  const agreed = known.every(
    ({ slope, expected = 0 }) => Math.abs(slope - expected) <= NEAR * Math.abs(expected),
  );
  const theory = known.map(({ expected = 0 }) => power(expected)).join(', ');
  const verdict = known.length === 0 ? '' : agreed ? ', as theory expects' : `; theory expects ${theory}`;
  return `The ${alone ? drawn[0].label : 'error'} ${falls} ${slopes}${verdict}`;
}

/** `n⁻⁰·⁵`: the number of evaluations to a power, to one decimal. */
function power(exponent: number): string {
  return `n${superscript(Number(exponent.toFixed(1)))}`;
}

/** With names at the lines' ends the guides alone want telling. */
function legend(drawn: readonly Drawn[], direct: boolean): LegendEntry[] {
  const entries: LegendEntry[] = direct
    ? []
    : drawn.map(({ label, colour }) => ({ mark: 'dot', colour, label }));
  if (drawn.some(({ guide }) => guide.length > 0))
    entries.push({ mark: 'dashes', colour: MUTED, label: 'slope that theory expects' });
  return entries;
}

function notes({ what }: ErrorPlotData, drawn: readonly Drawn[]): string[] {
  const facts = what === undefined ? [] : [`${what}.`];
  const zeros = drawn.reduce((sum, series) => sum + series.zeros.length, 0);
  if (zeros > 0) facts.push(`Rings at the lower edge: ${counted(zeros, 'estimate')} without any error.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}
