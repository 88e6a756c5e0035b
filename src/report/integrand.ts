import { checkFinite, checkOneOf, invalidArgument } from '../core/index.js';
import { quantile } from '../stats/index.js';
import { frameAround, margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, INK, ORANGE, SKY, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatCount, formatPlusMinus, formatShort } from './text.js';

const METHODS = ['rectangles', 'midpoint', 'monte-carlo', 'adaptive'] as const;

/** A rectangle on the x axis from `x0` to `x1`; a negative height hangs below. */
export interface Rectangle {
  readonly x0: number;
  readonly x1: number;
  readonly height: number;
}

/** An integral and how it was estimated. */
export interface IntegrandData {
  readonly f: (x: number) => number;
  readonly a: number;
  readonly b: number;
  /** The integrand as text, such as `1/(1+x^2)`; default `f(x)`. */
  readonly expression?: string;
  readonly method: (typeof METHODS)[number];
  /** Where the integrand was evaluated. */
  readonly points: ArrayLike<number>;
  /** Areas that were added up; none for Monte Carlo. */
  readonly rectangles?: readonly Rectangle[];
  readonly value: number;
  readonly error?: number;
  /** The part of the range that is drawn; default: all of it, which must be finite then. */
  readonly shown?: readonly [number, number];
}

type XY = readonly [x: number, y: number];

/** More rectangles than this are shown by their outline: their sides would touch. */
const MAX_RECTANGLES = 120;
/** Sample points drawn at most; of more, as many evenly chosen ones. */
const MAX_POINTS = 120;
/** Marks at the bottom for an adaptive method's points. */
const MAX_RUG = 3000;
/** Places where the curve is evaluated. */
const CURVE = 700;

/**
 * The curve with its rectangles and sample points, as a textbook would draw them. Poles are cut off by the frame. Answers an SVG document.
 */
export async function integrandPlot(data: IntegrandData): Promise<string> {
  checkOneOf('method', data.method, METHODS);
  const domain = ends(data);
  const curve = sampleCurve(data.f, domain);
  const frame = chooseFrame(curve);
  const samples = choosePoints(data);
  const axis = numberAxis(frame);
  return drawPicture({
    title: integrandTitle(data),
    description: describe(data),
    legend: legend(data, frame, samples.length > 0),
    notes: notes(data, samples.length, curve, frame),
    plot: (Plot) => ({
      ...margins(axis),
      x: { ...xAxis, label: 'x', domain, ticks: 9, tickFormat: numberAxis(domain, 9).tickFormat },
      y: { ...yAxis(axis), label: 'f(x)', domain: frame, ticks: 7 },
      marks: integrandMarks(Plot, data, { curve, frame, samples }),
    }),
  });
}

interface Drawing {
  readonly curve: readonly XY[];
  readonly samples: readonly XY[];
  readonly frame: readonly [number, number];
}

function integrandMarks(Plot: Plot, data: IntegrandData, { curve, samples, frame }: Drawing) {
  const { rectangles = [] } = data;
  const stalks = { x: '0', y1: 0, y2: '1', stroke: BLUE, strokeOpacity: 0.35, clip: true };
  return [
    gridLines(Plot, 'y', 7),
    rectangles.length === 0 ? shadedArea(Plot, curve, frame) : areas(Plot, rectangles, frame),
    data.method === 'monte-carlo' ? Plot.ruleX(samples, stalks) : null,
    data.method === 'adaptive' ? Plot.ruleX(rugOf(data), rugStyle(frame)) : null,
    Plot.ruleY([0], { stroke: INK, strokeWidth: 1 }),
    Plot.line(curve, { stroke: VERMILION, strokeWidth: 2.5, clip: true }),
    Plot.dot(samples, { fill: BLUE, r: samples.length > 40 ? 2.5 : 3.5, clip: true }),
  ];
}

/** Every point at the bottom of the frame: they lie dense where a range was halved again and again. */
function rugOf({ points }: IntegrandData): number[] {
  const step = Math.max(1, Math.ceil(points.length / MAX_RUG));
  return Array.from(points).filter((_, i) => i % step === 0);
}

