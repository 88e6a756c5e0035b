import type { BinaryOperator } from './node.js';

/** How tightly each form binds, loosest first; the parser and the printer must agree on it. */
export const CONDITIONAL = 1;
export const NOT = 4;
export const COMPARISON = 5;
export const PRODUCT = 7;
export const MINUS = 8;
export const POWER = 9;
export const PRIMARY = 10;

export const PRECEDENCE: ReadonlyMap<string, number> = new Map<BinaryOperator, number>([
  ['or', 2],
  ['and', 3],
  ['<', COMPARISON],
  ['<=', COMPARISON],
  ['>', COMPARISON],
  ['>=', COMPARISON],
  ['==', COMPARISON],
  ['!=', COMPARISON],
  ['+', 6],
  ['-', 6],
  ['*', PRODUCT],
  ['/', PRODUCT],
  ['^', POWER],
]);

export function precedenceOf(operator: BinaryOperator): number {
  return PRECEDENCE.get(operator) as number;
}
