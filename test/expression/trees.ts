import * as fc from 'fast-check';
import { type BinaryOperator, CONSTANTS, FUNCTIONS, type FunctionName, type Node } from 'nfold/expression';

const HERE = { start: 0, end: 0 };
const OPERATORS: readonly BinaryOperator[] = [
  '+',
  '-',
  '*',
  '/',
  '^',
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '!=',
  'and',
  'or',
];

const number = fc
  .oneof(
    fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }),
    fc.nat(20),
    fc.constantFrom(0.5, 1e21, 1e-7),
  )
  .map((value): Node => ({ type: 'number', value: Math.abs(value), ...HERE }));
const constant = fc
  .constantFrom('pi', 'inf', 'e')
  .map((name): Node => ({ type: 'number', name, value: CONSTANTS[name], ...HERE }));
const variable = fc
  .constantFrom('x', 'y', 'constructor')
  .map((name): Node => ({ type: 'variable', name, ...HERE }));

function call(name: FunctionName, node: fc.Arbitrary<Node>): fc.Arbitrary<Node> {
  const { min, max } = FUNCTIONS[name];
  return fc
    .array(node, { minLength: min, maxLength: Math.min(max, 3) })
    .map((values) => ({ type: 'call', name, arguments: values, ...HERE }));
}

function binary(operator: BinaryOperator, left: Node, right: Node): Node {
  // The parser reads e^x as exp(x).
  if (operator === '^' && left.type === 'number' && left.name === 'e') {
    return { type: 'call', name: 'exp', arguments: [right], ...HERE };
  }
  return { type: 'binary', operator, left, right, ...HERE };
}

/** Trees as the parser makes them, over the variables x, y and constructor. */
export const trees: fc.Arbitrary<Node> = fc.letrec<{ node: Node }>((tie) => {
  const node = tie('node');
  return {
    node: fc.oneof(
      { maxDepth: 5, depthSize: 'medium', withCrossShrink: true },
      fc.oneof(variable, number, constant),
      fc.tuple(fc.constantFrom('-' as const, 'not' as const), node).map(([operator, operand]): Node => ({
        type: 'unary',
        operator,
        operand,
        ...HERE,
      })),
      fc.tuple(fc.constantFrom(...OPERATORS), node, node).map((parts) => binary(...parts)),
      fc
        .tuple(
          node,
          fc.integer({ min: -20, max: 20 }).map((n): Node => {
            const magnitude: Node = { type: 'number', value: Math.abs(n), ...HERE };
            return n < 0 ? { type: 'unary', operator: '-', operand: magnitude, ...HERE } : magnitude;
          }),
        )
        .map(([base, exponent]) => binary('^', base, exponent)),
      fc.constantFrom(...(Object.keys(FUNCTIONS) as FunctionName[])).chain((name) => call(name, node)),
      fc.tuple(node, node, node).map(([condition, whenTrue, whenFalse]): Node => ({
        type: 'conditional',
        condition,
        whenTrue,
        whenFalse,
        ...HERE,
      })),
    ),
  };
}).node;

/** The tree without positions, for comparison. */
export function shape(node: Node): unknown {
  return JSON.parse(
    JSON.stringify(node, (key, value: unknown) => {
      if (key === 'start' || key === 'end') return undefined;
      return value === Infinity ? 'inf' : value;
    }),
  );
}

type Environment = Readonly<Record<string, number>>;

/** What a tree means, written as plainly as possible: the oracle of the compiled functions. */
export function evaluate(node: Node, environment: Environment): number {
  const value = (inner: Node): number => evaluate(inner, environment);
  switch (node.type) {
    case 'number':
      return node.value;
    case 'variable':
      return environment[node.name];
    case 'unary':
      return node.operator === '-' ? -value(node.operand) : value(node.operand) === 0 ? 1 : 0;
    case 'binary':
      return apply(node.operator, value(node.left), value(node.right), literalExponent(node.right));
    case 'call': {
      const f = Reflect.get(Math, FUNCTIONS[node.name].math) as (...values: number[]) => number;
      return f(...node.arguments.map(value));
    }
    default:
      return value(node.condition) !== 0 ? value(node.whenTrue) : value(node.whenFalse);
  }
}

function literalExponent(node: Node): number {
  if (node.type === 'number') return node.value;
  return node.type === 'unary' && node.operator === '-' ? -literalExponent(node.operand) : NaN;
}

function apply(operator: BinaryOperator, a: number, b: number, exponent: number): number {
  if (operator === '^') return Math.abs(exponent) <= 16 && exponent % 1 === 0 ? power(a, exponent) : a ** b;
  const results: Record<Exclude<BinaryOperator, '^'>, number | boolean> = {
    '+': a + b,
    '-': a - b,
    '*': a * b,
    '/': a / b,
    '<': a < b,
    '<=': a <= b,
    '>': a > b,
    '>=': a >= b,
    '==': a === b,
    '!=': a !== b,
    and: a !== 0 && b !== 0,
    or: a !== 0 || b !== 0,
  };
  return Number(results[operator]);
}

/** Binary exponentiation from the lowest bit, recursively. */
function power(x: number, n: number): number {
  if (n < 0) return 1 / power(x, -n);
  if (n === 0) return 1;
  const bits = Array.from(n.toString(2)).toReversed();
  const squares = bits.reduce<number[]>((all, _, i) => [...all, i === 0 ? x : all[i - 1] * all[i - 1]], []);
  return squares.filter((_, i) => bits[i] === '1').reduce((product, square) => product * square);
}