function rugStyle([bottom, top]: readonly [number, number]) {
  return {
    y1: bottom,
    y2: bottom + 0.05 * (top - bottom),
    stroke: BLUE,
    strokeOpacity: 0.5,
    clip: true,
  } as const;
}

function ends({ a, b, shown }: IntegrandData): [number, number] {
  if (shown !== undefined) return [shown[0], shown[1]];
  checkFinite('a', a);
  checkFinite('b', b);
  if (a === b) throw invalidArgument('b', 'different from a', b);
  return frameAround(Math.min(a, b), Math.max(a, b), 0);
}

/** Off the very ends, where a singular integrand is infinite. */
function sampleCurve(f: (x: number) => number, [from, to]: readonly [number, number]): XY[] {
  return Array.from({ length: CURVE }, (_, i): XY => {
    const x = from + ((to - from) * (i + 0.5)) / CURVE;
    const y = f(x);
    return [x, Number.isFinite(y) ? y : NaN];
  });
}

/** Zero and the curve; what rises far above its own 95 % quantile is cut off there. */
function chooseFrame(curve: readonly XY[]): [number, number] {
  const values = curve.map(([, y]) => y).filter((y) => !Number.isNaN(y));
  if (values.length === 0) return [-1, 1];
  const [low, high] = [quantile(values, 0.05), quantile(values, 0.95)];
  const reach = Math.max(high - low, 0.05 * Math.max(Math.abs(low), Math.abs(high)));
  const [min, max] = [quantile(values, 0), quantile(values, 1)];
  const bottom = Math.min(0, min < low - 2.5 * reach ? low - reach : min);
  const top = Math.max(0, max > high + 2.5 * reach ? high + reach : max);
  const [lower, upper] = frameAround(bottom, top);
  // No air between the axis and the curve's side of it.
  return [bottom < 0 || top === 0 ? lower : 0, top > 0 || bottom === 0 ? upper : 0];
}

/** Points with their heights, evenly chosen when there are too many. */
function choosePoints({ f, points }: IntegrandData): XY[] {
  const step = Math.max(1, points.length / MAX_POINTS);
  const count = Math.min(points.length, MAX_POINTS);
  const chosen = Array.from({ length: count }, (_, i) => points[Math.floor(i * step)]);
  return chosen.map((x): XY => [x, f(x)]).filter(([, y]) => Number.isFinite(y));
}

type Plot = typeof import('@observablehq/plot');

function areas(Plot: Plot, rectangles: readonly Rectangle[], frame: readonly [number, number]) {
  const many = rectangles.length > MAX_RECTANGLES;
  const shown = many ? outline(rectangles) : rectangles;
  return Plot.rect(shown as Rectangle[], {
    x1: 'x0',
    x2: 'x1',
    y1: 0,
    // Cut here and not by a clip path, so that the tops of cut rectangles are not drawn.
    y2: (r: Rectangle) => Math.min(frame[1], Math.max(frame[0], r.height)),
    fill: (r: Rectangle) => (r.height < 0 ? ORANGE : SKY),
    fillOpacity: 0.4,
    stroke: many ? 'none' : BLUE,
    strokeOpacity: 0.8,
    strokeWidth: 1,
  });
}

/** Columns two pixels wide or so in place of rectangles too thin to see, each as high as their mean. */
function outline(rectangles: readonly Rectangle[]): Rectangle[] {
  const from = Math.min(
    ...[rectangles[0], rectangles[rectangles.length - 1]].map((r) => Math.min(r.x0, r.x1)),
  );
  const to = Math.max(...[rectangles[0], rectangles[rectangles.length - 1]].map((r) => Math.max(r.x0, r.x1)));
  const columns = new Map<number, { x0: number; x1: number; area: number }>();
  for (const r of rectangles) {
    const [x0, x1] = [Math.min(r.x0, r.x1), Math.max(r.x0, r.x1)];
    const key = Math.floor(((x0 - from) / (to - from)) * (CURVE / 2));
    const column = columns.get(key) ?? { x0, x1, area: 0 };
    column.x0 = Math.min(column.x0, x0);
    column.x1 = Math.max(column.x1, x1);
    column.area += r.height * (x1 - x0);
    columns.set(key, column);
  }
  return [...columns.values()].map(({ x0, x1, area }) => ({
    x0,
    x1,
    height: x1 > x0 ? area / (x1 - x0) : 0,
  }));
}

