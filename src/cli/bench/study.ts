import { type BenchOptions, type Comparison, type Timed, bench, formatSeconds } from '../../bench/index.js';
import { NfoldError, preview } from '../../core/index.js';
import type { BenchResult, Scan } from '../../report/index.js';
import type { Context } from '../context.js';
import { parseArguments } from './options.js';
import { type ScanValues, substitute } from './scan.js';
import { type ProgramRun, outputDifference, runShell, shellOverhead } from './shell.js';
import { timeSpread } from './spread.js';
import { type LoadedJob, timedCalls } from './variants.js';

/** What is timed, and how. */
export interface BenchRequest {
  /** Functions, or none where there are commands. */
  readonly jobs: readonly LoadedJob[];
  readonly commands: readonly string[];
  readonly args: string | undefined;
  readonly scan: ScanValues | undefined;
  readonly workers: readonly number[] | undefined;
  readonly items: number;
  readonly rounds: number | undefined;
  readonly budget: number | undefined;
  readonly anyResult: boolean;
  readonly sameOutput: boolean;
  readonly ignoreFailure: boolean;
}

/** Seconds of the timed rounds of one comparison. */
const BUDGET = 5;

/** Times what was asked for. After an interruption it returns what there is. */
export async function runBench(request: BenchRequest, context: Context): Promise<BenchResult> {
  const { jobs, workers, args, items, rounds, budget = BUDGET, anyResult, scan } = request;
  if (workers !== undefined) {
    const spread = {
      args: parseArguments(args),
      items,
      workers,
      repeats: rounds,
      budget,
      compare: !anyResult,
    };
    return timeSpread(jobs[0], spread, context);
  }
  const overhead = request.commands.length === 0 ? 0 : await shellOverhead(context.signal);
  if (overhead > 0) {
    context.note(
      `${formatSeconds(overhead)} for starting the shell are subtracted from the times of commands`,
    );
  }
  if (scan === undefined) return timePoint(request, overhead, (text) => text, context);
  return scanPoints(request, scan, overhead, context);
}

async function scanPoints(
  request: BenchRequest,
  { parameter, values }: ScanValues,
  overhead: number,
  context: Context,
): Promise<Scan> {
  const points: { value: number | string; comparison: Comparison }[] = [];
  for (const value of values) {
    // The first point is there in any case, be it empty: it tells what was to be timed.
    if (context.signal.aborted && points.length > 0) break;
    const fill = (text: string): string => substitute(text, parameter, value);
    points.push({
      value,
      comparison: await timePoint(request, overhead, fill, context, `${parameter} = ${value}`),
    });
  }
  return { parameter, points };
}

type Fill = (text: string) => string;

async function timePoint(
  request: BenchRequest,
  overhead: number,
  fill: Fill,
  context: Context,
  label = 'timing',
): Promise<Comparison> {
  const { rounds, budget = BUDGET, anyResult } = request;
  const shared = {
    rounds,
    budget,
    signal: context.signal,
    onRun: (done: number, total: number) => {
      if (done === 1) context.progress.begin(label, total);
      context.progress.update(done);
    },
  };
  if (request.commands.length > 0) return timeCommands(request, overhead, fill, shared, context);
  const args = parseArguments(request.args === undefined ? undefined : fill(request.args));
  const calls = timedCalls(request.jobs, args);
  const comparison = await bench(calls, { ...shared, ...(!anyResult && { equal: true as const }) });
  context.progress.end();
  return comparison;
}

async function timeCommands(
  { commands, sameOutput, ignoreFailure }: BenchRequest,
  overhead: number,
  fill: Fill,
  shared: BenchOptions<ProgramRun>,
  { signal, progress }: Context,
): Promise<Comparison> {
  const options = { signal, overhead, keepOutput: sameOutput, ignoreFailure };
  const variants: [string, Timed<ProgramRun>][] = commands.map((line) => [
    line,
    () => runShell(fill(line), options),
  ]);
  const comparison = await bench(Object.fromEntries(variants), {
    ...shared,
    iterations: 1,
    seconds: ({ seconds }) => Math.max(0, seconds),
    ...(sameOutput && { equal: outputDifference }),
  });
  progress.end();
  const idle = comparison.measurements.find(({ seconds, time }) => seconds.length > 0 && time.median <= 0);
  if (idle === undefined) return comparison;
  throw new NfoldError(
    'ERR_TASK_FAILED',
    `the command ${preview(idle.name)} takes no longer than starting a shell (${formatSeconds(overhead)}): there is nothing to time; make it do more`,
    { command: idle.name },
  );
}
