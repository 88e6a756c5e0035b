import { jobOptions, jobs, parseArguments } from '../bench/options.js';
import { sweepCounts } from '../converge/counts.js';
import { loadBaseline } from '../bench/baseline.js';
import { benchOutcome, warningsOf } from '../bench/outcome.js';
import { type BenchRequest, runBench } from '../bench/study.js';
import { loadJobs } from '../bench/variants.js';
import { type TargetName, locateTarget } from '../map/target.js';
import { refuse } from '../refuse.js';
import { type AnyCommand, defineCommand } from '../spec.js';

const DEFAULT_ITEMS = 64;

/** `nfold bench` for functions of the user's own and for whole programs. */
export function benchJob(builtIn: readonly string[]): AnyCommand {
  return defineCommand({
    name: 'job',
    summary: 'times functions of your own, or whole programs; the word job may be left out',
    description:
      'Times functions of your own modules, or whole programs (--command), side by side in interleaved rounds of random order, until the medians are known to 1 % or the budget is spent. With --workers one function is called many times, serially and by each number of workers. Functions must return the same, as programs must with --same-output. Exit code 1: --baseline compare finds that something regressed.',
    arguments: { jobs: jobs(builtIn) },
    options: jobOptions,
    examples: [
      ['bench ./my.js#job --args 1000', 'one function, job(1000)'],
      ['bench ./my.js#fast ./my.js#exact --args {n} --scan n=1e3..1e6:log', 'two functions, by problem size'],
      ['bench ./my.js#job --workers 1,2,4 --items 100', 'job(0), job(1), … job(99) by workers'],
      ["bench --command 'python3 lecture.py' --command 'node lecture.js'", 'whole programs'],
      ['bench ./my.js#job --baseline save before', 'then, after a change: --baseline compare before'],
    ],
    async run(input, context) {
      check(input);
      // What cannot be compared with is told before anything is timed.
      if (input.baseline?.action === 'compare') loadBaseline(input.baseline.name);
      const loaded = await loadJobs(input.jobs.map(locateTarget), context.signal);
      const request: BenchRequest = {
        ...input,
        jobs: loaded,
        commands: input.command,
        items: input.items ?? DEFAULT_ITEMS,
        workers: input.workers === 'auto' ? sweepCounts(context.processors.available) : input.workers,
      };
      const result = await runBench(request, context);
      for (const warning of warningsOf(result)) context.warn(warning);
      return benchOutcome(result, input, context);
    },
  });
}

interface Checked {
  readonly jobs: readonly TargetName[];
  readonly command: readonly string[];
  readonly args?: string;
  readonly workers?: readonly number[] | 'auto';
  readonly items?: number;
  readonly scan?: { readonly parameter: string };
  readonly sameOutput: boolean;
}

/** Rules that take more than one value to check. */
function check({ jobs: functions, command, args, workers, items, scan, sameOutput }: Checked): void {
  if (functions.length === 0 && command.length === 0) {
    throw refuse(
      'the job',
      'a function such as ./my.js#job, or --command with a command line',
      '',
      'see nfold bench --help',
    );
  }
  if (functions.length > 0 && command.length > 0) {
    throw refuse(
      '--command',
      'left out where functions are timed',
      command[0],
      'time programs with programs',
    );
  }
  if (args !== undefined && functions.length === 0) throw refuse('--args', 'given with a function', args);
  if (sameOutput && command.length < 2)
    throw refuse('--same-output', 'given with two commands or more', String(command.length));
  if (items !== undefined && workers === undefined)
    throw refuse('--items', 'given with --workers', String(items));
  if (workers !== undefined) checkWorkers(functions.length, workers, scan);
  if (scan !== undefined) checkScan(scan.parameter, command.length > 0 ? command : [args ?? '']);
  if (args !== undefined && scan === undefined) parseArguments(args);
}

function checkWorkers(functions: number, workers: readonly number[] | 'auto', scan: Checked['scan']): void {
  const given = String(workers);
  if (functions !== 1)
    throw refuse(
      '--workers',
      'given with one function',
      given,
      'programs take {workers} by --scan workers=1,2,4',
    );
  if (scan !== undefined)
    throw refuse('--workers', 'given without --scan', given, 'run it once for each value');
}

/** A parameter that stands nowhere would time the same again and again. */
function checkScan(parameter: string, texts: readonly string[]): void {
  const place = `{${parameter}}`;
  if (texts.every((text) => !text.includes(place)))
    throw refuse('--scan', `of a parameter that stands as ${place} in a command or in --args`, parameter);
}