function shadedArea(Plot: Plot, curve: readonly XY[], [bottom, top]: readonly [number, number]) {
  const part = (fill: string, limit: (y: number) => number) =>
    Plot.areaY(curve as XY[], { x: '0', y1: 0, y2: (d: XY) => limit(d[1]), fill, fillOpacity: 0.25 });
  return [
    part(SKY, (y) => Math.min(top, Math.max(0, y))),
    part(ORANGE, (y) => Math.max(bottom, Math.min(0, y))),
  ];
}

function integrandTitle(data: IntegrandData): string {
  const { a, b, value, error, expression = 'f(x)' } = data;
  const n =
    data.method === 'monte-carlo' || data.method === 'adaptive'
      ? data.points.length
      : (data.rectangles ?? data.points).length;
  const noun = {
    rectangles: 'rectangle between random points',
    midpoint: 'midpoint rectangle',
    'monte-carlo': 'random point',
    adaptive: 'evaluation',
  };
  const plural = data.method === 'rectangles' ? 'rectangles between random points' : undefined;
  const result = error === undefined ? formatShort(value) : formatPlusMinus(value, error);
  const give = n === 1 ? 'gives' : 'give';
  return `${counted(n, noun[data.method], plural)} ${give} ${result} for ∫\u00a0${expression}\u00a0dx from ${formatShort(a)} to ${formatShort(b)}`;
}

function legend(data: IntegrandData, frame: readonly [number, number], hasPoints: boolean): LegendEntry[] {
  const entries: LegendEntry[] = [{ mark: 'line', colour: VERMILION, label: data.expression ?? 'f(x)' }];
  const noun = (data.rectangles ?? []).length > 0 ? 'rectangles' : 'area';
  const signed = frame[0] < 0 && frame[1] > 0;
  if (frame[1] > 0) entries.push({ mark: 'box', colour: SKY, label: signed ? `${noun}, counted +` : noun });
  if (frame[0] < 0)
    entries.push({
      mark: 'box',
      colour: ORANGE,
      label: `${noun}, counted −`,
    });
  if (hasPoints)
    entries.push({
      mark: 'dot',
      colour: BLUE,
      label: data.method === 'adaptive' ? 'evaluations, all of them at the bottom' : 'sample points',
    });
  return entries;
}

function notes(
  data: IntegrandData,
  dots: number,
  curve: readonly XY[],
  frame: readonly [number, number],
): string[] {
  const facts: string[] = [];
  const { a, b, points, rectangles = [] } = data;
  if (a > b) facts.push('The lower limit lies above the upper one: the integral changes its sign.');
  if (rectangles.length > MAX_RECTANGLES) {
    facts.push(
      `${formatCount(rectangles.length)} rectangles are too thin to draw one by one: their outline is shown.`,
    );
  }
  if (dots > 0 && points.length > dots)
    facts.push(`${formatCount(dots)} of ${counted(points.length, 'sample point')} shown.`);
  if (curve.some(([, y]) => y < frame[0] || y > frame[1])) facts.push('The curve leaves the frame.');
  if (curve.some(([, y]) => Number.isNaN(y)))
    facts.push('The curve has gaps where the function is not finite.');
  return facts.length === 0 ? [] : [facts.join(' ')];
}

const SHOWN = {
  rectangles: 'the rectangles and sample points',
  midpoint: 'the rectangles and sample points',
  'monte-carlo': 'the random points',
  adaptive: 'the points of an adaptive method',
} as const;

function describe(data: IntegrandData): string {
  return `${integrandTitle(data)}. The curve of the integrand with ${SHOWN[data.method]} that estimate its area.`;
}
