import type { Command, Option } from 'commander';
import { nearest } from '../core/index.js';
import type { CommandGroup } from './spec.js';

/**
 * The command line with its operands moved behind `--`, so that negative limits and formulas (`-1`, `-inf`, `-pi/2`,
 * `-x^2`) are not taken for options. An argument with one dash is an operand unless it is a declared short option or
 * a long option that lost a dash (`-workers`). Option values stay with their options, negative ones too.
 */
export function separateOperands(program: Command, argv: readonly string[]): string[] {
  const { command, depth } = findCommand(program, argv);
  if (command.commands.length > 0) {
    const named = byOption(command, argv.slice(depth));
    if (named !== undefined) return separateOperands(program, [...argv.slice(0, depth), ...named]);
    const usual = usualCommand(command, argv[depth]);
    // Named, it is a command like any other.
    if (usual === undefined) return [...argv];
    return separateOperands(program, [...argv.slice(0, depth), usual, ...argv.slice(depth)]);
  }
  const options: string[] = [];
  const operands: string[] = [];
  for (let i = depth; i < argv.length; i++) {
    const argument = argv[i];
    if (argument === '--') {
      operands.push(...argv.slice(i + 1));
      break;
    }
    if (!isOption(command, argument)) {
      operands.push(argument);
      continue;
    }
    options.push(argument);
    if (!takesValue(command, argument)) continue;
    // Without its value the option must stay the last word, or it would swallow the dashes.
    if (i + 1 === argv.length) return [...argv.slice(0, depth), ...options];
    options.push(argv[++i]);
    if (takesTwo(command, argument) && i + 1 < argv.length && !argv[i + 1].startsWith('--')) {
      options[options.length - 1] += ` ${argv[++i]}`;
    }
  }
  return [...argv.slice(0, depth), ...options, '--', ...operands];
}

/** What groups mean where no command is named. */
type Unnamed = Pick<CommandGroup, 'usual' | 'byOption'>;

const unnamed = new WeakMap<Command, Unnamed>();

export function setUsualCommand(group: Command, meant: Unnamed): void {
  unnamed.set(group, meant);
}

/** The command that a group means by a first word that is no command's name; undefined where help is wanted. */
function usualCommand(group: Command, word: string | undefined): string | undefined {
  if (word === undefined || ['--help', '-h', '--version', '-v'].includes(word)) return undefined;
  return unnamed.get(group)?.usual;
}

/** The words with the command in front that one of them asks for as an option. */
function byOption(group: Command, words: readonly string[]): string[] | undefined {
  const end = words.indexOf('--');
  const options = end < 0 ? words : words.slice(0, end);
  const name = unnamed.get(group)?.byOption?.find((one) => options.includes(`--${one}`));
  return name === undefined ? undefined : [name, ...words.filter((word) => word !== `--${name}`)];
}

/** The command that the first arguments name, and how many arguments that takes. */
export function findCommand(program: Command, argv: readonly string[]): { command: Command; depth: number } {
  let command = program;
  let depth = 0;
  for (;;) {
    const next = command.commands.find((inner) => inner.name() === argv[depth]);
    if (next === undefined) return { command, depth };
    command = next;
    depth++;
  }
}

/** The options that a command knows, `--help` included. */
export function optionsOf(command: Command): Option[] {
  return command.createHelp().visibleOptions(command);
}

function isOption(command: Command, argument: string): boolean {
  if (!argument.startsWith('-') || argument === '-') return false;
  if (argument.startsWith('--')) return true;
  if (optionsOf(command).some((option) => option.short === argument)) return true;
  const word = /^-([a-z][a-z-]{2,})(=.*)?$/.exec(argument)?.[1];
  const names = optionsOf(command).map((option) => option.long?.slice(2) ?? '');
  return word !== undefined && nearest(word, names) !== undefined;
}

/** An option whose placeholder has two words, such as `<save|compare NAME>`. */
function takesTwo(command: Command, argument: string): boolean {
  return command.options.some(({ long, flags }) => long === argument && /<\S+ \S+>$/.test(flags));
}

function takesValue(command: Command, argument: string): boolean {
  return command.options.some((option) => option.long === argument && option.required);
}
