import { invalidArgument } from '../core/index.js';
import { type Measurement, comparedWith, formatSeconds } from '../bench/index.js';
import { margins, yAxis } from './axis.js';
import { endLabels, fitAtEnds, roomAtEnds } from './end-labels.js';
import { logAxis, logTicks } from './log-axis.js';
import { INK, SERIES } from './palette.js';
import { drawPicture, gridLines } from './picture.js';
import { powersBetween } from './powers.js';
import type { Scan } from './results.js';
import { formatCount } from './text.js';

interface Point {
  readonly value: number;
  readonly measurement: Measurement;
  readonly colour: string;
}

/**
 * The times of each variant against a parameter, such as a problem size, both logarithmic. Answers an SVG document.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` for a parameter that is no positive number, or when nothing was timed
 */
export async function scanPlot(scan: Scan): Promise<string> {
  const { parameter, points: given } = scan;
  const odd = given.find(({ value }) => !(typeof value === 'number' && value > 0));
  if (odd !== undefined)
    throw invalidArgument(`${parameter}, to be drawn,`, 'a positive number at each point', odd.value);
  const lines = linesOf(scan);
  const points = lines.flatMap(({ points: own }) => own);
  if (points.length === 0) throw invalidArgument('scan', 'of at least one timed variant', 'none');
  const times = points.flatMap(({ measurement: { time } }) => [time.median, time.low, time.high]);
  const positive = times.filter((time) => time > 0);
  const values = points.map(({ value }) => value);
  const frame: [number, number] = [Math.min(...positive) / 1.5, Math.max(...positive) * 1.5];
  const yTicks = powersBetween(...frame);
  const title = titleOf(scan);
  const names = lines.map(({ name }) => name);
  const direct = lines.length > 1 && fitAtEnds(names);
  return drawPicture({
    title,
    description: `${title}. Time against ${parameter}, both logarithmic, for ${names.join(', ')}.`,
    legend: direct ? [] : lines.map(({ name, colour }) => ({ mark: 'dot', colour, label: name })),
    notes: ['Medians with their intervals.'],
    plot: (Plot) => ({
      ...margins({ room: 76, tickFormat: String }),
      marginRight: direct ? roomAtEnds(names) : 40,
      x: logAxis(parameter, values, ticks(values)),
      y: {
        ...yAxis({ room: 76, tickFormat: (seconds) => formatSeconds(seconds).replace(/\.0+(?= )/, '') }),
        type: 'log',
        label: 'time',
        domain: frame,
        ticks: yTicks,
      },
      marks: [
        gridLines(Plot, 'y', yTicks),
        ...scanMarks(Plot, parameter, lines),
        direct ? (endLabels(lines.flatMap(endOf)) as never) : null,
      ],
    }),
  });
}

type PlotModule = typeof import('@observablehq/plot');

function scanMarks(Plot: PlotModule, parameter: string, lines: readonly Line[]) {
  const points = lines.flatMap(({ points: own }) => own);
  return [
    ...lines.map(({ points: own, colour }) =>
      Plot.line(own, {
        x: 'value',
        y: ({ measurement }: Point) => measurement.time.median,
        stroke: colour,
        strokeWidth: 2,
      }),
    ),
    Plot.ruleX(points, {
      x: 'value',
      y1: ({ measurement }: Point) => measurement.time.low,
      y2: ({ measurement }: Point) => measurement.time.high,
      stroke: INK,
      strokeWidth: 1.5,
    }),
    Plot.dot(points, {
      x: 'value',
      y: ({ measurement }: Point) => measurement.time.median,
      fill: 'colour',
      r: 4.5,
      stroke: INK,
      title: ({ value, measurement }: Point) =>
        `${measurement.name}, ${parameter} = ${value}: ${formatSeconds(measurement.time.median)}`,
    }),
  ];
}

interface Line {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

function linesOf({ points }: Scan): Line[] {
  const names = points[0]?.comparison.measurements.map(({ name }) => name) ?? [];
  return names.map((name, i) => {
    const colour = SERIES[i % SERIES.length];
    const own = points.flatMap(({ value, comparison }): Point[] => {
      const measurement = comparison.measurements.find((one) => one.name === name);
      return measurement === undefined || !(measurement.time.median > 0)
        ? []
        : [{ value: Number(value), measurement, colour }];
    });
    return { name, colour, points: own };
  });
}

/** The values themselves where there are few, else powers of ten. */
function ticks(values: readonly number[]): number[] {
  const distinct = [...new Set(values)];
  return distinct.length <= 8 ? distinct : logTicks(values);
}

function endOf({ name, colour, points }: Line) {
  const last = points.at(-1);
  return last === undefined ? [] : [{ label: name, colour, x: last.value, y: last.measurement.time.median }];
}

/** What the largest value comes to: the verdict there, or the time. */
function titleOf({ parameter, points }: Scan): string {
  const timed = points.filter(({ comparison }) =>
    comparison.measurements.every(({ seconds }) => seconds.length > 0),
  );
  const last = timed.at(-1) ?? points[points.length - 1];
  const { baseline, measurements, faster } = last.comparison;
  const at = `at ${parameter} = ${formatCount(Number(last.value), 3)}`;
  if (measurements.length === 1) return `${baseline}: ${formatSeconds(measurements[0].time.median)} ${at}`;
  const best = measurements.reduce((a, b) => (b.time.median < a.time.median ? b : a));
  const told = best.name === baseline ? measurements[1] : best;
  return `${told.name}: ${comparedWith(faster[told.name], baseline)} ${at}`;
}
