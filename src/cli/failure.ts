import type { Command, CommanderError } from 'commander';
import { didYouMean, isNfoldError } from '../core/index.js';
import { caretLines } from '../expression/index.js';
import { optionsOf } from './operands.js';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

/** The exit code that an error ends the program with. */
export function exitCodeOf(error: unknown): number {
  const isUsage = isNfoldError(error, 'ERR_INVALID_ARGUMENT') || isNfoldError(error, 'ERR_EXPRESSION_SYNTAX');
  return isUsage ? WRONG_USAGE : FAILED;
}

/**
 * The text of an error for standard error: one line, and the place in the formula where that is the fault. Anything
 * but an error of nfold's own is a bug; its stack is shown on request only.
 */
export function describeFailure(error: unknown, width: number): string {
  const debug = process.env['NFOLD_DEBUG'] === '1';
  const stack = debug && error instanceof Error ? `\n${error.stack}` : '';
  if (isNfoldError(error)) {
    const place = caretLines(error, width);
    return `nfold: ${oneLine(error.message)}${place === undefined ? '' : `\n${place}`}${stack}`;
  }
  const message = oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const advice = 'this is a bug in nfold, please report it with the command line';
  return `nfold: unexpected ${message}; ${advice}${debug ? '' : ' (NFOLD_DEBUG=1 shows where)'}${stack}`;
}

/** Commander's complaint about the command line in one line of our form. */
export function describeUsage(error: CommanderError, command: Command): string {
  const path = commandPath(command);
  const see = `see ${path} --help`;
  const [subject] = /(?<=')[^']*(?=')/.exec(error.message) ?? [''];
  switch (error.code) {
    case 'commander.unknownOption':
      return unknownOption(subject, command);
    case 'commander.missingArgument': {
      const argument = command.registeredArguments.find((one) => one.name() === subject);
      return `nfold: ${subject} is missing: ${argument?.description}; ${see}`;
    }
    case 'commander.optionMissingArgument':
      return `nfold: ${subject} needs a value; ${see}`;
    case 'commander.excessArguments':
      return excess(command, see);
    case 'commander.unknownCommand': {
      const [name] = command.args;
      const near = didYouMean(
        name,
        command.commands.map((one) => one.name()),
      );
      return `nfold: unknown command ${JSON.stringify(name)}; ${near === '' ? see : near}`;
    }
    default:
      return `nfold: ${oneLine(error.message.replace(/^error: /, ''))}; ${see}`;
  }
}

function excess(command: Command, see: string): string {
  const names = command.registeredArguments.map((one) => one.name());
  const surplus = command.args[names.length];
  if (surplus.startsWith('-') && !/\d/.test(surplus)) return unknownOption(surplus, command);
  const taken = names.length === 0 ? 'no arguments' : names.join(' ');
  return `nfold: ${command.name()} takes ${taken}, got also ${JSON.stringify(surplus)}; ${see}`;
}

function unknownOption(flag: string, command: Command): string {
  const word = flag.replace(/^-+/, '').replace(/=.*/, '');
  const names = optionsOf(command).map((option) => option.long?.slice(2) ?? '');
  const near = didYouMean(word, names).replace('"', '"--');
  return `nfold: unknown option ${flag}; ${near === '' ? `see ${commandPath(command)} --help` : near}`;
}

function commandPath(command: Command): string {
  return command.parent === null ? command.name() : `${commandPath(command.parent)} ${command.name()}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
