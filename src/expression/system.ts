import { NfoldError, didYouMean, invalidArgument, isNfoldError } from '../core/index.js';
import { type Node, children } from './node.js';
import { type Expression, parse } from './parse.js';
import { syntaxError } from './syntax-error.js';
import { checkVariableNames } from './variables.js';

/** One equation of a system: `name = expression`. */
export interface Equation {
  readonly name: string;
  readonly expression: Expression;
}

/** Equations that define names by each other and by free variables. */
export interface System {
  /** The text as it was given. */
  readonly source: string;
  /** In an order in which each uses only free variables and names before it. */
  readonly equations: readonly Equation[];
  /** The defined names, in the order of the text. */
  readonly names: readonly string[];
  /** The names that are used but not defined, in order of appearance. */
  readonly variables: readonly string[];
  /** The canonical text. */
  toString(): string;
}

/** A name, then a sign of equality that is not part of a comparison. */
const DEFINITION = /^\s*([\p{L}_][^\s=<>!]*)\s*=(?!=)/u;

export interface SystemOptions {
  /** The name of the one equation of a text that is an expression alone, without a name and =. Default: an error. */
  readonly output?: string;
}

/**
 * Reads equations such as `a = x1 + 2*x2; b = a^2`, separated by semicolons or line ends, in any order. The right sides
 * are expressions (see {@link parse}).
 *
 * @throws NfoldError `ERR_EXPRESSION_SYNTAX` with `source`, `column` and `caret` in its details, for equations that
 * depend on themselves as well; `ERR_INVALID_ARGUMENT` for a name that cannot be a variable or is defined twice.
 */
export function parseSystem(source: string, { output }: SystemOptions = {}): System {
  if (typeof source !== 'string') throw invalidArgument('model', 'text', source);
  const places = pieces(source);
  if (places.length === 0) throw syntaxError(source, 0, 'the model is empty', 'write y = x1 + x2');
  const written = places.map(({ start, end }) =>
    equation(source, start, end, places.length === 1 ? output : undefined),
  );
  const names = written.map(({ name }) => name);
  checkVariableNames(names);
  const used = new Set(written.flatMap(({ expression }) => expression.variables));
  const equations = inOrder(written, source);
  return {
    source,
    equations,
    names,
    variables: [...used].filter((name) => !names.includes(name)),
    toString: () => written.map(({ name, expression }) => `${name} = ${expression.toString()}`).join('; '),
  };
}

/**
 * Throws `ERR_EXPRESSION_SYNTAX` at the first name that is neither defined nor among `known`.
 *
 * @param fault what the message says of the name: `is not drawn`
 */
export function checkKnown(
  { source, equations, names }: System,
  known: readonly string[],
  fault: string,
): void {
  const all = [...known, ...names];
  const visit = (node: Node): void => {
    children(node).forEach(visit);
    if (node.type !== 'variable' || all.includes(node.name)) return;
    const near = node.name.length > 1 ? didYouMean(node.name, all) : '';
    const remedy = near === '' ? `known are ${all.join(', ')}` : near;
    throw syntaxError(source, node.start, `${node.name} ${fault}`, remedy);
  };
  for (const { expression } of equations) visit(expression.root);
}

function pieces(source: string): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  let start = 0;
  for (const text of source.split(/[;\n]/)) {
    if (text.trim() !== '') found.push({ start, end: start + text.length });
    start += text.length + 1;
  }
  return found;
}

function equation(source: string, start: number, end: number, unnamed: string | undefined): Equation {
  const text = source.slice(start, end);
  const head = DEFINITION.exec(text);
  const name = head?.[1] ?? unnamed;
  if (name === undefined) {
    const offset = start + text.search(/\S/);
    throw syntaxError(source, offset, 'an equation begins with a name and =', 'write y = x1 + x2');
  }
  // Blanks in place of what comes before keep the columns those of the whole text.
  const from = start + (head?.[0].length ?? 0);
  try {
    return { name, expression: parse(' '.repeat(from) + source.slice(from, end)) };
  } catch (error) {
    throw withSource(error, source);
  }
}

function withSource(error: unknown, source: string): unknown {
  if (!isNfoldError(error, 'ERR_EXPRESSION_SYNTAX')) return error;
  return new NfoldError(error.code, error.message, { ...error.details, source });
}

/** Depth first: what an equation uses comes before it. */
function inOrder(equations: readonly Equation[], source: string): Equation[] {
  const byName = new Map(equations.map((one) => [one.name, one]));
  const done = new Set<Equation>();
  const visit = (one: Equation, above: readonly Equation[]): void => {
    if (done.has(one)) return;
    if (above.includes(one)) throw cyclic([...above.slice(above.indexOf(one)), one], source);
    for (const name of one.expression.variables) {
      const needed = byName.get(name);
      if (needed !== undefined) visit(needed, [...above, one]);
    }
    done.add(one);
  };
  for (const one of equations) visit(one, []);
  return [...done];
}

function cyclic(circle: readonly Equation[], source: string): NfoldError {
  const [{ name, expression }] = circle;
  const offset = Math.max(0, expression.root.start);
  const path = circle.map((one) => one.name).join(' -> ');
  const fault =
    circle.length === 2
      ? `${name} is defined by itself`
      : `equations define each other in a circle (${path})`;
  return syntaxError(source, offset, fault, 'a model has no equations to solve; give one of them by a draw');
}
