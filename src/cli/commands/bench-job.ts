import { sweepCounts } from '../converge/counts.js';
import { loadBaseline } from '../bench/baseline.js';
import { type SizeRange, isArgument, scanOf, timeCrossover } from '../bench/crossover.js';
import { crossoverLines, crossoverSentences } from '../bench/crossover-text.js';
import { jobOptions, jobs, parseArguments } from '../bench/options.js';
import { benchOutcome, measuredOutcome, warningsOf } from '../bench/outcome.js';
import { type BenchRequest, runBench } from '../bench/study.js';
import { type LoadedJob, loadJobs } from '../bench/variants.js';
import type { Context } from '../context.js';
import { type TargetName, locateTarget } from '../map/target.js';
import { refuse } from '../refuse.js';
import { type AnyCommand, type Outcome, type ValuesOf, defineCommand } from '../spec.js';

const DEFAULT_ITEMS = 64;

/** `nfold bench` for functions of the user's own and for whole programs. */
export function benchJob(builtIn: readonly string[]): AnyCommand {
  return defineCommand({
    name: 'job',
    summary: 'times functions of your own, or whole programs; the word job may be left out',
    description:
      'Times functions of your own modules, or whole programs (--command), side by side in interleaved rounds of random order, until the medians are known to 1 % or the budget is spent. With --workers one function is called many times, serially and by each number of workers; with --crossover the size is found from which workers pay. Functions must return the same, as programs must with --same-output. Exit code 1: --baseline compare finds that something regressed.',
    arguments: { jobs: jobs(builtIn) },
    options: jobOptions,
    examples: [
      ['bench ./my.js#job --args 1000', 'one function, job(1000)'],
      ['bench ./my.js#fast ./my.js#exact --args {n} --scan n=1e3..1e6:log', 'two functions, by problem size'],
      ['bench ./my.js#job --workers 1,2,4 --items 100', 'job(0), job(1), … job(99) by workers'],
      ['bench ./my.js#job --crossover n=1..1e5', 'how many calls make workers pay'],
      ["bench --command 'python3 lecture.py' --command 'node lecture.js'", 'whole programs'],
      ['bench ./my.js#job --baseline save before', 'then, after a change: --baseline compare before'],
    ],
    async run(input, context) {
      check(input);
      // What cannot be compared with is told before anything is timed.
      if (input.baseline?.action === 'compare') loadBaseline(input.baseline.name);
      const loaded = await loadJobs(input.jobs.map(locateTarget), context.signal);
      if (input.crossover !== undefined) return benchCrossover(loaded[0], input.crossover, input, context);
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

type JobInput = ValuesOf<typeof jobOptions>;

async function benchCrossover(
  job: LoadedJob,
  sizes: SizeRange,
  input: JobInput,
  context: Context,
): Promise<Outcome> {
  const { workers: asked = 'auto' } = input;
  const workers = asked === 'auto' ? Math.max(2, context.processors.available) : asked[0];
  const study = await timeCrossover(
    job,
    { ...input, sizes, workers, items: input.items ?? DEFAULT_ITEMS, compare: !input.anyResult },
    context,
  );
  for (const warning of study.found.warnings) context.warn(warning);
  const samples = scanOf(study, crossoverSentences(study));
  const { findings } = samples;
  const result = { ...study.found, workers, parameter: sizes.parameter, findings };
  return measuredOutcome({ samples, result, lines: crossoverLines(study, context.style) }, input, context);
}

interface Checked {
  readonly jobs: readonly TargetName[];
  readonly command: readonly string[];
  readonly args?: string;
  readonly workers?: readonly number[] | 'auto';
  readonly items?: number;
  readonly scan?: { readonly parameter: string };
  readonly crossover?: SizeRange;
  readonly details: boolean;
  readonly sameOutput: boolean;
}

/** Rules that take more than one value to check. */
function check(input: Checked): void {
  const { jobs: functions, command, args, workers, items, scan, crossover, sameOutput } = input;
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
  if (crossover !== undefined) checkCrossover(input, crossover);
  else if (items !== undefined && workers === undefined)
    throw refuse('--items', 'given with --workers or --crossover', String(items));
  else if (workers !== undefined) checkWorkers(input, String(workers));
  if (scan !== undefined) checkScan(scan.parameter, command.length > 0 ? command : [args ?? '']);
  if (args !== undefined && scan === undefined) parseArguments(args);
}

function checkWorkers({ jobs: functions, scan, details }: Checked, given: string): void {
  if (functions.length !== 1)
    throw refuse(
      '--workers',
      'given with one function',
      given,
      'programs take {workers} by --scan workers=1,2,4',
    );
  if (scan !== undefined)
    throw refuse('--workers', 'given without --scan', given, 'run it once for each value');
  if (details) throw refuse('--details', 'given without --workers', given, '--export a .json or .html file');
}

function checkCrossover(
  { jobs: functions, workers, scan, items, args, details }: Checked,
  sizes: SizeRange,
): void {
  const { parameter } = sizes;
  if (functions.length !== 1) throw refuse('--crossover', 'given with one function', parameter);
  if (scan !== undefined) throw refuse('--crossover', 'given without --scan', parameter);
  if (details)
    throw refuse('--details', 'given without --crossover', parameter, '--export a .json or .html file');
  if (workers !== undefined && workers !== 'auto' && (workers.length !== 1 || workers[0] < 2))
    throw refuse('--workers, with --crossover,', 'one number from 2 on', String(workers));
  if (items !== undefined && !isArgument({ args, sizes }))
    throw refuse('--items', `left out, for ${parameter} is the number of calls`, String(items));
}

/** A parameter that stands nowhere would time the same again and again. */
function checkScan(parameter: string, texts: readonly string[]): void {
  const place = `{${parameter}}`;
  if (texts.every((text) => !text.includes(place)))
    throw refuse('--scan', `of a parameter that stands as ${place} in a command or in --args`, parameter);
}
