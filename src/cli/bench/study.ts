import { type Comparison, type Timed, bench, formatSeconds } from '../../bench/index.js';
import { isNfoldError, NfoldError } from '../../core/index.js';
import type { BenchResult, Scan } from '../../report/index.js';
import type { Context } from '../context.js';
import { parseArguments } from './options.js';
import { type ScanValues, substitute } from './scan.js';
import { type ProgramRun, outputDifference, programProbe, runEmptyShell, runShell } from './shell.js';
import { timeSpread } from './spread.js';
import { type TimingInput, timingOf } from './timing.js';
import { type LoadedJob, timedCalls } from './variants.js';

/** What is timed, and how. */
export interface BenchRequest extends TimingInput {
  /** Functions, or none where there are commands. */
  readonly jobs: readonly LoadedJob[];
  readonly commands: readonly string[];
  readonly args: string | undefined;
  readonly scan: ScanValues | undefined;
  readonly workers: readonly number[] | undefined;
  readonly items: number;
  readonly anyResult: boolean;
  readonly sameOutput: boolean;
  readonly ignoreFailure: boolean;
}

/** Times what was asked for. After an interruption it returns what there is. */
export async function runBench(request: BenchRequest, context: Context): Promise<BenchResult> {
  const { jobs, workers, args, items, anyResult, scan } = request;
  if (workers !== undefined) {
    const spread = { args: parseArguments(args), items, workers, compare: !anyResult };
    return timeSpread(jobs[0], { ...request, ...spread }, context);
  }
  if (scan === undefined) return timePoint(request, (text) => text, context);
  return scanPoints(request, scan, context);
}

async function scanPoints(
  request: BenchRequest,
  { parameter, values }: ScanValues,
  context: Context,
): Promise<Scan> {
  const points: { value: number | string; comparison: Comparison }[] = [];
  for (const value of values) {
    // The first point is there in any case, be it empty: it tells what was to be timed.
    if (context.signal.aborted && points.length > 0) break;
    const fill = (text: string): string => substitute(text, parameter, value);
    const label = `${parameter} = ${value}`;
    points.push({ value, comparison: await timePoint(request, fill, context, label) });
  }
  return { parameter, points };
}

type Fill = (text: string) => string;

async function timePoint(
  request: BenchRequest,
  fill: Fill,
  context: Context,
  label = '',
): Promise<Comparison> {
  const comparison =
    request.commands.length > 0
      ? await timeCommands(request, fill, context, label)
      : await timeFunctions(request, fill, context, label);
  context.progress.end();
  return comparison;
}

async function timeFunctions(
  request: BenchRequest,
  fill: Fill,
  context: Context,
  label: string,
): Promise<Comparison> {
  const args = parseArguments(request.args === undefined ? undefined : fill(request.args));
  const options = timingOf(request, context, label);
  try {
    return await bench(timedCalls(request.jobs, args), {
      ...options,
      ...(!request.anyResult && { equal: true as const }),
    });
  } catch (error) {
    if (!isNfoldError(error, 'ERR_DISAGREEMENT')) throw error;
    const { code, message, details } = error;
    throw new NfoldError(code, `${message}; where that is right, add --any-result`, details, {
      cause: error,
    });
  }
}

async function timeCommands(
  request: BenchRequest,
  fill: Fill,
  context: Context,
  label: string,
): Promise<Comparison> {
  const { commands, sameOutput, ignoreFailure } = request;
  const { signal, note } = context;
  const options = { signal, keepOutput: sameOutput, ignoreFailure };
  const variants: [string, Timed<ProgramRun>][] = commands.map((line) => [
    line,
    () => runShell(fill(line), options),
  ]);
  const comparison = await bench(Object.fromEntries(variants), {
    ...timingOf(request, context, label),
    iterations: 1,
    probe: programProbe(),
    seconds: ({ seconds }) => seconds,
    empty: { name: 'starting a shell', job: () => runEmptyShell(signal) },
    ...(sameOutput && { equal: outputDifference }),
  });
  const [{ overhead }] = comparison.measurements;
  if (overhead > 0) {
    const at = label === '' ? '' : `${label}: `;
    note(`${at}${formatSeconds(overhead)} for starting a shell were subtracted from the times of commands`);
  }
  return comparison;
}
