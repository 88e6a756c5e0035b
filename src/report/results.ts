import {
  type Comparison,
  type Sweep,
  type TextTable,
  comparisonTable,
  describeComparison,
  sweepFindings,
  sweepTable,
} from '../bench/index.js';
import { efficiencyPlot } from './efficiency.js';
import { samplesPlot } from './samples.js';
import { scalingPlot } from './scaling.js';
import { scanPlot } from './scan-plot.js';
import { speedupPlot } from './speedup.js';

/** Variants timed for several values of a parameter. Plain data. */
export interface Scan {
  /** The name of the parameter, such as `n`. */
  readonly parameter: string;
  /** One comparison for each value, all of the same variants in the same order. */
  readonly points: readonly { readonly value: number | string; readonly comparison: Comparison }[];
  /** What it comes to, in sentences that stand before all others. */
  readonly findings?: readonly string[];
}

/** What a measurement came to: variants side by side, a job by worker count, or variants by a parameter. */
export type BenchResult = Comparison | Sweep | Scan;

/** A table with its heading. */
export interface ResultTable extends TextTable {
  readonly caption: string;
}

/** A picture still to be drawn, with how to read it. */
export interface ResultPicture {
  readonly title: string;
  readonly caption: string;
  readonly draw: () => Promise<string>;
}

/** All samples of a result, one a line: which variant, at which value of a parameter, in which round. */
export interface Sample {
  readonly variant: string;
  readonly value?: number | string;
  readonly round: number;
  readonly seconds: number;
}

export const isSweep = (result: BenchResult): result is Sweep => 'runs' in result;
export const isScan = (result: BenchResult): result is Scan => 'points' in result;

/** The findings in words, the most important first. */
export function resultFindings(result: BenchResult): string[] {
  if (isSweep(result)) return sweepFindings(result);
  if (isScan(result))
    return [
      ...(result.findings ?? []),
      ...result.points.flatMap(({ value, comparison }) => findingsAt(result, value, comparison)),
    ];
  return describeComparison(result);
}

function findingsAt({ parameter }: Scan, value: number | string, comparison: Comparison): string[] {
  return describeComparison(comparison).map((line) => `${parameter} = ${value}: ${line}`);
}

export function resultTables(result: BenchResult): ResultTable[] {
  if (isSweep(result)) return [{ caption: 'Times by number of workers', ...sweepTable(result) }];
  if (isScan(result)) return [{ caption: `Times by ${result.parameter}`, ...scanTable(result) }];
  return [{ caption: 'Times', ...comparisonTable(result) }];
}

/** A row for each value of the parameter and each variant that was timed. */
function scanTable({ parameter, points }: Scan): TextTable {
  const tables = points.map(({ value, comparison }) => ({ value, table: comparisonTable(comparison) }));
  const columns = tables[0]?.table.columns ?? ['variant'];
  const rows = tables.flatMap(({ value, table }) => table.rows.map((row) => [String(value), ...row]));
  return { columns: [parameter, ...columns], rows };
}

export function resultWarnings(result: BenchResult): readonly string[] {
  if (isScan(result)) {
    const all = result.points.flatMap(({ value, comparison }) =>
      warningsOf(comparison).map((warning) => `${result.parameter} = ${value}: ${warning}`),
    );
    return [...new Set(all)];
  }
  return warningsOf(result);
}

function warningsOf(result: Comparison | Sweep): readonly string[] {
  return result.warnings;
}

export function resultTitle(result: BenchResult): string {
  if (isSweep(result)) return `${result.job}: time by number of workers`;
  const { measurements } = isScan(result) ? result.points[0].comparison : result;
  const names = measurements.map(({ name }) => name).join(' and ');
  return isScan(result) ? `${names}: time by ${result.parameter}` : `${names}: times`;
}

/** The samples in the order in which they are kept. */
export function resultSamples(result: BenchResult): Sample[] {
  if (isScan(result)) {
    return result.points.flatMap(({ value, comparison }) =>
      resultSamples(comparison).map((sample) => ({ ...sample, value })),
    );
  }
  const variants = isSweep(result)
    ? [
        ...result.runs.map(
          ({ workers, seconds }) => [workers === 0 ? 'serial' : `${workers} workers`, seconds] as const,
        ),
        ...result.copies.map(({ n, seconds }) => [`${n} copies`, seconds] as const),
      ]
    : result.measurements.map(({ name, seconds }) => [name, seconds] as const);
  return variants.flatMap(([variant, times]) =>
    times.map((seconds, i) => ({ variant, round: i + 1, seconds })),
  );
}

/** The pictures of a result, the one that shows the finding first. */
export function resultPictures(result: BenchResult): ResultPicture[] {
  if (isScan(result)) {
    return [
      {
        title: `Time by ${result.parameter}`,
        caption: `Medians with their intervals, both axes logarithmic: equal slopes grow alike.`,
        draw: () => scanPlot(result),
      },
    ];
  }
  return isSweep(result) ? sweepPictures(result) : [samplesPicture(result)];
}

function samplesPicture(comparison: Comparison): ResultPicture {
  return {
    title: 'All times',
    caption: 'How often each time was measured, all variants on one axis.',
    draw: () => samplesPlot(comparison),
  };
}

function sweepPictures(sweep: Sweep): ResultPicture[] {
  const timed = sweep.runs.filter(({ seconds }) => seconds.length > 0);
  const weak = sweep.scaling === 'weak';
  const ideal = weak
    ? 'one and the same time, for the work grows with the workers'
    : 'the serial time divided by the workers';
  const pictures: ResultPicture[] = [
    {
      title: 'Time by number of workers',
      caption: `Dots are single runs, bars the medians with their intervals; the ideal line is ${ideal}.`,
      draw: () => scalingPlot(sweep),
    },
  ];
  const parallel = timed.filter(({ workers }) => workers >= 1);
  if (parallel.length >= 2 && parallel[0].workers === 1) {
    pictures.push({
      title: weak ? 'Scaled speed-up' : 'Speed-up',
      caption: weak
        ? 'How many times as much more workers do in the same time.'
        : "What more workers bring, with Amdahl's law and the Universal Scalability Law fitted to it.",
      draw: () => speedupPlot(sweep),
    });
  }
  if (parallel.some(({ workers }) => workers > 1)) {
    pictures.push({
      title: 'Efficiency',
      caption: 'The speed-up as a share of what the workers, and of what the machine could bring at best.',
      draw: () => efficiencyPlot(sweep),
    });
  }
  return pictures;
}
