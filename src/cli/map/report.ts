import { NfoldError } from '../../core/index.js';
import { formatPercent, formatSeconds, timeUnit } from '../../bench/index.js';
import {
  type ReportPicture,
  type ReportTable,
  histogramPlot,
  stackPictures,
  timelinePlot,
} from '../../report/index.js';
import { Moments, binCounts, quantilesOf } from '../../stats/index.js';
import type { ReportPage } from '../report.js';
import type { MapCounts } from './job.js';
import type { MapRecord } from './record.js';

/** What a run of `nfold map` was. */
export interface MapRun {
  /** `./count-words.js#count`. */
  readonly target: string;
  readonly workers: number;
  readonly counts: MapCounts;
  readonly record: MapRecord;
  /** The line that the command prints. */
  readonly line: string;
  /** When the workers were asked for their first input, on the clock of the spans. */
  readonly submitted: number;
}

const BINS = 40;
/** The share of the slowest inputs for which there is no room in the histogram. */
const TAIL = 0.005;
/** Fewer times than this are told by the table alone. */
const LEAST_DRAWN = 20;

/** The report of a run: counts, who did what when, how long inputs took, what failed. */
export async function mapPage(run: MapRun): Promise<ReportPage> {
  const { target, counts, record, line, workers } = run;
  return {
    title: `Map ${target}`,
    summary: [`${line}.`, ...timeSentences(run)],
    warnings: counts.failed === 0 ? [] : [`${counts.failed} of the inputs failed.`],
    pictures: await picturesOf(run),
    tables: tablesOf(record),
    data: {
      target,
      workers,
      ...counts,
      seed: counts.seed === undefined ? undefined : String(counts.seed),
      spans: record.spans,
      seconds: record.seconds,
      slowest: record.slowest,
      failures: record.failures,
    },
  };
}

/** The pictures of the report, below each other. */
export async function mapPicture(run: MapRun): Promise<string> {
  const pictures = await picturesOf(run);
  if (pictures.length === 0)
    throw new NfoldError('ERR_NON_FINITE', 'there is nothing to draw: no input was run');
  return stackPictures(pictures.map(({ svg }) => svg));
}

function timeSentences({ record: { seconds, slowest } }: MapRun): string[] {
  if (seconds.length === 0) return [];
  const [median, high] = quantilesOf(Float64Array.from(seconds), [0.5, 0.95]);
  const longest = slowest[0];
  const share = longest.seconds / seconds.reduce((sum, one) => sum + one, 0);
  return [
    `Half of the inputs took up to ${formatSeconds(median)}, 95 % of them up to ${formatSeconds(high)}.`,
    `The slowest, ${longest.input}, took ${formatSeconds(longest.seconds)}, ${formatPercent(share)} of the work.`,
  ];
}

async function picturesOf({ record, workers, submitted }: MapRun): Promise<ReportPicture[]> {
  const { spans, seconds } = record;
  const pictures: ReportPicture[] = [];
  if (spans.length > 0) {
    const caption =
      'A lane for each worker. Pale: idle; a thin line: inputs or results on their way. One long box at the end: an input that all others wait for.';
    const svg = await timelinePlot({ parallel: spans, parallelSubmitted: submitted, workers });
    pictures.push({ title: 'Who did what when', caption, svg });
  }
  if (seconds.length >= LEAST_DRAWN) {
    const caption = 'How long the inputs took, as a density; the dashed line is the mean.';
    pictures.push({ title: 'Times of the inputs', caption, svg: await timesPicture(seconds) });
  }
  return pictures;
}

function timesPicture(seconds: readonly number[]): Promise<string> {
  const [top] = quantilesOf(Float64Array.from(seconds), [1 - TAIL]);
  const { unit, factor } = timeUnit(top);
  const times = Float64Array.from(seconds, (time) => time * factor);
  const high = top > 0 ? top * factor : 1;
  const counts = binCounts(times, 0, high, BINS);
  const inside = counts.reduce((sum, count) => sum + count, 0);
  const moments = new Moments();
  moments.addAll(times);
  return histogramPlot({
    name: 'time of an input',
    unit,
    noun: 'input',
    counts,
    low: 0,
    high,
    outside: times.length - inside,
    mean: moments.mean,
    standardError: moments.standardError,
    sd: moments.sd,
  });
}

function tablesOf({ slowest, failures }: MapRecord): ReportTable[] {
  const tables: ReportTable[] = [];
  if (slowest.length > 0) {
    const rows = slowest.map(({ input, seconds }) => [input, formatSeconds(seconds)]);
    tables.push({ caption: 'The slowest inputs', columns: ['input', 'time'], rows });
  }
  if (failures.length > 0) {
    const rows = failures.map(({ input, message }) => [input, message]);
    tables.push({ caption: 'What failed', columns: ['input', 'error'], rows });
  }
  return tables;
}
