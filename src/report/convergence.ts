import { checkInteger, invalidArgument } from '../core/index.js';
import { linearFit, loess, quantile } from '../stats/index.js';
import { BLUE, INK, VERMILION } from './palette.js';
import { frameAround, margins, numberAxis, xAxis, yAxis } from './axis.js';
import { type LegendEntry, dotCloud, drawPicture, gridLines } from './picture.js';
import { counted, formatCount, formatPlusMinus, formatShort } from './text.js';

/** Estimates for growing numbers of points. */
export interface ConvergenceData {
  /** The estimate for n points at index n. */
  readonly values: ArrayLike<number>;
  /** The true value, drawn as a dashed line. */
  readonly exact?: number;
  /** The integrand, such as `1/(1+x^2)`. */
  readonly expression?: string;
  /** What made the estimates, such as `sorted random points`. */
  readonly variant?: string;
  /** More dots than this are thinned to every k-th n; default 10,000, 12 bytes each. */
  readonly mostDots?: number;
}

type Point = readonly [n: number, value: number];

const TREND_BINS = 300;

/**
 * The estimates against the number of points, with a smooth trend and the exact value. The frame is chosen by the
 * quantiles of the estimates; how many lie outside is said below. Answers an SVG document.
 */
export async function convergencePlot(data: ConvergenceData): Promise<string> {
  checkInteger('values.length', data.values.length, 1);
  const mostDots = checkInteger('mostDots', data.mostDots ?? 10_000, 1);
  const points = finitePoints(data.values);
  if (points.length === 0)
    throw invalidArgument('values', 'estimates of which one at least is finite', 'none');
  const frame = chooseFrame(points, data.exact);
  const axis = numberAxis(frame);
  const inside = points.filter(([, value]) => value >= frame[0] && value <= frame[1]);
  const step = Math.ceil(inside.length / mostDots);
  const dots = inside.filter((_, i) => i % step === 0);
  const trend = points.length >= 10 ? trendLine(points) : [];
  const title = convergenceTitle(points, trend);
  const many = dots.length > 500;
  return drawPicture({
    title,
    description: describe(data, title),
    legend: legend(data, trend.length > 0),
    notes: notes(data, { points, inside, step }),
    plot: (Plot) => ({
      ...margins(axis),
      x: {
        ...xAxis,
        label: 'number of points n',
        domain: [0, Math.max(1, points.length < 50 ? data.values.length - 1 : data.values.length)],
        ticks: Math.min(10, data.values.length - 1),
        tickFormat: ',d',
      },
      y: { ...yAxis(axis), label: 'estimate', domain: frame, ticks: 7 },
      marks: [
        gridLines(Plot, 'y', 7),
        dotCloud(dots, { colour: BLUE, radius: many ? 1.3 : 2.5, opacity: many ? 0.35 : 0.7 }) as never,
        data.exact === undefined
          ? null
          : Plot.ruleY([data.exact], { stroke: INK, strokeWidth: 1.5, strokeDasharray: '6 4' }),
        Plot.line(trend, { stroke: VERMILION, strokeWidth: 2.5, clip: true }),
      ],
    }),
  });
}

function finitePoints(values: ArrayLike<number>): Point[] {
  const points: Point[] = [];
  for (let n = 0; n < values.length; n++) if (Number.isFinite(values[n])) points.push([n, values[n]]);
  return points;
}

/** From the 2.5 % to the 97.5 % quantile, without n = 0 and 1 (no area to speak of), with the exact value, and some air. */
function chooseFrame(points: readonly Point[], exact: number | undefined): [number, number] {
  const later = points.filter(([n]) => n >= 2);
  const values = (later.length >= 10 ? later : points).map(([, value]) => value);
  // A few values are all worth showing.
  const cut = values.length < 50 ? 0 : 0.025;
  const limits = [quantile(values, cut), quantile(values, 1 - cut)];
  if (exact !== undefined && Number.isFinite(exact)) limits.push(exact);
  return frameAround(Math.min(...limits), Math.max(...limits));
}

/**
 * The spread shrinks with n and the bias too, so a window should grow with n: estimates are averaged in bins that are
 * equally wide in log n, and local lines over log n smooth the bins.
 */
