import { checkInteger, invalidArgument } from '../core/index.js';
import { frameAround, margins, numberAxis, yAxis } from './axis.js';
import { logAxis } from './log-axis.js';
import { BLUE, INK, SKY, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { formatCount, formatPlusMinus, formatShort } from './text.js';

/** How the mean of an output settles. */
export interface RunsPlotData {
  /** Mean and half width of its interval after some numbers of runs, ascending: `outputs.wait.trace`. */
  readonly trace: readonly { readonly runs: number; readonly mean: number; readonly halfWidth: number }[];
  /** The true value, drawn as a dashed line. */
  readonly exact?: number;
  /** What is estimated, such as `mean wait`. Default: `mean`. */
  readonly label?: string;
  /** Of the intervals, 0.95 by default: it names the band. */
  readonly confidence?: number;
  /** How the runs were made: the small print. */
  readonly note?: string;
  /** The mean's trace in a second way of making the runs, drawn as the edges of its intervals. */
  readonly beside?: { readonly label: string; readonly trace: RunsPlotData['trace'] };
}

type Point = RunsPlotData['trace'][number];

/** The frame holds the bands from a hundredth of all runs on, and from this number of runs; earlier ones may leave it. */
const [FRAMED_SHARE, FRAMED_FROM] = [1 / 100, 30];
/** More checkpoints than this run into each other. */
const MOST_DOTS = 60;
const BAND = { colour: SKY, opacity: 0.35 };

/**
 * The mean against the number of runs, on a logarithmic axis, within the band of its confidence intervals; the exact value as a
 * dashed line. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a trace without a finite interval
 */
export async function runsPlot(data: RunsPlotData): Promise<string> {
  checkInteger('trace.length', data.trace.length, 1);
  const points = data.trace.filter(isDrawable);
  if (points.length === 0) {
    throw invalidArgument('trace', 'of at least one point with a finite interval', 'none');
  }
  const beside = data.beside?.trace.filter(isDrawable) ?? [];
  const frame = chooseFrame([...points, ...beside], data.exact);
  const axis = numberAxis(frame);
  const [first, last] = [points[0].runs, points[points.length - 1].runs];
  const title = titleOf(data, points[points.length - 1]);
  const dots = points.filter(({ mean }) => mean >= frame[0] && mean <= frame[1]);
  const edges = [-1, 1].map((side) =>
    beside.map(({ runs, mean, halfWidth }) => [runs, mean + side * halfWidth] as const),
  );
  return drawPicture({
    title,
    description: describe(data, title),
    legend: legend(data),
    notes: notes(data, points, frame),
    plot: (Plot) => ({
      ...margins(axis),
      marginRight: 36,
      x: { ...logAxis('number of runs', [first, last]), domain: [first, Math.max(last, first + 1)] },
      y: { ...yAxis(axis), label: data.label ?? 'mean', domain: frame, ticks: 7 },
      marks: [
        Plot.areaY(points, {
          x: 'runs',
          y1: ({ mean, halfWidth }: Point) => mean - halfWidth,
          y2: ({ mean, halfWidth }: Point) => mean + halfWidth,
          fill: BAND.colour,
          fillOpacity: BAND.opacity,
          clip: true,
        }),
        gridLines(Plot, 'y', 7),
        ...edges.map((edge) => Plot.line(edge, { stroke: VERMILION, strokeWidth: 1.5, clip: true })),
        Plot.line(points, { x: 'runs', y: 'mean', stroke: BLUE, strokeWidth: 2.5, clip: true }),
        Plot.dot(dots.length > MOST_DOTS ? [] : dots, { x: 'runs', y: 'mean', fill: BLUE, r: 3 }),
        data.exact === undefined
          ? null
          : Plot.ruleY([data.exact], { stroke: INK, strokeWidth: 1.5, strokeDasharray: '6 4' }),
      ],
    }),
  });
}

function isDrawable({ mean, halfWidth }: Point): boolean {
  return Number.isFinite(mean) && Number.isFinite(halfWidth);
}

function chooseFrame(points: readonly Point[], exact: number | undefined): [number, number] {
  const from = Math.max(FRAMED_FROM, FRAMED_SHARE * Math.max(...points.map(({ runs }) => runs)));
  const late = points.filter(({ runs }) => runs >= from);
  const shown = late.length === 0 ? points : late;
  const lows = shown.map(({ mean, halfWidth }) => mean - halfWidth);
  const highs = shown.map(({ mean, halfWidth }) => mean + halfWidth);
  const known = exact !== undefined && Number.isFinite(exact) ? [exact] : [];
  return frameAround(Math.min(...lows, ...known), Math.max(...highs, ...known));
}

function titleOf({ label = 'mean', exact }: RunsPlotData, { runs, mean, halfWidth }: Point): string {
  const name = `${label[0].toUpperCase()}${label.slice(1)}`;
  const found = `${name} after ${formatCount(runs)} runs: ${formatPlusMinus(mean, halfWidth)}`;
  if (exact === undefined) return found;
  const outside = Math.abs(mean - exact) <= halfWidth ? '' : ', outside';
  return `${found} (exact: ${formatShort(exact)}${outside})`;
}

function percent(confidence = 0.95): string {
  return `${formatCount(100 * confidence, 2)} %`;
}

function legend({ exact, label = 'mean', confidence, beside }: RunsPlotData): LegendEntry[] {
  const entries: LegendEntry[] = [
    { mark: 'line', colour: BLUE, label },
    { mark: 'box', ...BAND, label: `${percent(confidence)} confidence interval` },
  ];
  if (beside !== undefined) entries.push({ mark: 'line', colour: VERMILION, label: beside.label });
  if (exact !== undefined) {
    entries.push({ mark: 'dashes', colour: INK, label: `exact value ${formatShort(exact)}` });
  }
  return entries;
}

function notes(
  { note, trace }: RunsPlotData,
  points: readonly Point[],
  [low, high]: readonly [number, number],
): string[] {
  const facts = note === undefined ? [] : [note];
  const cut = points.filter(({ mean, halfWidth }) => mean - halfWidth < low || mean + halfWidth > high);
  if (cut.length > 0) {
    const last = cut[cut.length - 1].runs;
    facts.push(`The band leaves the frame up to ${formatCount(last)} runs.`);
  }
  const missing = trace.length - points.length;
  if (missing > 0) facts.push(`${formatCount(missing)} without a finite interval left out.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}

function describe({ exact }: RunsPlotData, title: string): string {
  const line = exact === undefined ? '' : ', with the exact value as a dashed line';
  return `${title}. Line of the mean against the number of runs, in the band of its confidence intervals${line}.`;
}
