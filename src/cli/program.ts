import { Argument, Command, Option } from 'commander';
import { setUsualCommand } from './operands.js';
import { common } from './options/common.js';
import { type AnyCommand, type ArgumentSpecs, type CommandGroup, flagOf, type OptionSpecs } from './spec.js';

/** A command line that has been read: which command, with which values. */
export interface Request {
  readonly command: AnyCommand;
  /** `bench converge` for a command of a group. */
  readonly path: string;
  readonly input: Readonly<Record<string, unknown>>;
}

export interface ProgramOptions {
  readonly version: string;
  /** Columns for the help. */
  readonly width: number;
  /** Whether the help may use colour. */
  readonly colour: boolean;
  readonly onRequest: (request: Request) => void;
}

/** The parser of the whole command line. Its own errors are thrown, never printed. */
export function createProgram(
  commands: readonly (AnyCommand | CommandGroup)[],
  options: ProgramOptions,
): Command {
  const program = new Command('nfold')
    .description('Parallel numerical computing: integrals, their convergence, simulations, honest timing.')
    .version(options.version, '-v, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .enablePositionalOptions();
  configure(program, options);
  for (const command of commands) addTo(program, command, '', options);
  return program;
}

function configure(command: Command, { width, colour }: ProgramOptions): Command {
  const title = (text: string): string => (colour ? `\u001b[1m${text}\u001b[22m` : text);
  return command
    .exitOverride()
    .configureHelp({ helpWidth: width, minWidthToWrap: 20, styleTitle: title, subcommandTerm: term })
    .configureOutput({ outputError: () => {}, getOutHasColors: () => colour, getErrHasColors: () => colour });
}

/** A command in the list of commands: its name and arguments, without the `[options]` that all have. */
function term(command: Command): string {
  return [command.name(), ...command.registeredArguments.map((one) => one.name())].join(' ');
}

function addTo(
  parent: Command,
  command: AnyCommand | CommandGroup,
  above: string,
  options: ProgramOptions,
): void {
  const path = `${above}${command.name}`;
  const built = configure(new Command(command.name), options).summary(command.summary);
  built.helpOption('-h, --help', 'print this help');
  if (command.kind === 'group') {
    built.description(command.summary).helpCommand(false);
    for (const inner of command.commands) addTo(built, inner, `${path} `, options);
    setUsualCommand(built, command);
  } else {
    describe(built, command, path);
    built.action((...values: unknown[]) => {
      options.onRequest({ command, path, input: inputOf(command, values) });
    });
  }
  parent.addCommand(built);
}

function describe(built: Command, command: AnyCommand, path: string): void {
  built.description(command.description);
  for (const spec of Object.values(command.arguments)) built.addArgument(argumentFor(spec));
  for (const option of optionsFor({ ...command.options, ...common })) built.addOption(option);
  const lines = command.examples.map(([line, meaning]) => `  nfold ${line}\n      ${meaning}`);
  if (lines.length > 0) built.addHelpText('after', `\nExamples of ${path}:\n${lines.join('\n')}`);
}

function argumentFor({
  placeholder,
  description: meaning,
  parse,
  variadic,
  optional,
}: ArgumentSpecs[string]): Argument {
  if (variadic !== true)
    return new Argument(optional === true ? `[${placeholder}]` : `<${placeholder}>`, meaning).argParser(
      (text: string) => parse(text),
    );
  const usage = optional === true ? `[${placeholder}...]` : `<${placeholder}...>`;
  return new Argument(usage, meaning).argParser((text: string, before?: unknown[]) => {
    const values = before ?? [];
    values.push(parse(text));
    return values;
  });
}

function optionsFor(specs: OptionSpecs): Option[] {
  return Object.entries(specs).map(([key, spec]) => {
    const flag = flagOf(key);
    const usual = spec.defaultText === undefined ? '' : ` (default: ${spec.defaultText})`;
    const value = spec.placeholder === undefined ? '' : ` <${spec.placeholder}>`;
    const option = new Option(`${flag}${value}`, `${spec.description}${usual}`);
    return spec.placeholder === undefined
      ? option
      : option.argParser((text: string, earlier: unknown) => spec.parse(text, flag, earlier));
  });
}

/** The values of commander's action, which gets the arguments, then the options, then the command. */
function inputOf(command: AnyCommand, values: readonly unknown[]): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  const names = Object.keys(command.arguments);
  // A list that nothing was given for is empty.
  for (const [i, name] of names.entries()) {
    input[name] = values[i] ?? (command.arguments[name].variadic === true ? [] : undefined);
  }
  const given = values[names.length] as Readonly<Record<string, unknown>>;
  for (const [key, spec] of Object.entries({ ...command.options, ...common })) {
    input[key] = Object.hasOwn(given, key) ? given[key] : spec.fallback();
  }
  return input;
}
