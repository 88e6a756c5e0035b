import type { BenchResult } from '../../report/index.js';
import type { Context } from '../context.js';
import { environment } from '../environment.js';
import { machineOf } from '../report.js';
import type { Outcome, OutcomeFile } from '../spec.js';
import { type BaselineVerdict, compareWith, loadBaseline, saveBaseline } from './baseline.js';
import type { BaselineOption } from './options.js';

export interface BenchOutputs {
  /** Of the report; by default it names what was timed. */
  readonly title?: string;
  readonly plot?: string;
  readonly report?: string;
  readonly export: readonly string[];
  readonly baseline?: BaselineOption;
}

/** What a finished measurement prints and writes, and what its baseline says to it. */
export async function benchOutcome(
  result: BenchResult,
  { title, export: exported, plot, report, baseline }: BenchOutputs,
  context: Context,
): Promise<Outcome> {
  const files = [plot, report, ...exported].filter((path) => path !== undefined);
  const verdicts = useBaseline(result, baseline, context);
  const { benchLines, verdictLines } = await import('./text.js');
  const told = verdicts === undefined ? [] : verdictLines(baseline?.name ?? '', verdicts, context.style);
  return {
    result: verdicts === undefined ? result : { ...result, verdicts },
    lines: [...benchLines(result, context.style), ...told],
    files: exportFiles(result, files, title, context),
    failed: regressed(verdicts),
  };
}

/** Saves the baseline, or judges by it: the verdicts, or undefined where none were asked for. */
export function useBaseline(
  result: BenchResult,
  baseline: BaselineOption | undefined,
  context: Context,
): BaselineVerdict[] | undefined {
  if (baseline?.action === 'compare') return verdictsOn(result, baseline.name, context);
  if (baseline?.action === 'save') save(result, baseline.name, context);
  return undefined;
}

export function regressed(verdicts: readonly BaselineVerdict[] | undefined): boolean {
  return verdicts?.some(({ verdict }) => verdict === 'regressed') === true;
}

export function warningsOf(result: BenchResult): readonly string[] {
  if (!('points' in result)) return result.warnings;
  return [...new Set(result.points.flatMap(({ comparison }) => comparison.warnings))];
}

/** The files that were asked for; what makes them is loaded when they are written. */
export function exportFiles(
  result: BenchResult,
  paths: readonly string[],
  title: string | undefined,
  { commandLine, processors }: Context,
): OutcomeFile[] {
  return paths.map((path) => ({
    path,
    async content() {
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
  result: BenchResult,
  name: string,
  { commandLine, processors, note, warn, signal }: Context,
): void {
  if (signal.aborted) {
    warn(`the baseline ${name} was not saved: the run was interrupted`);
    return;
  }
  const path = saveBaseline(name, {
    date: new Date().toISOString(),
    command: commandLine,
    env: environment(processors),
    seconds: secondsOf(result),
  });
  note(`saved the baseline ${name} in ${path}`);
}

function verdictsOn(result: BenchResult, name: string, { processors, warn }: Context): BaselineVerdict[] {
  const saved = loadBaseline(name);
  const here = environment(processors);
  for (const key of ['cpu', 'node', 'cores'] as const) {
    if (saved.env[key] !== here[key])
      warn(`the baseline is from another machine or version: ${key} was ${saved.env[key]}, is ${here[key]}`);
  }
  return compareWith(name, saved, secondsOf(result));
}
