import { NfoldError } from '../../core/index.js';
import type { BenchResult } from '../../report/index.js';
import type { Context } from '../context.js';
import { environment } from '../environment.js';
import { machineOf } from '../report.js';
import type { Outcome, OutcomeFile } from '../spec.js';
import { type BaselineVerdict, compareWith, loadBaseline, saveBaseline } from './baseline.js';
import type { BaselineOption } from './options.js';
import { BASELINE_ROUNDS } from './timing.js';

export interface BenchOutputs {
  /** Of the report; by default it names what was timed. */
  readonly title?: string;
  readonly plot?: string;
  readonly report?: string;
  readonly export: readonly string[];
  readonly baseline?: BaselineOption;
  /** Whether people are told also how the times are spread, and what they took besides. */
  readonly details?: boolean;
}

/** What a finished measurement prints and writes, and what its baseline says to it. */
export async function benchOutcome(
  result: BenchResult,
  outputs: BenchOutputs,
  context: Context,
): Promise<Outcome> {
  const { benchLines } = await import('./text.js');
  const lines = benchLines(result, context.style, outputs.details);
  return measuredOutcome({ samples: result, result, lines }, outputs, context);
}

/** Something measured that has its own result and text. */
export interface Measured {
  /** The same as times, for files and baselines. */
  readonly samples: BenchResult;
  /** `result` of the JSON document. */
  readonly result: object;
  readonly lines: readonly string[];
}

export async function measuredOutcome(
  { samples, result, lines }: Measured,
  { title, export: exported, plot, report, baseline }: BenchOutputs,
  context: Context,
): Promise<Outcome> {
  const files = [plot, report, ...exported].filter((path) => path !== undefined);
  const verdicts = useBaseline(samples, baseline, context);
  const { verdictLines } = await import('./text.js');
  const told =
    verdicts === undefined || verdicts.length === 0
      ? []
      : verdictLines(baseline?.name ?? '', verdicts, context.style);
  return {
    result: verdicts === undefined ? result : { ...result, verdicts },
    lines: [...lines, ...told],
    files: exportFiles(samples, files, title, context),
    failed: regressed(verdicts),
  };
}

/** Saves the baseline, or judges by it: the verdicts, or undefined where none were asked for. */
function useBaseline(
  result: BenchResult,
  baseline: BaselineOption | undefined,
  context: Context,
): BaselineVerdict[] | undefined {
  if (baseline === undefined) return undefined;
  const seconds = tellable(secondsOf(result), context);
  const fewest = Math.min(...Object.values(seconds).map(({ length }) => length));
  if (fewest < BASELINE_ROUNDS)
    context.warn(
      `a verdict keeps to 5 % false alarms from ${BASELINE_ROUNDS} rounds on; here ${fewest === 1 ? 'is 1' : `are ${fewest}`}: make so many`,
    );
  if (baseline.action === 'compare') return verdictsOn(seconds, baseline.name, context);
  save(seconds, baseline.name, context);
  return undefined;
}

type Seconds = Readonly<Record<string, readonly number[]>>;

/** The times that can be compared with others: those that are longer than nothing. */
function tellable(seconds: Seconds, { warn }: Context): Seconds {
  const timed = Object.entries(seconds).filter(([, times]) => times.length > 0);
  const [long, short] = [true, false].map((is) =>
    timed.filter(([, times]) => times.every((time) => time > 0) === is),
  );
  for (const [name] of short)
    warn(`${name} is left out of the baseline: some of its runs take no longer than nothing at all`);
  return Object.fromEntries(long);
}

function regressed(verdicts: readonly BaselineVerdict[] | undefined): boolean {
  return verdicts?.some(({ verdict }) => verdict === 'regressed') === true;
}

export function warningsOf(result: BenchResult): readonly string[] {
  if (!('points' in result)) return result.warnings;
  return [...new Set(result.points.flatMap(({ comparison }) => comparison.warnings))];
}

/** Files that have pictures. */
const DRAWN = /\.(html|svg|png)$/i;

/** The files that were asked for; what makes them is loaded when they are written. */
function exportFiles(
  result: BenchResult,
  paths: readonly string[],
  title: string | undefined,
  { commandLine, processors }: Context,
): OutcomeFile[] {
  return paths.map((path) => ({
    path,
    async content() {
      if (DRAWN.test(path) && Object.values(secondsOf(result)).every(({ length }) => length === 0))
        throw new NfoldError('ERR_FILE', `${path} is not written: nothing was timed`, { path });
      const { encodeReport } = await import('../../report/index.js');
      return encodeReport(result, path, { title, command: commandLine, machine: machineOf(processors) });
    },
  }));
}

/** Times by variant; in a scan by variant and value. */
function secondsOf(result: BenchResult): Record<string, readonly number[]> {
  if ('runs' in result) {
    return Object.fromEntries(
      result.runs.map(({ workers, seconds }) => [workers === 0 ? 'serial' : `${workers} workers`, seconds]),
    );
  }
  const entries =
    'points' in result
      ? result.points.flatMap(({ value, comparison }) =>
          comparison.measurements.map(
            ({ name, seconds }) => [`${name}, ${result.parameter} = ${value}`, seconds] as const,
          ),
        )
      : result.measurements.map(({ name, seconds }) => [name, seconds] as const);
  return Object.fromEntries(entries);
}

function save(
  seconds: Seconds,
  name: string,
  { commandLine, processors, note, warn, signal }: Context,
): void {
  if (signal.aborted || Object.keys(seconds).length === 0) {
    warn(
      `the baseline ${name} was not saved: ${signal.aborted ? 'the run was interrupted' : 'there are no times'}`,
    );
    return;
  }
  const path = saveBaseline(name, {
    date: new Date().toISOString(),
    command: commandLine,
    env: environment(processors),
    seconds,
  });
  note(`saved the baseline ${name} in ${path}`);
}

function verdictsOn(
  seconds: Seconds,
  name: string,
  { processors, warn, signal }: Context,
): BaselineVerdict[] {
  const saved = loadBaseline(name);
  if (signal.aborted && Object.keys(seconds).length === 0) return [];
  const here = environment(processors);
  for (const key of ['cpu', 'node', 'cores'] as const) {
    if (saved.env[key] !== here[key])
      warn(`the baseline is from another machine or version: ${key} was ${saved.env[key]}, is ${here[key]}`);
  }
  return compareWith(name, saved, seconds);
}
