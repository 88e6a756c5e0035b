import type { SourceRange } from './node.js';
import { syntaxError } from './syntax-error.js';

export interface Token extends SourceRange {
  readonly kind: 'number' | 'name' | 'symbol' | 'end';
  /** The canonical spelling: `^` for `**`, `*` for `×`, `pi` for `π`. */
  readonly text: string;
}

const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
/** What may not follow a number: 1.2.3, 1_000, 0x1F. */
const NOT_AFTER_NUMBER = /[.\d_]/;
const RADIX_PREFIX = /0[xXbBoO][\da-fA-F]/y;
const NAME = /\p{L}[\p{L}\p{M}\p{Nd}_]*/uy;
const SYMBOL = /\*\*|<=|>=|==|!=|&&|\|\||[-+*/^<>()?:,−–×·⋅÷≤≥≠]/y;
const SPACE = /\s*/y;

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ['**', '^'],
  ['−', '-'],
  ['–', '-'],
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['÷', '/'],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['&&', 'and'],
  ['||', 'or'],
  ['π', 'pi'],
]);

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['=', 'write == to compare'],
  ['!', 'write "not" to negate a condition; there is no factorial'],
  ['%', 'the remainder of a/b is a - b*floor(a/b)'],
  ['|', 'write abs(x) for |x|'],
  ['&', 'write "and" to join two conditions'],
  ['²', 'write ^2'],
  ['³', 'write ^3'],
  ['√', 'write sqrt(x)'],
  ['∞', 'write inf'],
  [';', 'an expression is one formula'],
  ['.', 'a point belongs to a number; there is no member access'],
  ['[', 'group with parentheses'],
  [']', 'group with parentheses'],
  ['{', 'group with parentheses'],
  ['}', 'group with parentheses'],
  ['_', 'names start with a letter'],
]);

/** The tokens of a source text; the last is always of kind `end`. Throws `ERR_EXPRESSION_SYNTAX`. */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let offset = skipSpace(source, 0);
  while (offset < source.length) {
    const token = numberAt(source, offset) ?? nameAt(source, offset) ?? symbolAt(source, offset);
    if (token === undefined) throw badCharacter(source, offset);
    tokens.push(token);
    offset = skipSpace(source, token.end);
  }
  tokens.push({ kind: 'end', text: '', start: offset, end: offset });
  return tokens;
}

function match(pattern: RegExp, source: string, offset: number): string | undefined {
  pattern.lastIndex = offset;
  return pattern.exec(source)?.[0];
}

function skipSpace(source: string, offset: number): number {
  return offset + (match(SPACE, source, offset) ?? '').length;
}

function numberAt(source: string, start: number): Token | undefined {
  if (match(RADIX_PREFIX, source, start) !== undefined) {
    const text = source.slice(start, start + 2);
    throw syntaxError(source, start, `bad number ${text}…`, 'numbers are decimal, such as 16 or 1.6e1');
  }
  const text = match(NUMBER, source, start);
  if (text === undefined) return undefined;
  const end = start + text.length;
  if (end < source.length && NOT_AFTER_NUMBER.test(source[end])) {
    throw syntaxError(
      source,
      end,
      `bad number ${source.slice(start, end + 1)}`,
      'write it as 1234.5 or 1e-3',
    );
  }
  checkRange(source, start, text);
  return { kind: 'number', text, start, end };
}

/** A literal that a double cannot hold even roughly would silently become inf or 0. */
function checkRange(source: string, start: number, text: string): void {
  const value = Number(text);
  if (!Number.isFinite(value)) throw syntaxError(source, start, `number ${text} is too large`, 'write inf');
  if (value === 0 && /[1-9]/.test(text.split(/e/i)[0])) {
    throw syntaxError(source, start, `number ${text} is too small`, 'write 0');
  }
}

function nameAt(source: string, start: number): Token | undefined {
  const text = match(NAME, source, start);
  if (text === undefined) return undefined;
  return { kind: 'name', text: SPELLINGS.get(text) ?? text, start, end: start + text.length };
}

function symbolAt(source: string, start: number): Token | undefined {
  const text = match(SYMBOL, source, start);
  if (text === undefined) return undefined;
  return { kind: 'symbol', text: SPELLINGS.get(text) ?? text, start, end: start + text.length };
}

function badCharacter(source: string, offset: number): Error {
  const character = String.fromCodePoint(source.codePointAt(offset) ?? 0);
  const fault = `unexpected character ${JSON.stringify(character)}`;
  return syntaxError(source, offset, fault, REMEDIES.get(character));
}
