import { bench } from './bench.js';
import type { BenchOptions, Comparison, Measurement, Timed } from './bench-types.js';
import type { TextTable } from './describe.js';
import type { Resources } from './meter.js';
import { comparedWith, formatRatio, inverse, ratioOf } from './ratio.js';
import { formatPercent, formatSeconds } from './units.js';

/** {@link bench} with a fixed number of rounds. */
export interface CompareOptions<T> extends BenchOptions<T> {
  /** How often each variant is timed; default 10. */
  readonly rounds?: number;
  /** Calls in one timed stretch, whose mean is the sample; default 1, `auto` for as many as the clock needs. */
  readonly iterations?: number | 'auto';
}

/** Times one function; see {@link compare}. */
export async function measure<T>(
  run: Timed<T>,
  options: CompareOptions<T> & { readonly name?: string } = {},
): Promise<Measurement> {
  const { name = (typeof run === 'function' && run.name) || 'function' } = options;
  return (await compare({ [name]: run }, options)).measurements[0];
}

/** {@link bench} for jobs that are long enough to be timed one by one: ten rounds, one call a sample, unless told otherwise. */
export function compare<T>(
  variants: Readonly<Record<string, Timed<T>>>,
  { rounds = 10, iterations = 1, ...options }: CompareOptions<T> = {},
): Promise<Comparison> {
  return bench(variants, { ...options, rounds, iterations });
}

/** One line a variant: `fast: 12.3 ms (12.1 ms to 12.9 ms), 1.87 ± 0.03 times faster than slow`. */
export function describeComparison({ baseline, measurements, faster }: Comparison): string[] {
  return measurements.map(({ name, seconds, time }) => {
    if (seconds.length === 0) return `${name}: not timed`;
    const interval = `${formatSeconds(time.median)} (${formatSeconds(time.low)} to ${formatSeconds(time.high)})`;
    if (name === baseline) return `${name}: ${interval}`;
    const ratio = tellable(measurements, baseline, name) ? faster[name] : ratioOf([]);
    return `${name}: ${interval}, ${comparedWith(ratio, baseline)}`;
  });
}

/** Whether both have times that are more than nothing: the interval of a median that reaches 0 gives no ratio. */
function tellable(measurements: readonly Measurement[], ...names: readonly string[]): boolean {
  return measurements.every(({ name, time }) => !names.includes(name) || time.low > 0);
}

/**
 * A row for each variant that was timed: its median, the interval of the median, and how many times as long it takes as
 * the baseline. `formatTable` makes lines of it.
 */
export function comparisonTable({ baseline, measurements, faster }: Comparison): TextTable {
  const timed = measurements.filter(({ seconds }) => seconds.length > 0);
  const rows = timed.map(({ name, seconds, time }) => [
    name,
    formatSeconds(time.median),
    seconds.length < 2 ? '' : `${formatSeconds(time.low)} to ${formatSeconds(time.high)}`,
    name === baseline
      ? '1'
      : tellable(measurements, baseline, name)
        ? formatRatio(inverse(faster[name]))
        : 'n/a',
  ]);
  return { columns: ['variant', 'median', 'interval', `of ${baseline}`], rows };
}

/** A row for each variant that was timed: how its samples are spread, and what else its runs took where that is known. */
export function measurementTable({ measurements }: Comparison): TextTable {
  const timed = measurements.filter(({ seconds }) => seconds.length > 0);
  const knows = (what: keyof Resources): boolean => timed.some(({ resources }) => resources?.[what]);
  const columns = ['variant', 'mean', 'sd', 'min', 'max', '5 %', '95 %', 'outliers', 'rounds', 'calls'];
  if (knows('cpu')) columns.push('processor');
  if (knows('peakMemory')) columns.push('memory');
  if (knows('collections')) columns.push('collecting');
  return { columns, rows: timed.map((one) => measurementRow(one, knows)) };
}

function measurementRow(one: Measurement, knows: (what: keyof Resources) => boolean): string[] {
  const { name, mean, sd, min, max, percentiles, outliers, seconds, iterations, resources } = one;
  const times = [mean, sd, min, max, percentiles.p5, percentiles.p95].map(formatSeconds);
  const cells = [name, ...times, ...[outliers.length, seconds.length, iterations].map(String)];
  if (knows('cpu')) cells.push(formatPercent(resources?.busy ?? NaN));
  if (knows('peakMemory')) cells.push(`${Math.round((resources?.peakMemory ?? NaN) / 1e6)} MB`);
  if (knows('collections')) cells.push(formatPercent(resources?.collections?.share ?? NaN));
  return cells;
}
