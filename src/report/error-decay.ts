import { checkInteger } from '../core/index.js';
import { frameAround, margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, INK, MUTED, VERMILION } from './palette.js';
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
type Plot = typeof import('@observablehq/plot');

/** Errors below are drawn here: 0 has no logarithm. */
const SMALLEST = 1e-17;

/** The estimate with its error, and below it the error on logarithmic scales, both against the evaluations. Answers an SVG document. */
export async function errorDecayPlot(data: ErrorDecayData): Promise<string> {
  const trace = data.trace.filter((entry) => Number.isFinite(entry.value) && entry.evaluations > 0);
  checkInteger('trace.length', trace.length, 1);
  return stackPictures([await estimatePicture({ ...data, trace }), await errorPicture({ ...data, trace })]);
}

function span(trace: ErrorDecayData['trace']): [number, number] {
  const counts = trace.map(({ evaluations }) => evaluations);
  return [Math.min(...counts) / 1.3, Math.max(...counts) * 1.3];
}

const evaluationsAxis = (trace: ErrorDecayData['trace']) =>
  ({
    ...xAxis,
    type: 'log',
    label: 'evaluations',
    domain: span(trace),
    ticks: 6,
    tickFormat: power,
  }) as const;

/** Ticks at 1, 2 and 5 times powers of ten; others on a logarithmic axis have no number. */
function power(value: number): string {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const digit = value / 10 ** exponent;
  if (![1, 2, 5].some((one) => Math.abs(digit - one) < 1e-6)) return '';
  if (exponent >= 0 && exponent <= 4) return Math.round(value).toLocaleString('en-US');
  return `${Math.round(digit)}e${exponent}`.replace('-', '−');
}

function estimatePicture(data: ErrorDecayData): Promise<string> {
  const { trace, exact, standard, integral = 'the integral' } = data;
  const last = trace[trace.length - 1];
  // The first errors may be as large as all the rest together: the frame is that of the second half of the run.
  const later = trace.slice(Math.floor(trace.length / 3));
  const reach = later.flatMap(({ value, error }) =>
    Number.isFinite(error) ? [value - error, value + error] : [value],
  );
  const frame = frameAround(Math.min(...reach, exact ?? Infinity), Math.max(...reach, exact ?? -Infinity));
  const axis = numberAxis(frame);
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
    height: 300,
    plot: (Plot) => ({
      ...margins(axis),
      x: evaluationsAxis(trace),
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

function errorPicture(data: ErrorDecayData): Promise<string> {
  const { trace, exact, standard, slope } = data;
  const at = (error: number): number => Math.max(error, SMALLEST);
  const errors = trace
    .filter(({ error }) => Number.isFinite(error))
    .map(({ evaluations, error }): XY => [evaluations, at(error)]);
  const off =
    exact === undefined
      ? []
      : trace.map(({ evaluations, value }): XY => [evaluations, at(Math.abs(value - exact))]);
  const all = [...errors, ...off].map(([, y]) => y);
  const frame = [Math.min(...all, 1) / 3, Math.max(...all, SMALLEST) * 3] as const;
  const expected = slope === undefined || errors.length === 0 ? [] : slopeLine(errors[0], span(trace), slope);
  const name = standard ? 'standard error' : 'error bound';
  const legend: LegendEntry[] = [{ mark: 'line', colour: BLUE, label: name }];
  if (off.length > 0)
    legend.push({ mark: 'line', colour: VERMILION, label: 'distance from the exact value' });
  if (expected.length > 0)
    legend.push({
      mark: 'dashes',
      colour: MUTED,
      label: `expected: n to the power ${slope}`.replace('-', '−'),
    });
  return drawPicture({
    title: fallOf(errors, name),
    description: `The ${name} against the number of evaluations, both on logarithmic scales.`,
    legend,
    height: 300,
    plot: (Plot: Plot) => ({
      ...margins({ tickFormat: power, room: 64 }),
      x: evaluationsAxis(trace),
      y: { ...yAxis({ tickFormat: power, room: 64 }), type: 'log', label: 'error', domain: frame, ticks: 6 },
      marks: [
        gridLines(Plot, 'y', 6),
        Plot.line(expected, { stroke: MUTED, strokeWidth: 1.5, strokeDasharray: '6 4', clip: true }),
        Plot.line(off, { stroke: VERMILION, strokeWidth: 1.5, clip: true }),
        Plot.dot(off, { fill: VERMILION, r: 2.5, clip: true }),
        Plot.line(errors, { stroke: BLUE, strokeWidth: 2, clip: true }),
        Plot.dot(errors, { fill: BLUE, r: 3, clip: true }),
      ],
    }),
  });
}

function slopeLine([n, error]: XY, [from, to]: readonly [number, number], slope: number): XY[] {
  return [from, to].map((x): XY => [x, error * (x / n) ** slope]);
}

function fallOf(errors: readonly XY[], name: string): string {
  const [first, last] = [errors[0], errors[errors.length - 1]];
  if (errors.length < 2 || first[0] === last[0]) return `The ${name}`;
  const slope = Math.log(last[1] / first[1]) / Math.log(last[0] / first[0]);
  return `The ${name} falls like n to the power ${slope.toFixed(1).replace('-', '−')}`;
}
