import { invalidArgument } from '../core/index.js';
import { type Ratio, type Sweep, type SweepRun, formatPercent, workersLabel } from '../bench/index.js';
import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, GREEN, INK, VERMILION } from './palette.js';
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
  const top = Math.max(112, 1.05 * Math.max(...[...ideal, ...capacity].map(({ high }) => high)));
  const axis = numberAxis([0, top]);
  const title = titleOf(sweep, runs);
  return drawPicture({
    title,
    description: `${title}. Efficiency by number of workers: ${ideal.map(tell).join(', ')}.`,
    legend: legend(capacity.length > 0),
    notes: [notes(sweep, capacity.length > 0)],
    height: 340,
    plot: (Plot) => ({
      ...margins(axis),
      x: {
        ...xAxis,
        label: 'workers',
        domain: [-0.5, runs.length - 0.5],
        ticks: runs.map((_, place) => place),
        tickFormat: (place: number) => String(runs[place].workers),
      },
      y: { ...yAxis(axis), label: 'efficiency in %', domain: [0, top], ticks: 6 },
      marks: [
        gridLines(Plot, 'y', 6),
        Plot.ruleY([100], { stroke: GREEN, strokeWidth: 2, strokeDasharray: '6 4' }),
        ...series(Plot, ideal, BLUE, capacity.length > 0 ? -0.06 : 0),
        ...series(Plot, capacity, VERMILION, 0.06),
      ],
    }),
  });
}

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

function titleOf({ job, recommended }: Sweep, runs: readonly SweepRun[]): string {
  const told = runs.find((run) => run.workers === recommended && run.workers > 1) ?? runs[runs.length - 1];
  const own = formatPercent(told.speedup.value / told.workers);
  const gain = `${job}: ${workersLabel(told.workers)} work at ${own} efficiency`;
  const share = told.efficiencyOfCapacity;
  return share === undefined ? gain : `${gain}, ${formatPercent(share.value)} of what the machine allows`;
}

function legend(hasCapacity: boolean): LegendEntry[] {
  const entries: LegendEntry[] = [{ mark: 'dot', colour: BLUE, label: 'speed-up / workers' }];
  if (hasCapacity)
    entries.push({ mark: 'dot', colour: VERMILION, label: 'speed-up / measured parallel capacity' });
  entries.push({ mark: 'dashes', colour: GREEN, label: 'ideal' });
  return entries;
}

function notes({ repeats, baseline }: Sweep, hasCapacity: boolean): string {
  const over = baseline === 0 ? 'the serial run' : workersLabel(baseline);
  const capacity = hasCapacity
    ? ' The capacity is what independent copies of the job reach, one and n at a time.'
    : '';
  return `Speed-up over ${over}, ${counted(repeats, 'round')} of interleaved runs; bars: intervals of the medians.${capacity}`;
}
