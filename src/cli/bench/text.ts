import {
  type Comparison,
  type Sweep,
  type TextTable,
  comparisonTable,
  describeComparison,
  fitTable,
  formatSeconds,
  formatTable,
  scalingFindings,
  sweepFindings,
  sweepLines,
  timeUnit,
} from '../../bench/index.js';
import { type BenchResult, type Scan, type TextStyle, barChart } from '../../report/index.js';
import { wrapSentence } from '../terminal.js';
import type { BaselineVerdict } from './baseline.js';
import { measurementLines } from './measurement-text.js';

/** Bars beyond these would push the findings off the screen. */
const MOST_BARS = 24;

/** What `bench` prints, in lines of at most `width` characters where names allow. */
export function benchLines(result: BenchResult, style: TextStyle, details = false): string[] {
  if ('runs' in result) return sweepText(result, style);
  return 'points' in result ? scanText(result, style) : comparisonText(result, style, details);
}

/** The table, the bars, the findings of a sweep. */
export function sweepText(sweep: Sweep, style: TextStyle): string[] {
  const { width = 80 } = style;
  const findings = [...sweepFindings(sweep), ...lawFindings(sweep)].flatMap((finding) =>
    wrapSentence(finding, width),
  );
  return [...sweepLines(sweep, width), '', ...sweepBars(sweep, style), '', ...findings];
}

/** A serial share with an interval as wide as this, or as seldom right, says nothing of what limits the speed-up. */
const [VAGUE, UNSURE] = [0.5, 0.9];

function lawFindings({ fits }: Sweep): string[] {
  const share = fits.amdahl?.serialShare;
  const told = share !== undefined && share.high - share.low < VAGUE && share.coverage >= UNSURE;
  return told ? scalingFindings(fits) : [];
}

/** The medians by number of workers. */
export function sweepBars({ runs }: Sweep, style: TextStyle): string[] {
  const timed = runs.filter(({ seconds }) => seconds.length > 0);
  return bars(
    timed.map(({ workers, time }) => ({
      label: workers === 0 ? 'serial' : `${workers} worker${workers === 1 ? '' : 's'}`,
      seconds: time.median,
    })),
    style,
  );
}

function bars(
  rows: readonly { readonly label: string; readonly seconds: number }[],
  style: TextStyle,
): string[] {
  const shown = rows.slice(0, MOST_BARS);
  if (shown.length === 0) return [];
  const { unit, factor } = timeUnit(Math.max(...shown.map(({ seconds }) => seconds)));
  return barChart(
    shown.map(({ label, seconds }) => ({ label, value: seconds * factor, text: formatSeconds(seconds) })),
    style.unicode === false ? unit.replace('µ', 'u') : unit,
    style,
  );
}

function comparisonText(comparison: Comparison, style: TextStyle, details: boolean): string[] {
  const timed = comparison.measurements.filter(({ seconds }) => seconds.length > 0);
  if (timed.length === 0) return ['Nothing was timed.'];
  if (timed.length === 1) {
    return [...findingLines(comparison, style), '', ...measurementLines(timed[0], style)];
  }
  const chart = bars(
    timed.map(({ name, time }) => ({ label: name, seconds: time.median })),
    style,
  );
  const table = tableLines(roundsTable(comparison), style);
  const spread = details ? timed.flatMap((one) => ['', `${one.name}:`, ...measurementLines(one, style)]) : [];
  return [...table, '', ...chart, '', ...findingLines(comparison, style), ...spread];
}

/** The table of a comparison with how often each variant was timed. */
function roundsTable(comparison: Comparison): TextTable {
  const { columns, rows } = comparisonTable(comparison);
  const timed = comparison.measurements.filter(({ seconds }) => seconds.length > 0);
  const single = timed.length === 1 ? columns.length - 1 : columns.length;
  return {
    columns: [...columns.slice(0, single), 'runs'],
    rows: rows.map((row, i) => [...row.slice(0, single), String(timed[i].seconds.length)]),
  };
}

/** Where the table would be too wide it does without intervals and runs; then names are cut. */
function tableLines(table: TextTable, { width = 80, unicode = true }: TextStyle): string[] {
  const { columns, rows } = fitTable(table, width, ['interval', 'runs']);
  const full = formatTable({ columns, rows });
  const excess = Math.max(...full.map((line) => line.length)) - width;
  if (excess <= 0) return full;
  const names = [...rows.map(([name]) => name), ...columns];
  const limit = Math.max(12, Math.max(...names.map((name) => name.length)) - excess, Math.floor(width / 3));
  const cut = (text: string): string =>
    text.length <= limit ? text : `${text.slice(0, limit - 2)}${unicode ? '…' : '..'}`;
  return formatTable({ columns: columns.map((name) => cut(name)), rows: rows.map((row) => row.map(cut)) });
}

function findingLines(comparison: Comparison, { width = 80 }: TextStyle): string[] {
  const timed = comparison.measurements.filter(({ seconds }) => seconds.length > 0);
  return timed.length < 2
    ? describeComparison(comparison).flatMap((line) => wrapSentence(line, width))
    : describeComparison(comparison)
        .slice(1)
        .flatMap((line) => wrapSentence(line, width));
}

function scanText({ parameter, points }: Scan, style: TextStyle): string[] {
  const timed = points.filter(({ comparison }) =>
    comparison.measurements.some(({ seconds }) => seconds.length > 0),
  );
  if (timed.length === 0) return ['Nothing was timed.'];
  const columns = [parameter, ...roundsTable(timed[0].comparison).columns];
  const rows = timed.flatMap(({ value, comparison }) =>
    roundsTable(comparison).rows.map((row) => [String(value), ...row]),
  );
  const alone = timed[0].comparison.measurements.length === 1;
  const labelled = timed.flatMap(({ value, comparison }) =>
    comparison.measurements
      .filter(({ seconds }) => seconds.length > 0)
      .map(({ name, time }) => ({ label: alone ? `${value}` : `${value} ${name}`, seconds: time.median })),
  );
  const last = timed[timed.length - 1];
  const findings = alone
    ? []
    : ['', `At ${parameter} = ${last.value}:`, ...findingLines(last.comparison, style)];
  return [...tableLines({ columns, rows }, style), '', ...bars(labelled, style), ...findings];
}

/** The verdicts on a baseline, a sentence each. */
export function verdictLines(
  name: string,
  verdicts: readonly BaselineVerdict[],
  { width = 80 }: TextStyle,
): string[] {
  const lines = verdicts.map(({ variant, sentence }) => `${variant}: ${sentence}`);
  return ['', `Compared with the baseline ${name}:`, ...lines.flatMap((line) => wrapSentence(line, width))];
}
