import { didYouMean } from '../core/index.js';
import {
  CONSTANTS,
  FUNCTIONS,
  functionNamed,
  functionNames,
  isConstant,
  WORD_OPERATORS,
} from './functions.js';
import type { BinaryOperator, Node, SourceRange } from './node.js';
import { COMPARISON, CONDITIONAL, MINUS, NOT, POWER, PRECEDENCE, PRODUCT } from './precedence.js';
import { syntaxError } from './syntax-error.js';
import { type Token, tokenize } from './tokens.js';

/** How deep parentheses, calls, signs, powers and conditions may nest: far beyond any formula, far below the stack. */
const MAX_NESTING = 200;
/** How many operations may hang in one chain, such as a sum of terms: the tree is walked by recursion. */
const MAX_DEPTH = 1000;

/**
 * A precedence-climbing parser (V. Pratt, "Top down operator precedence", POPL 1973): `#expression(least)` reads as
 * much as binds at least that tightly.
 */
export class Parser {
  readonly #source: string;
  readonly #variables: readonly string[] | undefined;
  readonly #tokens: readonly Token[];
  readonly #depths = new WeakMap<Node, number>();
  readonly #open: Token[] = [];
  #position = 0;
  #nesting = 0;

  constructor(source: string, variables: readonly string[] | undefined) {
    this.#source = source;
    this.#variables = variables;
    this.#tokens = tokenize(source);
  }

  parse(): Node {
    if (this.#tokens[0].kind === 'end') throw syntaxError(this.#source, 0, 'the expression is empty');
    const root = this.#expression(CONDITIONAL);
    if (this.#next.kind !== 'end') throw this.#trailing();
    return root;
  }

  get #next(): Token {
    return this.#tokens[this.#position];
  }

  get #previous(): Token {
    return this.#tokens[this.#position - 1];
  }

