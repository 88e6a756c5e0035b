import type { ConstantName, FunctionName } from './functions.js';

/** Where a node stands in the source text: `source.slice(start, end)`. */
export interface SourceRange {
  /** Offset of the first character, from 0. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '^';
export type ComparisonOperator = '<' | '<=' | '>' | '>=' | '==' | '!=';
export type LogicalOperator = 'and' | 'or';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | LogicalOperator;

/** A number, or a constant such as pi, which then also has its name. */
export interface NumberNode extends SourceRange {
  readonly type: 'number';
  readonly value: number;
  readonly name?: ConstantName;
}

export interface VariableNode extends SourceRange {
  readonly type: 'variable';
  readonly name: string;
}

export interface UnaryNode extends SourceRange {
  readonly type: 'unary';
  readonly operator: '-' | 'not';
  readonly operand: Node;
}

/** Comparisons and logical operators yield 1 or 0; as a truth value every number but 0 is true, NaN included. */
export interface BinaryNode extends SourceRange {
  readonly type: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Node;
  readonly right: Node;
}

export interface CallNode extends SourceRange {
  readonly type: 'call';
  readonly name: FunctionName;
  readonly arguments: readonly Node[];
}

export interface ConditionalNode extends SourceRange {
  readonly type: 'conditional';
  readonly condition: Node;
  readonly whenTrue: Node;
  readonly whenFalse: Node;
}

/** The syntax tree of an expression. */
export type Node = NumberNode | VariableNode | UnaryNode | BinaryNode | CallNode | ConditionalNode;

/** The nodes directly under a node, from left to right. */
export function children(node: Node): readonly Node[] {
  switch (node.type) {
    case 'unary':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'call':
      return node.arguments;
    case 'conditional':
      return [node.condition, node.whenTrue, node.whenFalse];
    default:
      return [];
  }
}

/** The names of the variables under a node, each once, in order of appearance. */
export function variablesOf(node: Node): string[] {
  const names = new Set<string>();
  const visit = (inner: Node): void => {
    if (inner.type === 'variable') names.add(inner.name);
    else children(inner).forEach(visit);
  };
  visit(node);
  return [...names];
}
