import { invalidArgument } from '../core/index.js';
import {
  type Sweep,
  type SweepRun,
  formatSeconds,
  speedupSentence,
  timeUnit,
  workersLabel,
} from '../bench/index.js';
import { margins, numberAxis, xAxis, yAxis } from './axis.js';
import { BLUE, GREEN, INK, MUTED, SHADE } from './palette.js';
import { type LegendEntry, drawPicture, gridLines } from './picture.js';
import { counted, formatCount } from './text.js';

/** A worker count with its place on the axis and its times in the unit of the picture. */
interface Column {
  readonly place: number;
  readonly run: SweepRun;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly samples: readonly number[];
}

/**
 * Time by worker count: every sample, the median with its interval, the ideal line (baseline time over workers; in weak scaling,
 * where the work grows with the workers, a constant time), and where the processors end. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a sweep that timed nothing
 */
export async function scalingPlot(sweep: Sweep): Promise<string> {
  const timed = sweep.runs.filter((run) => run.seconds.length > 0);
  if (timed.length === 0) throw invalidArgument('sweep', 'a sweep with at least one timed run', sweep.job);
  const longest = Math.max(...timed.flatMap((run) => run.seconds));
  const { unit, factor } = timeUnit(longest);
  const columns = timed.map((run, place) => columnOf(run, place, factor));
  const frame: [number, number] = [0, longest * factor * 1.12];
  const axis = numberAxis(frame);
  const names = timed.map(({ workers }) => (workers === 0 ? 'serial' : String(workers)));
  return drawPicture({
    title: scalingTitle(sweep),
    description: describe(sweep),
    legend: legend(idealLine(columns).length > 0, sweep),
    notes: [notes(sweep)],
    plot: (Plot) => ({
      ...margins(axis),
      x: {
        ...xAxis,
        label: 'workers',
        domain: [-0.5, columns.length - 0.5],
        ticks: names.map((_, place) => place),
        tickFormat: (place: number) => names[place],
      },
      y: { ...yAxis(axis), label: `time in ${unit}`, domain: frame, ticks: 7 },
      marks: scalingMarks(Plot, columns, sweep.processors ?? Infinity),
    }),
  });
}

function scalingMarks(Plot: Plot, columns: readonly Column[], processors: number) {
  const first = columns.findIndex(({ run }) => run.workers > processors);
  const past = first < 0 ? undefined : pastProcessors(Plot, first, columns.length, processors);
  const spread = 0.07 * Math.min(5, columns.length);
  const samples = columns.flatMap((column) => scatter(column, spread));
  const bar = { stroke: INK, strokeWidth: 1.5 };
  return [
    past?.ground,
    gridLines(Plot, 'y', 7),
    past?.label,
    Plot.line(idealLine(columns), { stroke: GREEN, strokeWidth: 2, strokeDasharray: '6 4' }),
    Plot.line(columns, { x: 'place', y: 'median', stroke: BLUE, strokeWidth: 1.5, strokeOpacity: 0.5 }),
    Plot.dot(samples, { fill: BLUE, fillOpacity: 0.5, r: 2.5 }),
    Plot.ruleX(columns, { x: 'place', y1: 'low', y2: 'high', ...bar }),
    Plot.ruleY(errorBarEnds(columns, spread), { y: 'y', x1: 'x1', x2: 'x2', ...bar }),
    Plot.dot(columns, {
      x: 'place',
      y: 'median',
      fill: BLUE,
      r: 5,
      stroke: INK,
      strokeWidth: 1,
      title: ({ run }: Column) => `${workersLabel(run.workers)}: ${formatSeconds(run.time.median)}`,
    }),
  ];
}

function columnOf(run: SweepRun, place: number, factor: number): Column {
  const { median, low, high } = run.time;
  const samples = run.seconds.map((seconds) => seconds * factor);
  return { place, run, median: median * factor, low: low * factor, high: high * factor, samples };
}

/** The samples side by side in the order of the rounds: a drift shows as a slope. */
function scatter({ place, samples }: Column, spread: number): [number, number][] {
  const width = samples.length > 1 ? spread / (samples.length - 1) : 0;
  return samples.map((time, i) => [place - (width * (samples.length - 1)) / 2 + width * i, time]);
}

