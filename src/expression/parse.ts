import { checkVariableNames } from './variables.js';
import { invalidArgument } from '../core/index.js';
import { type Node, variablesOf } from './node.js';
import { Parser } from './parser.js';
import { print } from './print.js';

/** A parsed expression. */
export interface Expression {
  /** The text as it was given. */
  readonly source: string;
  readonly root: Node;
  /** The declared variables in their order; without a declaration, those that occur, in order of appearance. */
  readonly variables: readonly string[];
  /** The canonical text. */
  toString(): string;
}

export interface ParseOptions {
  /**
   * The names that are variables; any other unknown name is an error, so `[]` allows constants alone. Default: every
   * name that is neither a constant nor a function is a variable.
   */
  readonly variables?: readonly string[];
}

/**
 * Reads an expression such as `exp(-x^2)*cos(3x)`; `docs/expressions.md` describes the language.
 *
 * @throws NfoldError `ERR_EXPRESSION_SYNTAX`, with `source`, `column` (from 1) and `caret` in its details;
 * `ERR_INVALID_ARGUMENT` for a declared variable that cannot be one.
 */
export function parse(source: string, options: ParseOptions = {}): Expression {
  if (typeof source !== 'string') throw invalidArgument('expression', 'text', source);
  const declared = options.variables;
  if (declared !== undefined) checkVariableNames(declared);
  const root = new Parser(source, declared).parse();
  const variables = declared === undefined ? variablesOf(root) : [...declared];
  return { source, root, variables, toString: () => print(root) };
}
