/** What a worker does for quasi-Monte Carlo: sums over a stretch of one randomised sequence. */
import type { Evaluator } from '../integrand.js';
import type { Part, PartAnswer } from '../plan.js';
import { type SequenceKey, sequenceOf } from './sequences.js';
import { fillSequence } from './sobol.js';

/** Points of the smallest part: a power of two. */
export const BLOCK = 8192;
/** Points that are evaluated at once, a power of two: in ten dimensions they and their values stay in the nearest caches. */
export const AT_ONCE = 1024;

export interface SobolPart extends Part, SequenceKey {
  readonly kind: 'sobol';
  /** The first point, a multiple of 8192 where there are more, and how many. */
  readonly from: number;
  readonly count: number;
}

export interface SobolAnswer extends PartAnswer {
  /** For each component the sum over the points. */
  readonly sums: Float64Array;
}

let points = new Float64Array(0);
let values = new Float64Array(0);

export function sampleSobol(evaluator: Evaluator, part: SobolPart): SobolAnswer {
  const { dimension: d, components: m } = evaluator;
  const { from, count } = part;
  const sequence = sequenceOf(d, part);
  const sums = new Float64Array(m);
  if (points.length < AT_ONCE * d) points = new Float64Array(AT_ONCE * d);
  if (values.length < AT_ONCE * m) values = new Float64Array(AT_ONCE * m);
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - done);
    fillSequence(sequence, from + done, some, points);
    evaluator.evaluate(points, some, values);
    for (let c = 0; c < m; c++) sums[c] += sumOf(values, c * some, some);
  }
  return { sums, evaluations: count, bad: evaluator.takeBad() };
}

/** Two accumulators: one addition need not wait for the last. */
function sumOf(block: Float64Array, from: number, count: number): number {
  let [even, odd] = [0, 0];
  const pairs = from + count - (count % 2);
  for (let at = from; at < pairs; at += 2) {
    even += block[at];
    odd += block[at + 1];
  }
  return even + odd + (count % 2 === 1 ? block[pairs] : 0);
}
