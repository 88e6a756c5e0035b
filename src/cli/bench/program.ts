import { fileURLToPath } from 'node:url';
import { type Comparison, type Timed, bench, workersLabel } from '../../bench/index.js';
import type { Context } from '../context.js';
import { type AnyCommand, type ArgumentSpecs, type OptionSpec, type OptionSpecs, flagOf } from '../spec.js';
import { refuse } from '../refuse.js';
import { type ProgramRun, programProbe, runProgram } from './shell.js';
import { type TimingInput, timingOf } from './timing.js';

/** Files that a run would write again and again. */
const FILES: readonly string[] = ['plot', 'report', 'out', 'resume'];
/** What is the same for every run of the command, and what is varied. */
const OWN: readonly string[] = ['workers'];

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/** The arguments of a command, checked as it checks them, and kept as they were written. */
export function textArguments(specs: ArgumentSpecs): ArgumentSpecs {
  return Object.fromEntries(
    Object.entries(specs).map(([key, spec]) => {
      const parse = (text: string): string => {
        spec.parse(text);
        return text;
      };
      return [key, { ...spec, parse, show: undefined }];
    }),
  );
}

/** Refuses standard input: there is one, and many runs. */
export function checkFiles(specs: ArgumentSpecs, input: Readonly<Record<string, unknown>>): void {
  for (const [key, { placeholder }] of Object.entries(specs)) {
    if ([input[key]].flat().includes('-'))
      throw refuse(placeholder, 'a file, for each run reads it anew', '-');
  }
}

/** The options of a command in the same way, without those that write files or say how many workers. */
export function textOptions(specs: OptionSpecs): OptionSpecs {
  const kept = Object.entries(specs).filter(([key]) => ![...FILES, ...OWN].includes(key));
  return Object.fromEntries(kept.map(([key, spec]) => [key, textOption(spec)]));
}

function textOption(spec: OptionSpec<unknown>): OptionSpec<readonly string[] | undefined> {
  return {
    placeholder: spec.placeholder,
    description: spec.description,
    defaultText: spec.defaultText,
    parse(text, flag, earlier = []) {
      spec.parse(text, flag);
      return [...earlier, text];
    },
    fallback: () => undefined,
  };
}

/** The words of a command line that give a command this input again. */
export function wordsOf(command: AnyCommand, input: Readonly<Record<string, unknown>>): string[] {
  const options = Object.keys(textOptions(command.options)).flatMap((key) => {
    const texts = input[key] as readonly string[] | undefined;
    if (texts === undefined) return [];
    const takesValue = command.options[key].placeholder !== undefined;
    return texts.flatMap((text) => (takesValue ? [flagOf(key), text] : [flagOf(key)]));
  });
  const operands = Object.keys(command.arguments).flatMap((key) => input[key] as string | readonly string[]);
  return [command.name, ...options, '--', ...operands];
}

export interface ProgramOptions extends TimingInput {
  readonly words: readonly string[];
  /** Worker counts; undefined for a command that takes none. */
  readonly workers: readonly number[] | undefined;
}

/** Times nfold itself with these words, as a whole program, for each number of workers. */
export async function timeProgram(options: ProgramOptions, context: Context): Promise<Comparison> {
  const { words, workers } = options;
  const { signal, progress } = context;
  const variant = (more: readonly string[]): Timed<ProgramRun> => {
    const [name, ...others] = words;
    return () => runProgram(process.execPath, [MAIN, name, '--quiet', ...more, ...others], { signal });
  };
  const variants =
    workers === undefined
      ? { [words[0]]: variant([]) }
      : Object.fromEntries(
          workers.map((count) => [workersLabel(count), variant(['--workers', String(count)])]),
        );
  const comparison = await bench(variants, {
    ...timingOf(options, context),
    iterations: 1,
    probe: programProbe(),
    seconds: ({ seconds }) => seconds,
  });
  progress.end();
  return comparison;
}
