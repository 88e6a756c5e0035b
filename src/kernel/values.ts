/** The values of a function of one variable at the points of an array, in a loop that knows the function well. */
import { ownLoop } from '../core/index.js';

/** A function of a point and of a second number that goes with it. */
export type PointFunction = (x: number, second: number) => number;

/** Who is told of a value that is not a finite number, at once; the answer stands in the value's place. */
export interface Refusing {
  refuse(x: number, value: number): number;
}

/** y[i] = f(x[i], second[i]) for i < count; without an array of second numbers they are NaN. */
export type ValueLoop = (
  f: PointFunction,
  x: Float64Array,
  y: Float64Array,
  count: number,
  refusing: Refusing,
  second: Float64Array | undefined,
) => void;

/** The loop that functions share as long as one of their own does not pay. */
const sharedValues: ValueLoop = (f, x, y, count, refusing, second) => {
  if (second === undefined) {
    for (let i = 0; i < count; i++) {
      const value = f(x[i], NaN);
      y[i] = value - value === 0 ? value : refusing.refuse(x[i], value);
    }
  } else {
    for (let i = 0; i < count; i++) {
      const value = f(x[i], second[i]);
      y[i] = value - value === 0 ? value : refusing.refuse(x[i], value);
    }
  }
};

const source = (second: string): string => `for (let i = 0; i < count; i++) {
    const value = f(x[i], ${second});
    y[i] = value - value === 0 ? value : refusing.refuse(x[i], value);
  }`;

const OWN_VALUES = `(f, x, y, count, refusing, second) => {
  if (second === undefined) ${source('NaN')}
  else ${source('second[i]')}
}`;

/**
 * From so many evaluations on a function is worth a loop of its own, which costs some tenths of a millisecond until it is
 * compiled and optimised, and saves some nanoseconds an evaluation; bench/integrate/kernels.mjs.
 */
export const WORTH_A_LOOP = 20_000;
/** One in so many short integrals of functions not seen before is remembered: that costs as much as ten evaluations. */
const REMEMBERED = 8;

interface Seen {
  evaluations: number;
  loop: ValueLoop;
}

const seen = new WeakMap<PointFunction, Seen>();
let unknown = 0;

/** The loop for a function: its own, if {@link evaluated} has counted enough. */
export function valueLoop(f: PointFunction): ValueLoop {
  return seen.get(f)?.loop ?? sharedValues;
}

/** Counts evaluations of a function that have been made, and returns the loop for the next. */
export function evaluated(f: PointFunction, count: number): ValueLoop {
  let known = seen.get(f);
  if (known === undefined) {
    if (count < WORTH_A_LOOP / REMEMBERED && ++unknown % REMEMBERED !== 0) return sharedValues;
    known = { evaluations: 0, loop: sharedValues };
    seen.set(f, known);
  }
  known.evaluations += count;
  if (known.loop === sharedValues && known.evaluations >= WORTH_A_LOOP) known.loop = ownValues();
  return known.loop;
}

/** Where a content security policy forbids to make a loop, the shared one gives the same values. */
function ownValues(): ValueLoop {
  try {
    return ownLoop<ValueLoop>(OWN_VALUES);
  } catch {
    return sharedValues;
  }
}
