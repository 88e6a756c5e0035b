import type { BinaryNode, Node } from './node.js';

/** Literal whole exponents up to this magnitude are multiplied out; beyond it `Math.pow` is as accurate and as fast. */
export const MAX_MULTIPLIED_POWER = 16;

/**
 * The exponent n of a power that is multiplied out, x^n with a literal whole number |n| <= 16, else undefined.
 * Every other power, x^0.5 included, is `Math.pow`.
 */
export function multipliedPower({ operator, right }: BinaryNode): number | undefined {
  if (operator !== '^') return undefined;
  const exponent = literal(right);
  return Number.isInteger(exponent) && Math.abs(exponent) <= MAX_MULTIPLIED_POWER ? exponent : undefined;
}

function literal(node: Node): number {
  if (node.type === 'number') return node.value;
  if (node.type === 'unary' && node.operator === '-') return -literal(node.operand);
  return NaN;
}

/**
 * The multiplications that make x^n for a whole n >= 1, in the one order that every backend follows, so that all get
 * the same bits: binary exponentiation from the lowest bit of n (D. Knuth, The Art of Computer Programming 2, section
 * 4.6.3, algorithm A). The values are numbered: 0 is x, and each step [i, j] appends value i times value j; the last
 * value is x^n. So x^5 is [[0, 0], [1, 1], [0, 2]]: x*x, then x^2*x^2, then x*x^4. There are no steps for n = 1.
 * For a negative exponent the result is 1 / x^|n|; x^0 is 1 for every x, NaN included, as with `Math.pow`.
 */
export function powerSteps(n: number): readonly (readonly [number, number])[] {
  const steps: [number, number][] = [];
  let square = 0;
  let product: number | undefined;
  for (let rest = n; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) product = product === undefined ? square : steps.push([product, square]);
    if (rest > 1) square = steps.push([square, square]);
  }
  return steps;
}
