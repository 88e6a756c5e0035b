import { runLabel, workersLabel } from './findings.js';
import { type Ratio, formatFaster, formatRatio } from './ratio.js';
import type { Sweep, SweepRun } from './sweep-types.js';
import { formatPercent, formatSeconds } from './units.js';

/** Text in rows and columns, for a terminal or a report. The first column names the row, the others hold figures. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The findings of a sweep, one sentence each: the speed-up of a worker count (by default the best one), the
 * recommendation, the processors.
 */
export function sweepFindings(sweep: Sweep, workers?: number): string[] {
  const lines: string[] = [];
  const timed = sweep.runs.filter((run) => run.seconds.length > 0);
  if (sweep.partial)
    lines.push(`Partial: stopped after ${completeRounds(sweep)} of ${sweep.repeats} rounds.`);
  if (timed.length === 0) return [...lines, 'Nothing was timed.'];
  const told = timed.find((run) => run.workers === workers) ?? bestParallel(sweep, timed);
  if (told !== undefined) {
    lines.push(`${capitalised(speedupSentence(told))}.`, ...coldSentence(told), ...sharesSentence(told));
  }
  if (sweep.recommended !== undefined && timed.length > 1) lines.push(recommendation(sweep));
  if (sweep.beyondProcessors !== undefined) lines.push(sweep.beyondProcessors.sentence);
  return lines;
}

/** The run whose speed-up is worth a sentence: the recommended one, else the fastest that is not the baseline. */
function bestParallel({ baseline, recommended }: Sweep, timed: readonly SweepRun[]): SweepRun | undefined {
  const others = timed.filter((run) => run.workers !== baseline);
  const fastest = others.toSorted((a, b) => a.time.median - b.time.median).at(0);
  return others.find((run) => run.workers === recommended) ?? fastest;
}

function capitalised(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** Rounds in which everything was timed. */
export function completeRounds(sweep: Sweep): number {
  return Math.min(...[...sweep.runs, ...sweep.copies].map(({ seconds }) => seconds.length));
}

/** `1.87 ± 0.03 times faster with 2 workers (efficiency 94 %, 97 % of the measured parallel capacity)`. */
export function speedupSentence(run: SweepRun): string {
  const shares: string[] = [];
  if (run.efficiency !== undefined && run.workers > 1)
    shares.push(`efficiency ${formatPercent(run.efficiency)}`);
  if (run.efficiencyOfCapacity !== undefined) {
    shares.push(`${formatPercent(run.efficiencyOfCapacity.value)} of the measured parallel capacity`);
  }
  const aside = shares.length === 0 ? '' : ` (${shares.join(', ')})`;
  const gain =
    run.size > 1 ? `${formatRatio(run.speedup)} times as much done a second` : formatFaster(run.speedup);
  return `${gain} with ${workersLabel(run.workers)}${aside}`;
}

/** What the start of the workers makes of it. */
function coldSentence({ workers, cold }: SweepRun): string[] {
  if (cold === undefined || cold.seconds.length === 0) return [];
  const subject =
    workers === 1 ? '1 worker with its start is' : `${workersLabel(workers)} with their start are`;
  return [`${subject} ${formatFaster(cold.speedup)}: it takes ${formatSeconds(cold.start.median)}.`];
}

/** Where the time of the warm workers went. */
function sharesSentence({ workers, shares }: SweepRun): string[] {
  if (shares === undefined) return [];
  const { working, transport, waiting, startUp } = shares;
  const [work, move, wait, start] = [working, transport, waiting, startUp].map(formatPercent);
  const who = workersLabel(workers);
  return [`The time of ${who}: ${work} working, ${move} transport, ${wait} waiting, ${start} start-up.`];
}

function recommendation({ recommended = 0, runs }: Sweep): string {
  const best = runs.find((run) => run.workers === recommended);
  const time = best === undefined ? '' : ` (${formatSeconds(best.time.median)})`;
  return `Recommended: ${runLabel(recommended)}${time}, the fewest workers within 5 % of the best time.`;
}

/** Time, speed-up and efficiency by worker count that was timed; the capacity's columns only when it was measured. */
export function sweepTable(sweep: Sweep): TextTable {
  const hasCapacity = sweep.copies.length > 0;
  const columns = ['workers', 'time', 'interval', 'speed-up', 'efficiency'];
  if (hasCapacity) columns.push('capacity', 'of capacity');
  const timed = sweep.runs.filter((run) => run.seconds.length > 0);
  const rows = timed.map((run) => {
    const cells = [
      run.workers === 0 ? 'serial' : String(run.workers),
      formatSeconds(run.time.median),
      formatInterval(run),
      run.workers === sweep.baseline ? '1' : formatRatio(run.speedup),
      run.efficiency === undefined ? '' : formatPercent(run.efficiency),
    ];
    if (!hasCapacity) return cells;
    const share = run.efficiencyOfCapacity;
    // One copy beside itself is 1 by definition.
    const capacity = run.workers === 1 ? '1' : formatOptional(run.capacity);
    return [...cells, capacity, share === undefined ? '' : formatPercent(share.value)];
  });
  return { columns, rows };
}

const formatOptional = (ratio: Ratio | undefined): string => (ratio === undefined ? '' : formatRatio(ratio));

function formatInterval({ time, seconds }: SweepRun): string {
  return seconds.length < 2 ? '' : `${formatSeconds(time.low)} to ${formatSeconds(time.high)}`;
}

/** A table as lines of text: the first column flush left, the others flush right, two spaces between. */
export function formatTable({ columns, rows }: TextTable): string[] {
  const lines = [columns, ...rows];
  const widths = columns.map((_, c) => Math.max(...lines.map((line) => line[c].length)));
  return lines.map((line) =>
    line
      .map((cell, c) => (c === 0 ? cell.padEnd(widths[c]) : cell.padStart(widths[c])))
      .join('  ')
      .trimEnd(),
  );
}

/** The table without as many of the named columns, the first ones first, as it takes to fit into `width` characters. */
export function fitTable(table: TextTable, width: number, dispensable: readonly string[]): TextTable {
  if (dispensable.length === 0 || formatTable(table).every((line) => line.length <= width)) return table;
  const [column, ...others] = dispensable;
  const keeps = table.columns.map((name) => name !== column);
  const without = (cells: readonly string[]): string[] => cells.filter((_, c) => keeps[c]);
  return fitTable({ columns: without(table.columns), rows: table.rows.map(without) }, width, others);
}

/** Columns of {@link sweepTable} that a narrow terminal can do without, the first ones first. */
const DISPENSABLE = ['interval', 'capacity', 'of capacity', 'efficiency'];

/** {@link sweepTable} as lines of at most `width` characters, with fewer columns if need be. */
export function sweepLines(sweep: Sweep, width = Infinity): string[] {
  const { columns, rows } = fitTable(sweepTable(sweep), width, DISPENSABLE);
  const lines = formatTable({ columns, rows });
  if (lines.every((line) => line.length <= width)) return lines;
  // What is left then are medians: 0.21 instead of 0.21 (0.09 to 0.52).
  return formatTable({
    columns,
    rows: rows.map((cells) => cells.map((cell) => cell.replace(/ \(.*\)$/, ''))),
  });
}

/** All that a terminal should show of a sweep: the table by worker count, the findings, the warnings. */
export function describeSweep(sweep: Sweep): string[] {
  const warnings = sweep.warnings.map((warning) => `Warning: ${warning}.`);
  return [...sweepLines(sweep), '', ...sweepFindings(sweep), ...warnings];
}
