import { invalidArgument } from '../core/index.js';
import {
  type Ratio,
  type ScalingFit,
  type ScalingLaw,
  type Sweep,
  formatRatio,
  pairedRatio,
  predictSpeedup,
  workersLabel,
} from '../bench/index.js';
import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { type EndLabel, endLabels, roomAtEnds } from './end-labels.js';
import { BLUE, GREEN, INK, MUTED, ORANGE, SHADE, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatCount } from './text.js';

interface Point {
  readonly workers: number;
  readonly ratio: Ratio;
}

/** A fitted law from 1 worker on: what was measured, and what is foretold. */
interface Curve {
  readonly law: ScalingLaw;
  readonly colour: string;
  readonly points: readonly CurvePoint[];
}

interface CurvePoint {
  readonly workers: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly extrapolated: boolean;
}

const STEPS = 120;
const Y_LABELS = { strong: 'speed-up over one worker', weak: 'scaled speed-up over one worker' } as const;
const LEGEND: readonly LegendEntry[] = [
  { mark: 'dot', colour: BLUE, label: 'measured, median with interval' },
];
const LAWS = {
  amdahl: { name: "Amdahl's law", colour: VERMILION },
  usl: { name: 'USL', colour: ORANGE },
} as const;

/**
 * The speed-up over one worker against the number of workers: medians with their intervals, the ideal line, and the laws of
 * scaling fitted to them with their bands, dotted where nobody measured. In weak scaling it is the scaled speed-up, how many
 * times as much is done in the same time, without these laws, which know the same work alone. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a sweep that timed neither one worker nor more
 */
export async function speedupPlot(sweep: Sweep): Promise<string> {
  const points = pointsOf(sweep);
  if (points.length < 2) {
    throw invalidArgument('sweep', 'a sweep that timed one worker and another count', sweep.job);
  }
  const { fits, scaling } = sweep;
  const most = points[points.length - 1].workers;
  const lawful = fits.amdahl !== undefined || fits.usl !== undefined;
  const reach = lawful ? Math.max(most + 1, Math.ceil(1.5 * most)) : most + 0.5;
  const curves = (['amdahl', 'usl'] as const)
    .filter((law) => fits[law] !== undefined)
    .map((law) => curveOf(fits, law, reach));
  const top =
    1.12 * Math.max(...points.map(({ ratio }) => highOf(ratio)), ...curves.map(topOf), Math.min(reach, 2));
  const axis = numberAxis([0, top]);
  const title = titleOf(sweep, points);
  return drawPicture({
    title,
    description: `${title}. Speed-up over one worker: ${points.map(tell).join(', ')}.`,
    legend: LEGEND,
    notes: [notes(sweep, curves)],
    plot: (Plot) => ({
      ...margins(axis),
      marginRight: roomAtEnds(curves.map(({ law }) => LAWS[law].name)),
      x: {
        ...xAxis,
        label: 'workers',
        domain: [0.5, reach],
        ticks: ticksUpTo(reach),
        tickFormat: ',d',
      },
      y: { ...yAxis(axis), label: Y_LABELS[scaling], domain: [0, top], ticks: 7 },
      marks: [
        ...speedupMarks(Plot, { points, curves, reach, processors: sweep.processors ?? Infinity }),
        endLabels(namesOf(curves, Math.min(reach, top))) as never,
      ],
    }),
  });
}

/** Speed-ups over the baseline, which know how much was done, become those over one worker. */
function pointsOf({ runs }: Sweep): Point[] {
  const one = runs.find(({ workers, seconds }) => workers === 1 && seconds.length > 0);
  if (one === undefined) return [];
  return runs
    .filter(({ workers, seconds }) => workers >= 1 && seconds.length > 0)
    .map(({ workers, speedup }) => ({
      workers,
      ratio: pairedRatio(speedup.perRound, one.speedup.perRound),
    }));
}

function curveOf(fit: ScalingFit, law: ScalingLaw, reach: number): Curve {
  const points = Array.from({ length: STEPS + 1 }, (_, i) => {
    const workers = 1 + ((reach - 1) * i) / STEPS;
    const { speedup, extrapolated } = predictSpeedup(fit, law, workers);
    const { value, low, high } = speedup;
    return { workers, value, low, high, extrapolated };
  });
  return { law, colour: LAWS[law].colour, points };
}

const topOf = ({ points }: Curve): number => Math.max(...points.map(({ value }) => value));
const highOf = ({ value, high }: Ratio): number => (Number.isFinite(high) ? high : value);
const tell = ({ workers, ratio }: Point): string => `${workersLabel(workers)}: ${formatRatio(ratio)}`;

function ticksUpTo(reach: number): number[] {
  const step = Math.max(1, Math.ceil(reach / 12));
  const first = step === 1 ? [] : [1];
  const others = Array.from({ length: Math.floor(reach / step) }, (_, i) => (i + 1) * step);
  return [...first, ...others];
}

