import { checkInteger } from '../core/index.js';
import { frameAround, margins, numberAxis, yAxis } from './axis.js';
import { roomAtEnds } from './end-labels.js';
import { type ErrorSeries, ROOM_LEFT, drawErrors } from './error-plot.js';
import { logAxis } from './log-axis.js';
import { BLUE, INK } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { stackPictures } from './stack.js';
import { counted, formatPlusMinus, formatShort } from './text.js';

/** How an integral's estimate and its error went. */
export interface ErrorDecayData {
  /** In the order of the evaluations. */
  readonly trace: readonly { readonly evaluations: number; readonly value: number; readonly error: number }[];
  /** Whether errors are standard errors, and not bounds. */
  readonly standard: boolean;
  readonly method: string;
  /** The integral's text, such as `∫ x*y`. */
  readonly integral?: string;
  /** The true value; the distance from it is drawn too. */
  readonly exact?: number;
  /** The power of the number of evaluations that the error is expected to fall with, such as -0.5. */
  readonly slope?: number;
}

type XY = readonly [n: number, y: number];

const HEIGHT = 300;

/** The estimate with its error, and below it the error on logarithmic scales, both against the evaluations. Answers an SVG document. */
export async function errorDecayPlot(data: ErrorDecayData): Promise<string> {
  const trace = data.trace.filter((entry) => Number.isFinite(entry.value) && entry.evaluations > 0);
  checkInteger('trace.length', trace.length, 1);
  const series = seriesOf({ ...data, trace });
  const frame = frameOf({ ...data, trace });
  const room = Math.max(ROOM_LEFT, numberAxis(frame).room);
  const right = roomAtEnds(series.map(({ label }) => label));
  const above = await estimatePicture({ ...data, trace }, frame, { marginLeft: room, marginRight: right });
  if (series.every(({ points }) => points.every(({ error }) => error === 0))) return above;
  return stackPictures([above, await drawErrors({ series, height: HEIGHT }, { room, told: 1 })]);
}

/** The first errors may be as large as all the rest together: the frame is that of the later two thirds of the run. */
function frameOf({ trace, exact }: ErrorDecayData): [number, number] {
  const later = trace.slice(Math.floor(trace.length / 3));
  const reach = later.flatMap(({ value, error }) =>
    Number.isFinite(error) ? [value - error, value + error] : [value],
  );
  return frameAround(Math.min(...reach, exact ?? Infinity), Math.max(...reach, exact ?? -Infinity));
}

function estimatePicture(
  data: ErrorDecayData,
  frame: readonly [number, number],
  sides: { readonly marginLeft: number; readonly marginRight: number },
): Promise<string> {
  const { trace, exact, standard, integral = 'the integral' } = data;
  const last = trace[trace.length - 1];
  const axis = { ...numberAxis(frame), room: sides.marginLeft };
  const legend: LegendEntry[] = [
    { mark: 'dot', colour: BLUE, label: standard ? 'estimate ± standard error' : 'estimate ± bound' },
  ];
  if (exact !== undefined)
    legend.push({ mark: 'dashes', colour: INK, label: `exact value ${formatShort(exact)}` });
  const title = `${data.method} gives ${formatPlusMinus(last.value, last.error)} for ${integral} with ${counted(last.evaluations, 'evaluation')}`;
  return drawPicture({
    title,
    description: `${title}. Estimates with error bars against the number of evaluations.`,
    legend,
    notes: notes(trace, frame),
    height: HEIGHT,
    plot: (Plot) => ({
      ...margins(axis),
      ...sides,
      x: logAxis(
        'evaluations',
        trace.map(({ evaluations }) => evaluations),
      ),
      y: { ...yAxis(axis), label: 'estimate', domain: frame, ticks: 6 },
      marks: [
        gridLines(Plot, 'y', 6),
        exact === undefined
          ? null
          : Plot.ruleY([exact], { stroke: INK, strokeWidth: 1.5, strokeDasharray: '6 4' }),
        Plot.ruleX(
          trace.map(({ evaluations, value, error }) => ({
            x: evaluations,
            y1: Math.max(value - error, frame[0]),
            y2: Math.min(value + error, frame[1]),
          })),
          { x: 'x', y1: 'y1', y2: 'y2', stroke: BLUE, strokeOpacity: 0.5, strokeWidth: 2, clip: true },
        ),
        Plot.dot(
          trace.map(({ evaluations, value }): XY => [evaluations, value]),
          { fill: BLUE, r: 3, clip: true },
        ),
      ],
    }),
  });
}

function notes(trace: ErrorDecayData['trace'], [low, high]: readonly [number, number]): string[] {
  const outside = trace.filter(({ value }) => value < low || value > high).length;
  return outside === 0 ? [] : [`${counted(outside, 'estimate')} outside the frame.`];
}

/** The error that the method tells, and the distance from the exact value. */
function seriesOf({ trace, exact, standard, slope }: ErrorDecayData): ErrorSeries[] {
  const points = trace.filter(({ error }) => Number.isFinite(error));
  const told = { label: standard ? 'standard error' : 'error bound', points, expectedSlope: slope };
  if (exact === undefined) return [told];
  const off = trace.map(({ evaluations, value }) => ({ evaluations, error: Math.abs(value - exact) }));
  return [told, { label: 'true error', points: off }];
}
