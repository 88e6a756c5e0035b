import { invalidArgument } from '../core/index.js';
import { type Ratio, type Sweep, type SweepRun, formatPercent, workersLabel } from '../bench/index.js';
import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { type EndLabel, endLabels, roomAtEnds } from './end-labels.js';
import { BLUE, GREEN, INK, MUTED, SHADE, VERMILION } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted } from './text.js';

/** A share in percent with its interval, at a place of the axis. */
interface Point {
  readonly place: number;
  readonly workers: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The efficiency by worker count: speed-up over workers, and, where it was measured, over the parallel capacity of the machine,
 * which shows what the machine cannot do and what the program loses. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a sweep that timed no workers
 */
export async function efficiencyPlot(sweep: Sweep): Promise<string> {
  const runs = sweep.runs.filter(({ workers, seconds }) => workers >= 1 && seconds.length > 0);
  if (runs.length === 0) throw invalidArgument('sweep', 'a sweep that timed workers', sweep.job);
  const ideal = runs.map((run, place) => pointOf(place, run, run.speedup, run.workers));
  const capacity = runs.flatMap((run, place) =>
    run.efficiencyOfCapacity === undefined ? [] : [pointOf(place, run, run.efficiencyOfCapacity, 1)],
  );
  const top = Math.max(122, 1.05 * Math.max(...[...ideal, ...capacity].map(({ high }) => high)));
  const axis = numberAxis([0, top]);
  const title = titleOf(sweep, runs);
  // Little room behind the last dots, so that the names beside them stand outside.
  const right = runs.length - 0.85;
  const names = namesOf(ideal, capacity, right);
  const past = runs.findIndex(({ workers }) => workers > (sweep.processors ?? Infinity));
  return drawPicture({
    title,
    description: `${title}. Efficiency by number of workers: ${ideal.map(tell).join(', ')}.`,
    legend: LEGEND,
    notes: [notes(sweep, capacity.length > 0)],
    height: 340,
    plot: (Plot) => ({
      ...margins(axis),
      marginRight: roomAtEnds(names.map(({ label }) => label)),
      x: {
        ...xAxis,
        label: 'workers',
        domain: [-0.5, right],
        ticks: runs.map((_, place) => place),
        tickFormat: (place: number) => String(runs[place].workers),
      },
      y: { ...yAxis(axis), label: 'efficiency in %', domain: [0, top], ticks: 6 },
      marks: [
        past < 0 ? null : Plot.rect([0], { x1: past - 0.5, x2: right, fill: SHADE }),
        gridLines(Plot, 'y', 6),
        past < 0 ? null : Plot.text([pastText(sweep.processors ?? 0)], { x: past - 0.45, ...LABEL }),
        Plot.ruleY([100], { stroke: GREEN, strokeWidth: 2, strokeDasharray: '6 4' }),
        ...series(Plot, ideal, BLUE, capacity.length > 0 ? -ASIDE : 0),
        ...series(Plot, capacity, VERMILION, ASIDE),
        endLabels(names) as never,
      ],
    }),
  });
}

/** How far apart the dots of one worker count stand, each from the middle. */
const ASIDE = 0.035;
const LEGEND: readonly LegendEntry[] = [{ mark: 'dot', colour: BLUE, label: 'median with interval' }];
const LABEL = {
  frameAnchor: 'top',
  dy: 4,
  lineAnchor: 'top',
  textAnchor: 'start',
  fill: MUTED,
  stroke: SHADE,
  strokeWidth: 5,
} as const;

type PlotModule = typeof import('@observablehq/plot');

function pointOf(place: number, { workers }: SweepRun, { value, low, high }: Ratio, per: number): Point {
  const percent = (ratio: number): number => (100 * (Number.isFinite(ratio) ? ratio : value)) / per;
  return { place, workers, share: percent(value), low: percent(low), high: percent(high) };
}

function series(Plot: PlotModule, points: readonly Point[], colour: string, aside: number) {
  const x = ({ place }: Point): number => place + aside;
  return [
    Plot.line(points, { x, y: 'share', stroke: colour, strokeWidth: 1.5, strokeOpacity: 0.5 }),
    Plot.ruleX(points, { x, y1: 'low', y2: 'high', stroke: INK, strokeWidth: 1.5 }),
    Plot.dot(points, { x, y: 'share', fill: colour, r: 5, stroke: INK, strokeWidth: 1, title: tell }),
  ];
}

const tell = ({ workers, share }: Point): string => `${workersLabel(workers)}: ${formatPercent(share / 100)}`;

function titleOf({ job, recommended, processors }: Sweep, runs: readonly SweepRun[]): string {
  const told =
    runs.find((run) => run.workers === recommended && run.workers > 1) ??
    runs.findLast((run) => run.workers > 1 && run.workers <= (processors ?? Infinity)) ??
    runs[runs.length - 1];
  const own = formatPercent(told.speedup.value / told.workers);
  const gain = `${job}: ${workersLabel(told.workers)} work at ${own} efficiency`;
  const share = told.efficiencyOfCapacity;
  return share === undefined ? gain : `${gain}, ${formatPercent(share.value)} of what the machine allows`;
}

/** What the lines are, where they end. */
function namesOf(ideal: readonly Point[], capacity: readonly Point[], right: number): EndLabel[] {
  const last = ({ place, share }: Point, aside: number) => ({ x: place + aside, y: share });
  const both = capacity.length > 0;
  return [
    { label: 'ideal', colour: GREEN, x: right, y: 100 },
    { label: 'of the workers', colour: BLUE, ...last(ideal[ideal.length - 1], both ? -ASIDE : 0) },
    ...(both
      ? [{ label: 'of the capacity', colour: VERMILION, ...last(capacity[capacity.length - 1], ASIDE) }]
      : []),
  ];
}

const pastText = (processors: number): string => `past the ${counted(processors, 'processor')}`;

function notes({ repeats, baseline }: Sweep, hasCapacity: boolean): string {
  const over = baseline === 0 ? 'the serial run' : workersLabel(baseline);
  const capacity = hasCapacity
    ? ' The capacity is how many times as much independent copies of the job do together as one alone.'
    : '';
  return `Speed-up over ${over} as a share of the number of workers, ${counted(repeats, 'round')} of interleaved runs; bars: intervals of the medians.${capacity}`;
}
