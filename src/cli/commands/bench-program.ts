import { loadBaseline } from '../bench/baseline.js';
import { timingOptions } from '../bench/options.js';
import { benchOutcome, warningsOf } from '../bench/outcome.js';
import { checkFiles, textArguments, textOptions, timeProgram, wordsOf } from '../bench/program.js';
import { sweepCounts } from '../converge/counts.js';
import type { TimingInput } from '../bench/timing.js';
import { workerCounts } from '../options/workers.js';
import { type AnyCommand, defineCommand } from '../spec.js';

interface ProgramInput extends TimingInput {
  readonly workers?: readonly number[];
  readonly plot?: string;
  readonly report?: string;
  readonly details: boolean;
  readonly export: readonly string[];
}

/** `nfold bench NAME`: a command of nfold timed as a whole program, from its start to its last line, for each number of workers. */
export function benchProgram(command: AnyCommand): AnyCommand {
  const parallel = 'workers' in command.options;
  return defineCommand({
    name: command.name,
    summary: `times nfold ${command.name}, a whole program${parallel ? ', for each number of workers' : ''}`,
    description: `Times nfold ${command.name} with these arguments, started anew for each run: from its start to its last line, with the ${parallel ? 'starts of Node.js and of its workers' : 'start of Node.js'}. What it prints goes nowhere, and it writes no files. Exit code 1: a run failed, or --baseline compare finds that something regressed.`,
    arguments: textArguments(command.arguments),
    options: {
      ...textOptions(command.options),
      ...(parallel && { workers: workerCounts }),
      ...timingOptions,
    },
    examples: command.examples.slice(0, 1).map(([line]) => [`bench ${line}`, 'the whole program'] as const),
    async run(input, context) {
      checkFiles(command.arguments, input as Readonly<Record<string, unknown>>);
      const own = input as unknown as ProgramInput;
      if (own.baseline?.action === 'compare') loadBaseline(own.baseline.name);
      const workers = parallel ? (own.workers ?? sweepCounts(context.processors.available)) : undefined;
      const words = wordsOf(command, withoutTimes(command, input as Readonly<Record<string, unknown>>));
      const result = await timeProgram({ ...own, words, workers }, context);
      for (const warning of warningsOf(result)) context.warn(warning);
      const title = `nfold ${command.name}, whole programs${parallel ? ' by number of workers' : ''}`;
      return benchOutcome(result, { ...own, title }, context);
    },
  });
}

/** What the command would time itself is left out, unless it was asked for. */
function withoutTimes(
  { options }: AnyCommand,
  input: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return 'repeats' in options && input['repeats'] === undefined ? { ...input, repeats: ['0'] } : input;
}
