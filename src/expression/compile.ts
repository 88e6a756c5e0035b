import { NfoldError } from '../core/index.js';
import { javaScriptName, toJavaScript } from './javascript.js';
import { variablesOf } from './node.js';
import { type Expression, parse } from './parse.js';
import { checkVariableNames } from './variables.js';

let compiled = 0;

/**
 * A JavaScript function of the variables, in their order (default: `expression.variables`). A text is parsed first.
 * The function is made of arithmetic and `Math` alone and reaches nothing else, so it can also be sent to a worker as
 * source. Its text is unique, which makes V8 optimise each compiled expression on its own instead of sharing one
 * set of type feedback between all of them.
 *
 * @throws NfoldError `ERR_EXPRESSION_SYNTAX` for a text, `ERR_INVALID_ARGUMENT` for a variable that occurs in the
 * expression but is not among `variables`.
 */
export function compile(
  expression: Expression | string,
  variables?: readonly string[],
): (...values: number[]) => number {
  const parsed = typeof expression === 'string' ? parse(expression, { variables }) : expression;
  const names = variables ?? parsed.variables;
  checkVariableNames(names);
  const missing = variablesOf(parsed.root).find((name) => !names.includes(name));
  if (missing !== undefined) {
    throw new NfoldError(
      'ERR_INVALID_ARGUMENT',
      `variables must include ${missing}, got ${names.join(', ')}`,
      {
        name: 'variables',
        value: names,
      },
    );
  }
  const { temporaries, value } = toJavaScript(parsed.root);
  const declaration = temporaries.length === 0 ? '' : `let ${temporaries.join(', ')}; `;
  const parameters = names.map(javaScriptName).join(', ');
  const id = `/* expression ${compiled++} */`;
  const source = `"use strict"; return (${parameters}) => { ${id} ${declaration}return ${value}; };`;
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is generated from the tree, never the user's text
  return new Function(source)() as (...values: number[]) => number;
}

/**
 * The value of an expression without variables, such as `-pi/2`, `1e4` or `-inf`.
 *
 * @throws NfoldError `ERR_EXPRESSION_SYNTAX`
 */
export function constantValue(source: string): number {
  return compile(parse(source, { variables: [] }))();
}