  #advance(): Token {
    return this.#tokens[this.#position++];
  }

  #accept(text: string): boolean {
    if (this.#next.text !== text) return false;
    this.#position++;
    return true;
  }

  #fail(token: Token, fault: string, remedy = ''): Error {
    return syntaxError(this.#source, token.start, fault, remedy);
  }

  /** The token as the user wrote it. */
  #spelling(token: Token): string {
    return this.#source.slice(token.start, token.end);
  }

  #expression(least: number): Node {
    if (++this.#nesting > MAX_NESTING) {
      throw this.#fail(this.#next, `the expression is nested more than ${MAX_NESTING} levels deep`);
    }
    const { start } = this.#next;
    let left = this.#prefix(least);
    for (;;) {
      const longer = this.#continue(left, least, start);
      if (longer === undefined) break;
      left = longer;
    }
    this.#nesting--;
    return left;
  }

  /** One more operator and its right operand, if the next operator binds tightly enough. */
  #continue(left: Node, least: number, start: number): Node | undefined {
    if (this.#startsOperand()) return this.#implicitProduct(left, least, start);
    const token = this.#next;
    if (token.text === '?' && least <= CONDITIONAL) return this.#conditional(left, start);
    const own = PRECEDENCE.get(token.text);
    if (own === undefined || own < least) return undefined;
    this.#advance();
    // The exponent may carry a sign, 2^-x, and powers group from the right.
    const right = this.#expression(own === POWER ? MINUS : own + 1);
    if (own === COMPARISON && PRECEDENCE.get(this.#next.text) === COMPARISON) {
      throw this.#fail(this.#next, 'comparisons do not chain', 'write a < b and b < c');
    }
    return this.#binary(token.text as BinaryOperator, left, right, start);
  }

  /** Two operands side by side: 3x, 2(x+1). Only after a number, since x y and f(x) would be guesses. */
  #implicitProduct(left: Node, least: number, start: number): Node | undefined {
    const token = this.#next;
    if (this.#previous.kind !== 'number' || token.kind === 'number') {
      const [before, after] = [this.#spelling(this.#previous), this.#spelling(token)];
      throw this.#fail(token, `no operator between ${before} and ${after}`, `write ${before}*${after}`);
    }
    if (PRODUCT < least) return undefined;
    return this.#binary('*', left, this.#expression(PRODUCT + 1), start);
  }

  #startsOperand(): boolean {
    const { kind, text } = this.#next;
    if (kind === 'name') return text === 'not' || !WORD_OPERATORS.includes(text);
    return kind === 'number' || text === '(';
  }

  #binary(operator: BinaryOperator, left: Node, right: Node, start: number): Node {
    const range = { start, end: this.#previous.end };
    // e^x means the exponential function: exp is more accurate than the power of a rounded e.
    if (operator === '^' && left.type === 'number' && left.name === 'e') {
      return this.#node({ type: 'call', name: 'exp', arguments: [right], ...range }, [right]);
    }
    return this.#node({ type: 'binary', operator, left, right, ...range }, [left, right]);
  }

  #conditional(condition: Node, start: number): Node {
    const question = this.#advance();
    const whenTrue = this.#expression(CONDITIONAL);
    if (!this.#accept(':')) {
      if (this.#next.text === ',') throw this.#trailing();
      throw this.#fail(question, '"?" without its ":"', 'write condition ? a : b');
    }
    const whenFalse = this.#expression(CONDITIONAL);
    const range = { start, end: this.#previous.end };
    const parts = [condition, whenTrue, whenFalse];
    return this.#node({ type: 'conditional', condition, whenTrue, whenFalse, ...range }, parts);
  }

  #prefix(least: number): Node {
    const token = this.#advance();
    if (token.text === '+' && token.kind === 'symbol') return this.#expression(MINUS);
    if (token.text === '-' && token.kind === 'symbol')
      return this.#unary('-', token, this.#expression(MINUS));
    if (token.text === 'not') {
      if (least > NOT) throw this.#fail(token, '"not" inside an operation', 'write (not …) in parentheses');
      return this.#unary('not', token, this.#expression(NOT));
    }
    if (token.kind === 'number') return { type: 'number', value: Number(token.text), ...rangeOf(token) };
    if (token.kind === 'name' && !WORD_OPERATORS.includes(token.text)) return this.#named(token);
    if (token.text === '(') return this.#group(token);
    throw this.#missingOperand(token);
  }

  #unary(operator: '-' | 'not', token: Token, operand: Node): Node {
    const range = { start: token.start, end: this.#previous.end };
    return this.#node({ type: 'unary', operator, operand, ...range }, [operand]);
  }

  #group(open: Token): Node {
    this.#open.push(open);
    const inner = this.#expression(CONDITIONAL);
    this.#close(open);
    return inner;
  }

  #close(open: Token): void {
    if (!this.#accept(')')) throw this.#next.kind === 'end' ? this.#unclosed(open) : this.#trailing();
    this.#open.pop();
  }

  #named(token: Token): Node {
    const name = functionNamed(token.text);
    const called = this.#next.text === '(';
    if (name !== undefined && called) return this.#call(token, name);
    if (name !== undefined) throw this.#uncalled(token);
    if (called) throw this.#unknownFunction(token);
    if (isConstant(token.text)) {
      return { type: 'number', value: CONSTANTS[token.text], name: token.text, ...rangeOf(token) };
    }
    if (this.#variables?.includes(token.text) === false) throw this.#unknownName(token);
    return { type: 'variable', name: token.text, ...rangeOf(token) };
  }

  #call(token: Token, name: NonNullable<ReturnType<typeof functionNamed>>): Node {
    const values = this.#arguments(this.#advance());
    const { min, max } = name === 'pow' ? { min: 2, max: 2 } : FUNCTIONS[name];
    if (values.length < min || values.length > max) {
      const rule = min === max ? `${min} argument${min === 1 ? '' : 's'}` : `${min} to ${max} arguments`;
      throw this.#fail(token, `${this.#spelling(token)} takes ${rule} (got ${values.length})`);
    }
    if (name === 'pow') return this.#binary('^', values[0], values[1], token.start);
    const range = { start: token.start, end: this.#previous.end };
    return this.#node({ type: 'call', name, arguments: values, ...range }, values);
  }

  #arguments(open: Token): Node[] {
    this.#open.push(open);
    const values: Node[] = [];
    if (this.#next.text !== ')') {
      do values.push(this.#expression(CONDITIONAL));
      while (this.#accept(','));
    }
    this.#close(open);
    return values;
  }

  #node<T extends Node>(node: T, parts: readonly Node[]): T {
    const depth = 1 + Math.max(...parts.map((part) => this.#depths.get(part) ?? 0));
    if (depth > MAX_DEPTH) {
      const fault = `more than ${MAX_DEPTH} operations in one chain`;
      throw syntaxError(this.#source, node.end - 1, fault, 'group the terms with parentheses');
    }
    this.#depths.set(node, depth);
    return node;
  }

  #unknownName(token: Token): Error {
    const known = [...(this.#variables ?? []), ...Object.keys(CONSTANTS), ...functionNames];
    const near = token.text.length > 1 ? didYouMean(token.text, known) : '';
    const listed = this.#variables?.join(', ') ?? '';
    const allowed = listed === '' ? 'only numbers and constants are allowed' : `the variables are ${listed}`;
    return this.#fail(token, `unknown name ${this.#spelling(token)}`, near === '' ? allowed : near);
  }

  #unknownFunction(token: Token): Error {
    const name = this.#spelling(token);
    const isValue = isConstant(token.text) || this.#variables?.includes(token.text) === true;
    const near = isValue || name.length === 1 ? '' : didYouMean(name, functionNames);
    const fault = isValue ? `${name} is not a function` : `unknown function ${name}`;
    return this.#fail(token, fault, near === '' ? `to multiply write ${name}*(…)` : near);
  }

  #uncalled(token: Token): Error {
    const name = this.#spelling(token);
    // The exponent may be missing, but the end of the tokens is always there to be looked at.
    const exponent = this.#next.text === '^' ? `^${this.#tokens[this.#position + 1].text}` : '';
    const remedy = `write ${name}(x)${exponent}`;
    return this.#fail(token, `${name} is a function and needs its argument in parentheses`, remedy);
  }

  #missingOperand(token: Token): Error {
    const before = this.#tokens[this.#position - 2];
    const open = this.#open.at(-1);
    if (token.kind === 'end' && before?.text === '(' && open !== undefined) return this.#unclosed(open);
    if (token.kind === 'end') return this.#fail(token, `nothing after "${this.#spelling(before)}"`);
    if (token.text === ')' && open === undefined) return this.#stray(token);
    const where = before === undefined ? '' : ` after "${this.#spelling(before)}"`;
    return this.#fail(token, `expected a number, a name or "("${where}, found "${this.#spelling(token)}"`);
  }

  #unclosed(open: Token): Error {
    return this.#fail(open, '"(" is never closed');
  }

  #stray(token: Token): Error {
    return this.#fail(token, '")" closes nothing');
  }

  /** The error for a token after what could have been the end. */
  #trailing(): Error {
    const token = this.#next;
    if (token.text === ')' && this.#open.length === 0) return this.#stray(token);
    if (token.text === ':') return this.#fail(token, '":" without a "?"', 'write condition ? a : b');
    if (token.text === ',') {
      const remedy = 'a comma stands between the arguments of a function; write 1.5 with a point';
      return this.#fail(token, 'unexpected ","', remedy);
    }
    return this.#fail(token, `unexpected "${this.#spelling(token)}"`);
  }
}

function rangeOf({ start, end }: SourceRange): SourceRange {
  return { start, end };
}
