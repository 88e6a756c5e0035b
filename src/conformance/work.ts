// Functions that the cases run by reference: a module of tasks like a user's.
import type { TaskContext } from '../pool/index.js';

export const square = (x: number): number => x * x;

export const add = (a: number, b: number): number => a + b;

export function draw(_x: number, { random, index }: TaskContext): [number, number] {
  return [index, random.random()];
}

export function integral(n: number, f: (x: number) => number, a: number, b: number): number {
  const h = (b - a) / n;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += f(a + (i + 0.5) * h);
  return sum * h;
}

export class TooFar extends RangeError {
  override readonly name = 'TooFar';
  readonly code = 'E_FAR';
}

export function far(x: number): number {
  throw new TooFar(`${x} is too far`, { cause: new TypeError('inner') });
}

const TABLE = Float64Array.from({ length: 5000 }, (_, i) => i);

/** Returns what the module goes on using. */
export function table(): Float64Array {
  return TABLE;
}

export const notAFunction = 1;