function errorBarEnds(columns: readonly Column[], spread: number): { y: number; x1: number; x2: number }[] {
  return columns.flatMap(({ place, low, high }) =>
    [low, high].map((y) => ({ y, x1: place - spread / 6, x2: place + spread / 6 })),
  );
}

/**
 * The time of the baseline's work by so many workers without any loss: baseline time over workers, and as many times of that as
 * there is more work in weak scaling. Needs a baseline with one worker at most.
 */
function idealLine(columns: readonly Column[]): [number, number][] {
  const [baseline] = columns;
  if (baseline.run.workers > 1) return [];
  const parallel = columns.filter(({ run }) => run.workers >= 1);
  if (parallel.length < 2) return [];
  const { median, run: first } = baseline;
  return parallel.map(({ place, run }) => [place, (median * run.size) / (first.size * run.workers)]);
}

type Plot = typeof import('@observablehq/plot');

/** The ground past the processors, and its name. */
function pastProcessors(Plot: Plot, first: number, count: number, processors: number) {
  // In a narrow ground the name takes two lines.
  const narrow = count - first < count / 3;
  const ground = Plot.rect([0], { x1: first - 0.5, x2: count - 0.5, fill: SHADE });
  const label = Plot.text([`past the${narrow ? '\n' : ' '}${counted(processors, 'processor')}`], {
    x: narrow ? count - 0.55 : first - 0.4,
    frameAnchor: 'top',
    dy: 6,
    lineAnchor: 'top',
    textAnchor: narrow ? 'end' : 'start',
    fill: MUTED,
    stroke: SHADE,
    strokeWidth: 5,
  });
  return { ground, label };
}

function scalingTitle({ runs, baseline, recommended, beyondProcessors, job }: Sweep): string {
  const timed = runs.filter((run) => run.seconds.length > 0);
  const best = timed.find((run) => run.workers === recommended) ?? timed[0];
  if (timed.length === 1) return `${job}: ${formatSeconds(best.time.median)} (${workersLabel(best.workers)})`;
  const gain =
    best.workers === baseline
      ? `${job}: no worker count beats ${best.workers === 0 ? 'the serial run' : workersLabel(baseline)} by more than 5 %`
      : `${job}: ${speedupSentence({ ...best, efficiencyOfCapacity: undefined })}`;
  if (beyondProcessors === undefined) return gain;
  return `${gain}; more workers than processors ${beyondProcessors.helped ? 'help' : 'do not help'}`;
}

function legend(hasIdeal: boolean, { runs, scaling }: Sweep): LegendEntry[] {
  const timed = runs.filter((run) => run.seconds.length > 0);
  const interval = timed[0].seconds.length > 1 ? 'median with interval' : 'time';
  const entries: LegendEntry[] = [{ mark: 'dot', colour: BLUE, label: `${interval}, pale: each run` }];
  if (hasIdeal) {
    const baseline = timed[0].workers === 0 ? 'serial time' : 'time of one worker';
    const ideal = scaling === 'weak' ? `the ${baseline}, for n times the work` : `${baseline} / workers`;
    entries.push({ mark: 'dashes', colour: GREEN, label: `ideal: ${ideal}` });
  }
  return entries;
}

function notes({ partial, runs, repeats }: Sweep): string {
  const coverage = Math.min(...runs.filter((run) => run.seconds.length > 1).map((run) => run.time.coverage));
  const rounds = `${counted(repeats, 'round')} of interleaved runs in random order`;
  const kind = Number.isFinite(coverage)
    ? ` Bars: interval that holds the median with ${formatCount(100 * coverage, 1)} % confidence.`
    : '';
  return `${partial ? `Stopped before the end of ${rounds}` : rounds}.${kind}`;
}

function describe(sweep: Sweep): string {
  const times = sweep.runs.map((run) => `${workersLabel(run.workers)}: ${formatSeconds(run.time.median)}`);
  return `Time by number of workers. ${times.join(', ')}.`;
}
