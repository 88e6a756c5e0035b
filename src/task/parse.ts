import type { Node } from 'estree';
import type { Parser } from 'acorn';
import type { Capture } from './captures.js';

export type Acorn = { readonly parse: typeof Parser.parse };

/** Before the text: strict mode, as in a worker, and a parenthesis that makes it an expression. Adds no line. */
const PREFIX = '"use strict";(';
/** Where the text starts in what is parsed. */
export const TEXT_START = PREFIX.length;

/** The text of a function as a tree, or why it cannot stand on its own. */
export function parseFunction(source: string, acorn: Acorn): Node | Capture {
  try {
    const program = parse(`${PREFIX}${source}\n)`, acorn);
    return shapeOf(program) ?? program;
  } catch (error) {
    return memberShape(source, acorn) ?? syntaxCapture(error as ParseError, source);
  }
}

function parse(text: string, { parse: parseText }: Acorn): Node {
  return parseText(text, {
    ecmaVersion: 'latest',
    sourceType: 'script',
    locations: true,
    ranges: true,
    allowReturnOutsideFunction: false,
  }) as unknown as Node;
}

/** Functions that have a text which stands on its own, and yet cannot be called for a value that can be sent. */
function shapeOf(program: Node): Capture | undefined {
  if (program.type !== 'Program' || program.body[1]?.type !== 'ExpressionStatement') return undefined;
  const { expression } = program.body[1];
  if (expression.type === 'ClassExpression') return { kind: 'class', name: 'class', line: 1 };
  const generates = expression.type === 'FunctionExpression' && expression.generator === true;
  return generates ? { kind: 'generator', name: 'function*', line: 1 } : undefined;
}

/** Methods and accessors, whose text makes sense between the braces of an object or a class alone. */
function memberShape(source: string, acorn: Acorn): Capture | undefined {
  for (const wrap of [`"use strict";({${source}\n})`, `(class extends Object {${source}\n})`]) {
    try {
      parse(wrap, acorn);
    } catch {
      continue;
    }
    const accessor = /^(?:static\s+)?[gs]et\s+[^\s(]/.test(source);
    return accessor
      ? { kind: 'accessor', name: source.slice(0, 3), line: 1 }
      : { kind: 'method', name: 'method', line: 1 };
  }
  return undefined;
}

type ParseError = Error & { readonly loc?: { readonly line: number }; readonly pos?: number };

function syntaxCapture({ message, loc, pos = 0 }: ParseError, source: string): Capture {
  const line = loc?.line ?? 1;
  const text = message.replace(/ \(\d+:\d+\)$/, '');
  const privateName = /^#[\w$]+/.exec(source.slice(pos - TEXT_START))?.[0] ?? /'(#[^']*)'/.exec(text)?.[1];
  if (privateName !== undefined) return { kind: 'private', name: privateName, line };
  for (const kind of ['import.meta', 'new.target', 'super'] as const) {
    if (text.includes(kind)) return { kind, name: kind, line };
  }
  return { kind: 'syntax', name: text, line };
}
