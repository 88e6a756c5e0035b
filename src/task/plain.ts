/**
 * Functions so plain that no parser has to be loaded to see that they use nothing from outside: arrows from named parameters
 * to an expression of them, numbers, operators and names that every runtime has. Loading the parser takes as long as
 * starting a worker. Whatever is not certain here is left to the parser.
 */
import { RUNTIME_NAMES } from './globals.js';

/** Parameters in parentheses, or one without, then an expression: neither a block nor an object. */
const ARROW = /^(?:\(([\w$\s,]*)\)|([\w$]+))\s*=>\s*(?!\{)/;
/** No quotes, braces or comments: nothing that could hide a name or make one of what is none. */
const TOKEN =
  /\s+|(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])|\.\.\.|[A-Za-z_$][\w$]*|\/(?![/*])|[-+*%<>=!&|^~?:.,()[\]]/y;
const OPERATORS: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'typeof',
  'void',
  'in',
  'instanceof',
]);

/** Whether the text is certain to be such a function. */
export function isPlainArrow(source: string): boolean {
  const head = ARROW.exec(source);
  if (head === null) return false;
  const names = new Set((head[1] ?? head[2]).split(',').map((name) => name.trim()));
  let before = '';
  TOKEN.lastIndex = head[0].length;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) return false;
    const isName = /^[A-Za-z_$]/.test(token) && before !== '.' && !OPERATORS.has(token);
    if (isName && !names.has(token) && !RUNTIME_NAMES.has(token)) return false;
    if (token.trim() !== '') before = token;
  }
  return true;
}
