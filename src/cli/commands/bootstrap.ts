import { type BitGeneratorName, isNfoldError } from '../../core/index.js';
import { Pool } from '../../pool/index.js';
import { type Bootstrap, INTERVAL_METHODS, bootstrap as resample } from '../../resample/index.js';
import type { Context } from '../context.js';
import { withSign } from '../numbers.js';
import { choice } from '../options/choice.js';
import { plot } from '../options/files.js';
import { wholeNumber } from '../options/numbers.js';
import { bitGenerator, seed } from '../options/seed.js';
import { columnName, confidence, statistic } from '../options/statistic.js';
import { type Workers, workers } from '../options/workers.js';
import { type Selected, select, statisticText } from '../resample/data.js';
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
    workers,
    seed,
    bitGenerator,
    plot,
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
    const found = await inWorkers(selected, input, context).catch(partialOf);
    if (found.message !== undefined) context.warn(found.message);
    const sizes = selected.samples.map(({ length }) => length);
    const path = input.plot;
    return {
      result: {
        ...found,
        distribution: undefined,
        statistic: statisticText(selected.statistic),
        values: sizes,
        skipped: selected.skipped,
      },
      lines: linesOf(found, selected, { name: table.name, resamples: input.resamples }),
      files: path === undefined ? [] : [{ path, content: () => draw(path, selected, found) }],
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
  readonly workers: Workers;
  readonly seed: Bootstrap['seed'];
  readonly bitGenerator: BitGeneratorName;
  readonly plot?: string;
}

/** Draws up to which this thread is done before workers have started. */
const SHORT = 2e7;
/** A quantile of a resample costs as much as these draws, however long the sample is. */
const QUANTILE = 200;

async function inWorkers(
  { samples, statistic: asked }: Selected,
  job: Job,
  context: Context,
): Promise<Bootstrap> {
  const { method, confidence: probability, resamples: n, seed: key, bitGenerator: bits } = job;
  const { progress, signal, processors } = context;
  const options = {
    n,
    method,
    confidence: probability,
    seed: key,
    bitGenerator: bits,
    signal,
    keep: job.plot !== undefined,
    onProgress: (done: number): void => progress.update(done),
  };
  const short = typeof asked === 'object' || asked === 'median' || asked === 'differenceOfMedians';
  const draws = n * samples.reduce((sum, { length }) => sum + (short ? QUANTILE : length), 0);
  const count = job.workers === 'auto' ? (draws <= SHORT ? 1 : processors.available) : job.workers;
  progress.begin('resamples', n);
  if (count === 1) return resample(samples, asked, options);
  const pool = new Pool({ workers: count });
  try {
    return await resample(samples, asked, { ...options, pool });
  } finally {
    await pool.terminate();
  }
}

function linesOf(
  found: Bootstrap,
  { title, samples }: Selected,
  { name, resamples }: { readonly name: string; readonly resamples: number },
): string[] {
  const sizes = samples.map(({ length }) => length);
  const paired = samples.length === 2 && !title.startsWith('difference');
  const count = paired ? `${sizes[0]} pairs` : `${sizes.join(' and ')} values`;
  const { low, high, confidence: probability, method, n, standardError, bias, estimate } = found;
  const percent = Number((100 * probability).toPrecision(12));
  const show = (value: number): string => String(Number(value.toPrecision(7)));
  return [
    `${title} (${count} of ${name})`,
    '',
    `estimate        ${show(estimate)}`,
    `${`${percent} % interval`.padEnd(15)} ${show(low)} to ${show(high)} (${method}, ${n < resamples ? `${n} of ` : ''}${resamples} resamples)`,
    `standard error  ${Number(standardError.toPrecision(3))}`,
    `bias            ${withSign(bias)}`,
  ];
}

const rows = (count: number): string => (count === 1 ? '1 row' : `${count} rows`);

async function draw(path: string, { title }: Selected, found: Bootstrap): Promise<string | Uint8Array> {
  const { distributionPlot, encodePicture } = await import('../../report/index.js');
  const { distribution = new Float64Array(0), estimate, low, high, confidence: level, method } = found;
  const svg = await distributionPlot({
    values: distribution,
    name: title,
    estimate,
    low,
    high,
    confidence: level,
    method,
  });
  return encodePicture(svg, path);
}
