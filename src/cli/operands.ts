import type { Command, Option } from 'commander';
import { nearest } from '../core/index.js';

/**
 * The command line with its operands moved behind `--`, so that negative limits and formulas (`-1`, `-inf`, `-pi/2`,
 * `-x^2`) are not taken for options. An argument with one dash is an operand unless it is a declared short option or
 * a long option that lost a dash (`-workers`). Option values stay with their options, negative ones too.
 */
export function separateOperands(program: Command, argv: readonly string[]): string[] {
  const { command, depth } = findCommand(program, argv);
  if (command.commands.length > 0) return [...argv];
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
  }
  return [...argv.slice(0, depth), ...options, '--', ...operands];
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

function takesValue(command: Command, argument: string): boolean {
  return command.options.some((option) => option.long === argument && option.required);
}
