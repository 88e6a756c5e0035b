import type { BinaryNode, Node } from './node.js';
import { COMPARISON, CONDITIONAL, MINUS, NOT, POWER, PRIMARY, PRODUCT, precedenceOf } from './precedence.js';

/**
 * The canonical text of a tree, with as few parentheses as its meaning allows: `1/(1 + x^2)`. Parsing the text gives
 * the same tree again. A negative number, which no parsed tree contains, is printed as its negation.
 */
export function print(node: Node): string {
  switch (node.type) {
    case 'number':
      return node.name ?? printNumber(node.value);
    case 'variable':
      return node.name;
    case 'unary':
      return node.operator === '-' ? `-${wrap(node.operand, MINUS)}` : `not ${wrap(node.operand, NOT)}`;
    case 'binary':
      return printBinary(node);
    case 'call':
      return `${node.name}(${node.arguments.map(print).join(', ')})`;
    default:
      return `${wrap(node.condition, CONDITIONAL + 1)} ? ${print(node.whenTrue)} : ${print(node.whenFalse)}`;
  }
}

function printNumber(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0' : String(value);
  return Number.isNaN(value) ? '(inf - inf)' : value > 0 ? 'inf' : '-inf';
}

function printBinary({ operator, left, right }: BinaryNode): string {
  const own = precedenceOf(operator);
  if (operator === '^') return `${wrap(left, POWER + 1)}^${wrap(right, MINUS)}`;
  const gap = own < PRODUCT ? ' ' : '';
  // Of two equal operators the left one is applied first; comparisons do not chain at all.
  const onLeft = wrap(left, own === COMPARISON ? own + 1 : own);
  return `${onLeft}${gap}${operator}${gap}${wrap(right, own + 1)}`;
}

function wrap(node: Node, least: number): string {
  return bindingOf(node) < least ? `(${print(node)})` : print(node);
}

function bindingOf(node: Node): number {
  switch (node.type) {
    case 'number':
      return node.value < 0 || Object.is(node.value, -0) ? MINUS : PRIMARY;
    case 'unary':
      return node.operator === '-' ? MINUS : NOT;
    case 'binary':
      return precedenceOf(node.operator);
    case 'conditional':
      return CONDITIONAL;
    default:
      return PRIMARY;
  }
}
