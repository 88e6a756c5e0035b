import { type BitGeneratorName, isNfoldError } from '../../core/index.js';
import type { UsedWorkers } from '../../parts/index.js';
import { type Bootstrap, INTERVAL_METHODS, bootstrap as resample } from '../../resample/index.js';
import type { Context } from '../context.js';
import { withSign } from '../numbers.js';
import { choice } from '../options/choice.js';
import { plot, report } from '../options/files.js';
import { wholeNumber } from '../options/numbers.js';
import { bitGenerator, seed } from '../options/seed.js';
import { columnName, confidence, statistic } from '../options/statistic.js';
import { type Workers, quietWorkers, ranSentence } from '../options/workers.js';
import { type Selected, select, statisticText } from '../resample/data.js';
import { outputFiles } from '../report.js';
import { MISSING, readTable } from '../resample/table.js';
import { defineCommand } from '../spec.js';

export const bootstrap = defineCommand({
  name: 'bootstrap',
  summary: 'a statistic of a column, with its confidence interval by resampling',
  description:
    'A statistic of a column of a CSV file, with a confidence interval and a standard error from samples drawn out of the data with replacement. With --by the difference between two groups of rows, of means or medians. FILE may be - for standard input; columns without a header are named 1, 2, …. Exit code 1: no interval can be given, or the statistic of some resamples is not finite.',
  arguments: {
    file: { placeholder: 'FILE', description: 'a CSV file, or - for standard input', parse: (text) => text },
  },
  options: {
    column: columnName('the column; two such as x,y for correlation and slope (of y over x)'),
    statistic,
    by: columnName('the column that tells two groups apart; the difference is first minus second'),
    method: choice('how the interval is made', INTERVAL_METHODS, 'bca'),
    confidence,
    resamples: wholeNumber('how many resamples', { min: 1, max: 1e9, fallback: 9999 }),
    missing: choice('what to do about cells without a value', MISSING, 'fail'),
    workers: quietWorkers,
    seed,
    bitGenerator,
    plot,
    report,
  },
  examples: [
    ['bootstrap heights.csv --column height --statistic median', 'a median with its 95 % interval'],
    ['bootstrap trial.csv --column score --by group', 'the difference between the means of two groups'],
    ['bootstrap cars.csv --column weight,speed --statistic correlation --plot r.png', 'a correlation, drawn'],
  ],
  async run(input, context) {
    const table = await readTable(input.file);
    const selected = select(table, input);
    if (selected.skipped > 0) context.warn(`${rows(selected.skipped)} without a value left out`);
    const { found, used } = await inWorkers(selected, input, context);
    if (found.message !== undefined) context.warn(found.message);
    const sizes = selected.samples.map(({ length }) => length);
    const facts = factsOf(found, input.resamples);
    return {
      result: {
        ...found,
        distribution: undefined,
        statistic: statisticText(selected.statistic),
        values: sizes,
        skipped: selected.skipped,
        workers: used.workers,
      },
      lines: [
        `${selected.title} (${countOf(selected)} of ${table.name})`,
        '',
        ...facts.map(([name, value]) => `${name.padEnd(15)} ${value}`),
        ...(await charted(found, selected, context)),
      ],
      files: outputFiles(
        input,
        {
          picture: async () => (await import('../resample/report.js')).distributionPicture(selected, found),
          page: async () => (await import('../resample/report.js')).bootstrapPage(selected, found, facts),
          seed: found.seed,
        },
        context,
      ),
      failed: found.status !== 'ok',
    };
  },
});

/** What a cancelled run has come to, if anything. */
function partialOf(error: unknown): Bootstrap {
  const partial = isNfoldError(error, 'ERR_CANCELLED') ? error.details['partial'] : undefined;
  if (partial === undefined) throw error;
  return partial as Bootstrap;
}

interface Job {
  readonly method: Bootstrap['method'];
  readonly confidence: number;
  readonly resamples: number;
  readonly workers: Workers | undefined;
  readonly seed: Bootstrap['seed'];
  readonly bitGenerator: BitGeneratorName;
  readonly plot?: string;
  readonly report?: string;
}

interface Found {
  readonly found: Bootstrap;
  readonly used: UsedWorkers;
}

/** Resamples whose statistics are kept for the chart on the terminal; more are, eight bytes each, for a picture or a report. */
const MOST_KEPT = 1_000_000;

async function inWorkers(
  { samples, statistic: asked }: Selected,
  job: Job,
  { progress, signal, note }: Context,
): Promise<Found> {
  const { method, confidence: probability, resamples: n, seed: key, bitGenerator: bits } = job;
  const options = {
    n,
    method,
    confidence: probability,
    seed: key,
    bitGenerator: bits,
    signal,
    keep: n <= MOST_KEPT || job.plot !== undefined || job.report !== undefined,
    onProgress: (done: number): void => progress.update(done),
  };
  let used: UsedWorkers = { workers: 0, sentence: 'serially' };
  progress.begin('resamples', n);
  const found = await resample(samples, asked, {
    ...options,
    // One worker is no faster than this thread.
    workers: job.workers === 1 ? undefined : (job.workers ?? 'auto'),
    onWorkers: (who) => (used = who),
  }).catch(partialOf);
  if (job.workers === 'auto') note(ranSentence(used));
  return { found, used };
}

function countOf({ title, samples }: Selected): string {
  const sizes = samples.map(({ length }) => length);
  const paired = samples.length === 2 && !title.startsWith('difference');
  return paired ? `${sizes[0]} pairs` : `${sizes.join(' and ')} values`;
}

/** What was found, each with its name. */
function factsOf(found: Bootstrap, resamples: number): (readonly [name: string, value: string])[] {
  const { low, high, confidence: probability, method, n, standardError, bias, estimate } = found;
  const percent = Number((100 * probability).toPrecision(12));
  const show = (value: number): string => String(Number(value.toPrecision(7)));
  return [
    ['estimate', show(estimate)],
    [
      `${percent} % interval`,
      `${show(low)} to ${show(high)} (${method}, ${n < resamples ? `${n} of ` : ''}${resamples} resamples)`,
    ],
    ['standard error', String(Number(standardError.toPrecision(3)))],
    ['bias', withSign(bias)],
  ];
}

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

/** The resamples as a chart, which is loaded here alone; none where all are equal. */
async function charted({ distribution }: Bootstrap, { title }: Selected, { style }: Context) {
  const { distributionLines } = await import('../resample/chart.js');
  return distribution === undefined ? [] : distributionLines(distribution, title, style);
}
