/**
 * Formulas as text: `parse('exp(-x^2)*cos(3x)')`, printing, and compilation to a JavaScript function.
 *
 * @module nfold/expression
 */
export { type Expression, type ParseOptions, parse } from './parse.js';
export { type Equation, type System, type SystemOptions, checkKnown, parseSystem } from './system.js';
export { compile, constantValue } from './compile.js';
export { print } from './print.js';
export { caretLines } from './syntax-error.js';
export { type JavaScriptSource, javaScriptName, toJavaScript } from './javascript.js';
export { MAX_MULTIPLIED_POWER, multipliedPower, powerSteps } from './power.js';
export {
  CONSTANTS,
  type ConstantName,
  FUNCTIONS,
  type FunctionEntry,
  type FunctionName,
  SYNONYMS,
} from './functions.js';
export {
  type ArithmeticOperator,
  type BinaryNode,
  type BinaryOperator,
  type CallNode,
  children,
  type ComparisonOperator,
  type ConditionalNode,
  type LogicalOperator,
  type Node,
  type NumberNode,
  type SourceRange,
  type UnaryNode,
  type VariableNode,
  variablesOf,
} from './node.js';