function trendLine(points: readonly Point[]): Point[] {
  const bins = new Map<number, { n: number; value: number; count: number }>();
  const last = Math.log(points[points.length - 1][0] + 1);
  for (const [n, value] of points) {
    const index = Math.floor((Math.log(n + 1) / last) * TREND_BINS);
    const bin = bins.get(index) ?? { n: 0, value: 0, count: 0 };
    bin.count++;
    bin.n += (n - bin.n) / bin.count;
    bin.value += (value - bin.value) / bin.count;
    bins.set(index, bin);
  }
  const centres = [...bins.values()];
  const x = centres.map(({ n }) => Math.log(n + 1));
  const smooth = loess(
    x,
    centres.map(({ value }) => value),
    x,
    0.3,
  );
  return centres.map(({ n }, i) => [n, smooth[i]]);
}

/** Standard deviation of the estimates about a local trend in 1/n, for n from `from` to `to`. */
function spreadBetween(points: readonly Point[], from: number, to: number): number {
  const chosen = points.filter(([n]) => n >= from && n < to);
  if (chosen.length < 8) return NaN;
  return linearFit(
    chosen.map(([n]) => 1 / n),
    chosen.map(([, value]) => value),
  ).residualSd;
}

function convergenceTitle(points: readonly Point[], trend: readonly Point[]): string {
  const [last, value] = points[points.length - 1];
  if (points.length > 1 && points.every(([, other]) => other === value)) {
    return `All ${formatCount(points.length)} estimates equal ${formatShort(value)}`;
  }
  const spread = spreadBetween(points, Math.max(1, 0.75 * last), Infinity);
  if (!(spread > 0)) return `The estimate for ${counted(last, 'point')} is ${formatShort(value)}`;
  const settled = `Estimates settle at ${formatPlusMinus(trend[trend.length - 1]?.[1] ?? value, spread)}`;
  const factor = last >= 400 ? spreadBetween(points, 75, 134) / spread : NaN;
  if (!(factor > 1.5)) return settled;
  const times = formatCount(Number(factor.toPrecision(2)), 1);
  return `${settled}: the spread shrinks ${times} times from n = 100 to ${formatCount(Number(last.toPrecision(2)))}`;
}

function legend({ exact }: ConvergenceData, hasTrend: boolean): LegendEntry[] {
  const entries: LegendEntry[] = [{ mark: 'dot', colour: BLUE, label: 'estimate' }];
  if (hasTrend) entries.push({ mark: 'line', colour: VERMILION, label: 'trend (local mean)' });
  if (exact !== undefined)
    entries.push({ mark: 'dashes', colour: INK, label: `exact value ${formatShort(exact)}` });
  return entries;
}

function notes(
  data: ConvergenceData,
  { points, inside, step }: { points: readonly Point[]; inside: readonly Point[]; step: number },
): string[] {
  const what = [data.expression, data.variant].filter((part) => part !== undefined).join(', ');
  const facts: string[] = what === '' ? [] : [`${what}.`];
  const outside = points.length - inside.length;
  const missing = data.values.length - points.length;
  if (outside > 0)
    facts.push(`${counted(outside, 'estimate')} outside the frame${nearStart(points, inside)}.`);
  if (missing > 0) facts.push(`${counted(missing, 'estimate')} not finite, left out.`);
  if (step > 1) facts.push(`One dot for every ${formatCount(step)} estimates.`);
  return facts.length === 0 ? [] : [facts.join(' ')];
}

/** Where the estimates outside the frame are, when they are all at the beginning. */
function nearStart(points: readonly Point[], inside: readonly Point[]): string {
  const shown = new Set(inside.map(([n]) => n));
  const last = points.findLast(([n]) => !shown.has(n))?.[0] ?? 0;
  return last > points.length / 10 ? '' : `, all at n ≤ ${formatCount(last)}`;
}

function describe({ values, exact, expression }: ConvergenceData, title: string): string {
  const of = expression === undefined ? '' : ` of the integral of ${expression}`;
  const line = exact === undefined ? '' : `, with the exact value ${formatShort(exact)} as a dashed line`;
  return `${title}. Scatter plot of ${counted(values.length, 'estimate')}${of} against the number of points${line}.`;
}
