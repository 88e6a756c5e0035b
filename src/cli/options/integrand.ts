import { isNfoldError, NfoldError } from '../../core/index.js';
import {
  CONSTANTS,
  constantValue,
  type Expression,
  type Node,
  children,
  parse,
} from '../../expression/index.js';
import { refuse } from '../refuse.js';
import type { ArgumentSpec, OptionSpec } from '../spec.js';

/** A formula of one variable, whatever its name; a constant has none. */
export const integrand: ArgumentSpec<Expression> = {
  placeholder: 'EXPR',
  description: "the formula of one variable, such as '1/(1+x^2)'",
  parse(text) {
    const expression = parse(text);
    checkOneVariable(expression);
    return expression;
  },
  show: ({ source }) => source,
};

/** @throws NfoldError `ERR_EXPRESSION_SYNTAX` that shows the place of the second variable */
export function checkOneVariable(expression: Expression): void {
  const [first, second] = expression.variables;
  if (second !== undefined) throw twoVariables(expression, first, second);
}

/** The lower limit of an integral. */
export const lowerLimit = limit('A', 'the lower limit, such as 0, -1 or -pi/2');
/** The upper limit of an integral. */
export const upperLimit = limit('B', 'the upper limit, such as 1, 1e3 or pi/4');

function limit(placeholder: string, description: string): ArgumentSpec<number> {
  return { placeholder, description, parse: (text) => constant(text, `limit ${placeholder}`) };
}

/** The exact value of the result, where it is known. */
export const exact: OptionSpec<number | undefined> = {
  placeholder: 'EXPR',
  description: 'the exact value, such as pi/4, to compare with',
  parse(text, flag) {
    const value = constant(text, flag);
    if (!Number.isFinite(value)) throw refuse(flag, 'a finite number', text);
    return value;
  },
  fallback: () => undefined,
};

/** The value of an expression without variables; errors say what it was for. */
function constant(text: string, what: string): number {
  let value: number;
  try {
    value = constantValue(text);
  } catch (error) {
    if (!isNfoldError(error)) throw error;
    throw new NfoldError(error.code, `${what}: ${error.message}`, error.details, { cause: error });
  }
  if (Number.isNaN(value)) throw refuse(what, 'a number', text, 'its value is not defined');
  return value;
}

function twoVariables(expression: Expression, first: string, second: string): NfoldError {
  const odd = Object.hasOwn(CONSTANTS, first.toLowerCase()) ? first : second;
  const offset = find(expression.root, odd)?.start ?? 0;
  const near = odd.toLowerCase();
  const remedy = Object.hasOwn(CONSTANTS, near) ? `; did you mean ${JSON.stringify(near)}?` : '';
  const message = `the formula must have one variable, and has ${first} and ${second}${remedy}`;
  const column = offset + 1;
  return new NfoldError('ERR_EXPRESSION_SYNTAX', message, {
    source: expression.source,
    column,
    caret: `${' '.repeat(offset)}^`,
  });
}

function find(node: Node, variable: string): Node | undefined {
  if (node.type === 'variable') return node.name === variable ? node : undefined;
  for (const child of children(node)) {
    const found = find(child, variable);
    if (found !== undefined) return found;
  }
  return undefined;
}
