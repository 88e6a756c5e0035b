import { Moments } from '../stats/index.js';

/** The mean, and what each value differs from it. */
export function centred(x: Float64Array): { readonly mean: number; readonly deviations: Float64Array } {
  const { mean } = new Moments().addAll(x);
  // Equal values have no deviation, whatever their mean is rounded to.
  const constant = x.every((value) => value === x[0]);
  return { mean, deviations: Float64Array.from(x, (value) => (constant ? 0 : value - mean)) };
}

/** The sum of the first `count` values. */
export function sum(x: Float64Array, count: number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += x[i];
  return total;
}

/** The sum of the products. */
export function dot(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i] * y[i];
  return total;
}
