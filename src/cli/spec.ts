import type { Seed } from '../core/index.js';
import type { Context } from './context.js';

/** One positional argument of a command. */
export interface ArgumentSpec<V> {
  /** The word that stands for it in the usage line, such as `EXPR`. */
  readonly placeholder: string;
  readonly description: string;
  /** The value of the text; throws an NfoldError for a text that breaks the rule. */
  readonly parse: (text: string) => V;
  /** What `params` of the JSON document shows; default: the value itself. */
  show?(value: V): unknown;
}

/** An argument that may be missing, and all after it; its value is undefined then. */
export type OptionalSpec<V> = ArgumentSpec<V> & { readonly optional: true };

/** The same argument for a command that can do without. */
export function optional<V>(spec: ArgumentSpec<V>): OptionalSpec<V> {
  return { ...spec, optional: true };
}

/** The last argument of a command, given once or more; its value is a list. */
export interface VariadicSpec<V> extends ArgumentSpec<V> {
  readonly variadic: true;
  /** May be left out: the list is empty then. */
  readonly optional?: true;
}

/** One option of a command; its flag is its key in kebab case: `maxSeconds` is `--max-seconds`. */
export interface OptionSpec<V> {
  /**
   * The word that stands for the value in the help; a switch without a value has none. Two words: two values, which come
   * as one text with a space between.
   */
  readonly placeholder?: string;
  readonly description: string;
  /** How the help describes the default, if there is one. */
  readonly defaultText?: string;
  /**
   * The value of the text given after `flag`; throws an NfoldError for a text that breaks the rule. An option that may be
   * repeated adds to its `earlier` value; of others the last one counts.
   */
  parse(text: string, flag: string, earlier?: V): V;
  /** The value when the option is not given. */
  fallback(): V;
  /** What `params` of the JSON document shows; undefined leaves it out. Default: the value itself. */
  show?(value: V): unknown;
}

export type ArgumentSpecs = Readonly<
  Record<string, ArgumentSpec<unknown> & { readonly variadic?: true; readonly optional?: true }>
>;
export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** The parsed values of a record of arguments or options. */
export type ValuesOf<S> = {
  readonly [K in keyof S]: S[K] extends { parse: (...text: never[]) => infer V }
    ? S[K] extends { variadic: true }
      ? readonly V[]
      : S[K] extends { optional: true }
        ? V | undefined
        : V
    : never;
};

/** A file of a command's outcome. */
export interface OutcomeFile {
  readonly path: string;
  /** Makes what the file is to hold. */
  readonly content: () => Promise<string | Uint8Array>;
}

/** What a command hands back to the frame, which prints it. */
export interface Outcome {
  /** `result` of the JSON document. Numbers may be non-finite; typed arrays become arrays. */
  readonly result: unknown;
  /** The same for people, a line each, at most as wide as the context says where that is possible. */
  readonly lines: readonly string[];
  /** Parts of the time, in seconds; the frame adds `total`. */
  readonly timings?: Readonly<Record<string, number>>;
  /** Files that were asked for. They are written before the result is printed; one that fails loses nothing else. */
  readonly files?: readonly OutcomeFile[];
  /** The command has written its results to standard output itself: nothing is printed. */
  readonly printed?: boolean;
  /** The seed that was used, where it is not that of the options. */
  readonly seed?: Seed;
  /** No random numbers were drawn, so there is no seed to report. */
  readonly seedless?: boolean;
  /** The work was not interrupted but did not reach its goal (not converged): exit code 1. */
  readonly failed?: boolean;
}

/** A command: a file in `commands/` defines one with {@link defineCommand}. */
export interface CommandSpec<A extends ArgumentSpecs, O extends OptionSpecs> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** More for the command's own help; default: the summary. */
  readonly description?: string;
  /** Positional arguments in their order; all but the optional ones are required, and the last may be variadic. */
  readonly arguments: A;
  readonly options: O;
  /** Command lines without the leading `nfold`, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  run(input: ValuesOf<A> & ValuesOf<O>, context: Context): Promise<Outcome>;
}

/** A command whose types have been checked, as the frame handles it. */
export interface AnyCommand {
  readonly kind: 'command';
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly arguments: ArgumentSpecs;
  readonly options: OptionSpecs;
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  run(input: Readonly<Record<string, unknown>>, context: Context): Promise<Outcome>;
}

/** A command that only holds others, such as `bench converge`. */
export interface CommandGroup {
  readonly kind: 'group';
  readonly name: string;
  readonly summary: string;
  readonly commands: readonly AnyCommand[];
  /** The one of them that is meant where none is named, such as `job` for `nfold bench ./my.js#job`. */
  readonly usual?: string;
  /** Commands that may be asked for by an option instead, such as `--task-cost` for `task-cost`. */
  readonly byOption?: readonly string[];
}

export function defineCommand<A extends ArgumentSpecs, O extends OptionSpecs>(
  spec: CommandSpec<A, O>,
): AnyCommand {
  return {
    ...spec,
    kind: 'command',
    description: spec.description ?? spec.summary,
    // The frame builds the input from the very specs that give it its type.
    run: (input, context) => spec.run(input as ValuesOf<A> & ValuesOf<O>, context),
  };
}

/** `--max-seconds` for the key `maxSeconds`. */
export function flagOf(key: string): string {
  return `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