type PlotModule = typeof import('@observablehq/plot');

interface Marks {
  readonly points: readonly Point[];
  readonly curves: readonly Curve[];
  readonly reach: number;
  readonly processors: number;
}

function speedupMarks(Plot: PlotModule, { points, curves, reach, processors }: Marks) {
  const bars = points.filter(({ ratio }) => Number.isFinite(ratio.spread));
  return [
    ...(processors < reach ? ground(Plot, processors, reach) : []),
    gridLines(Plot, 'y', 7),
    ...curves.flatMap(({ points: line, colour }) => {
      const last = line.findLastIndex(({ extrapolated }) => !extrapolated);
      const place = { x: 'workers', y: 'value', stroke: colour, strokeWidth: 2, clip: true } as const;
      return [
        Plot.areaY(line, {
          x: 'workers',
          y1: 'low',
          y2: 'high',
          fill: colour,
          fillOpacity: 0.14,
          clip: true,
        }),
        Plot.line(line.slice(0, last + 1), place),
        Plot.line(line.slice(Math.max(0, last)), { ...place, strokeDasharray: '3 4' }),
      ];
    }),
    Plot.line([1, reach], {
      x: (n: number) => n,
      y: (n: number) => n,
      stroke: GREEN,
      strokeWidth: 2,
      strokeDasharray: '6 4',
      clip: true,
    }),
    Plot.ruleX(bars, {
      x: 'workers',
      y1: (p: Point) => p.ratio.low,
      y2: (p: Point) => p.ratio.high,
      stroke: INK,
      strokeWidth: 1.5,
    }),
    Plot.dot(points, {
      x: 'workers',
      y: (p: Point) => p.ratio.value,
      fill: BLUE,
      r: 5,
      stroke: INK,
      strokeWidth: 1,
      title: tell,
    }),
  ];
}

function ground(Plot: PlotModule, processors: number, reach: number) {
  return [
    Plot.rect([0], { x1: processors + 0.5, x2: reach, fill: SHADE }),
    Plot.text([`past the ${counted(processors, 'processor')}`], {
      x: reach,
      dx: -8,
      frameAnchor: 'bottom',
      dy: -8,
      lineAnchor: 'bottom',
      textAnchor: 'end',
      fill: MUTED,
      stroke: SHADE,
      strokeWidth: 5,
    }),
  ];
}

function titleOf({ job, scaling }: Sweep, points: readonly Point[]): string {
  const best = points.reduce((a, b) => (b.ratio.value > a.ratio.value ? b : a));
  // An interval that holds 1 leaves open whether there is any gain.
  const open = best.ratio.perRound.length > 1 && best.ratio.low <= 1;
  if (best.workers === 1 || open) return `${job}: no number of workers is surely faster than one`;
  const [who, ratio] = [workersLabel(best.workers), formatRatio(best.ratio)];
  return scaling === 'weak'
    ? `${job}: ${who} do ${ratio} times as much as one in the same time`
    : `${job}: ${who} are ${ratio} times as fast as one`;
}

/** The lines' names where they end; the ideal line may leave the frame at the top. */
function namesOf(curves: readonly Curve[], ideal: number): EndLabel[] {
  return [
    { label: 'ideal', colour: GREEN, x: ideal, y: ideal },
    ...curves.map(({ law, colour, points }) => {
      const { workers, value } = points[points.length - 1];
      return { label: LAWS[law].name, colour, x: workers, y: value };
    }),
  ];
}

function notes({ repeats, scaling, fits: { amdahl, usl } }: Sweep, curves: readonly Curve[]): string {
  const facts = [`${counted(repeats, 'round')} of interleaved runs.`];
  if (scaling === 'weak') facts.push('n workers did n times the work of one.');
  if (amdahl !== undefined) {
    facts.push(`Amdahl's law: serial share ${percents(amdahl.serialShare)}.`);
  }
  if (usl !== undefined) {
    const peak = usl.peak >= 1 && usl.peak < Infinity ? `, peak at ${formatCount(usl.peak, 1)} workers` : '';
    facts.push(`USL (Universal Scalability Law): contention ${percents(usl.contention)}${peak}.`);
  }
  if (curves.some(({ points }) => points.some(({ extrapolated }) => extrapolated))) {
    facts.push('Dotted: foretold by the law, not measured. Bands: 95 % or what the rounds allow.');
  }
  return facts.join(' ');
}

function percents({ value, low, high }: Ratio): string {
  const show = (share: number): string => formatCount(100 * share, 1);
  return Number.isFinite(low) && low !== high
    ? `${show(value)} % (${show(low)} to ${show(high)})`
    : `${show(value)} %`;
}
