import { CommanderError } from 'commander';
import { isNfoldError, now } from '../core/index.js';
import { processors } from '../executor/index.js';
import { writeWhole } from '../files/index.js';
import type { Context } from './context.js';
import { environment, type Environment, version } from './environment.js';
import { DONE, describeFailure, describeUsage, exitCodeOf, FAILED, WRONG_USAGE } from './failure.js';
import { handleInterrupts, INTERRUPTED } from './interrupt.js';
import { jsonPieces } from './json.js';
import { findCommand, separateOperands } from './operands.js';
import { createProgram, type Request } from './program.js';
import { createProgress, type ProgressMode } from './progress.js';
import type { AnyCommand, CommandGroup, Outcome, OutcomeFile } from './spec.js';
import { plainText, print, say, usesColour, usesUnicode, widthOf } from './terminal.js';

/** Runs one command line and returns the exit code: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export async function runCli(
  argv: readonly string[],
  commands: readonly (AnyCommand | CommandGroup)[],
): Promise<number> {
  const requests: Request[] = [];
  const program = createProgram(commands, {
    version: version(),
    width: widthOf(process.stdout),
    colour: usesColour(process.stdout),
    onRequest: (request) => requests.push(request),
  });
  const words = separateOperands(program, argv);
  try {
    program.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) return fail(error);
    // Help and version have been printed; the help that stands for a missing command has not been asked for.
    if (error.exitCode === 0) return DONE;
    if (error.code !== 'commander.help') say(describeUsage(error, findCommand(program, words).command));
    return WRONG_USAGE;
  }
  return execute(requests[0], argv);
}

/** The three options that the frame itself obeys; `common` puts them into every input. */
interface Manners {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly progress: ProgressMode;
}

async function execute(request: Request, argv: readonly string[]): Promise<number> {
  const manners = request.input as unknown as Manners;
  const interrupts = handleInterrupts(() =>
    say('nfold: interrupted, finishing (Ctrl-C again stops at once)'),
  );
  const warnings: string[] = [];
  const usable = await processors();
  const context: Context = {
    signal: interrupts.signal,
    processors: usable,
    json: manners.json,
    ...createOutputs(manners, warnings),
    commandLine: ['nfold', ...argv].map(quote).join(' '),
  };
  const start = now();
  try {
    const outcome = await request.command.run(request.input, context);
    const partial = interrupts.signal.aborted;
    if (partial) context.warn('interrupted: these results are partial');
    const written = await writeFiles(outcome.files ?? [], context, warnings);
    const timings = { ...outcome.timings, total: now() - start };
    const around = { env: environment(usable), timings, warnings, partial };
    if (outcome.printed !== true)
      await print(manners.json ? jsonPieces(documentOf(request, outcome, around)) : textOf(request, outcome));
    if (interrupts.signal.aborted) return INTERRUPTED;
    return outcome.failed === true || !written ? FAILED : DONE;
  } catch (error) {
    if (!interrupts.signal.aborted) return fail(error);
    if (isCancellation(error)) say('nfold: interrupted before there was a result');
    else fail(error);
    return INTERRUPTED;
  } finally {
    context.progress.end();
    interrupts.dispose();
  }
}

/** Whether an error only says that the work was called off. */
function isCancellation(error: unknown): boolean {
  if (isNfoldError(error)) return error.code === 'ERR_CANCELLED' || error.code === 'ERR_POOL_CLOSED';
  return error instanceof Error && error.name === 'AbortError';
}

/** The parts of the context that tell people something. */
function createOutputs(
  manners: Manners,
  warnings: string[],
): Pick<Context, 'width' | 'style' | 'progress' | 'note' | 'warn'> {
  const note = (message: string): void => {
    if (!manners.quiet) say(message);
  };
  const width = widthOf(process.stdout);
  return {
    width,
    style: { width, unicode: usesUnicode(), colour: usesColour(process.stdout) },
    progress: createProgress(manners.quiet ? 'none' : manners.progress, process.stderr),
    note,
    warn(message) {
      warnings.push(message);
      note(`nfold: warning: ${message}`);
    },
  };
}

/** Makes and writes the files, each for itself: whatever fails is said, and the others are written all the same. */
async function writeFiles(
  files: readonly OutcomeFile[],
  { note }: Context,
  warnings: string[],
): Promise<boolean> {
  let all = true;
  for (const { path, content } of files) {
    try {
      writeWhole(path, await content());
      note(`wrote ${path}`);
    } catch (error) {
      all = false;
      const description = describeFailure(error, widthOf(process.stderr));
      say(description);
      warnings.push(`${path} was not written: ${description.replace(/^nfold: /, '')}`);
    }
  }
  return all;
}

interface Circumstances {
  readonly env: Environment;
  readonly timings: Readonly<Record<string, number>>;
  readonly warnings: readonly string[];
  readonly partial: boolean;
}

function documentOf({ command, path, input }: Request, outcome: Outcome, around: Circumstances): unknown {
  const params: Record<string, unknown> = {};
  for (const [key, spec] of Object.entries({ ...command.arguments, ...command.options })) {
    params[key] = spec.show === undefined ? input[key] : spec.show(input[key]);
  }
  const { env, timings, warnings, partial } = around;
  const { result } = outcome;
  const seed = seedOf(input, outcome);
  return { schema: 'nfold/1', command: path, params, env, seed, result, timings, warnings, partial };
}

function seedOf(input: Request['input'], { seed, seedless }: Outcome): unknown {
  return seedless === true ? undefined : (seed ?? input['seed']);
}

function* textOf({ input }: Request, outcome: Outcome): Generator<string> {
  yield plainText(outcome.lines.join('\n'));
  const seed = seedOf(input, outcome);
  if (typeof seed !== 'number' && typeof seed !== 'bigint') return;
  const { bitGenerator = 'sfc64' } = input;
  yield bitGenerator === 'sfc64' ? `\nseed ${seed}` : `\nseed ${seed}, bit generator ${String(bitGenerator)}`;
}

function fail(error: unknown): number {
  say(describeFailure(error, widthOf(process.stderr)));
  return exitCodeOf(error);
}

/** An argument as a POSIX shell needs it. */
function quote(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;
}
