/**
 * What a worker does for vegas: sums over points of a scrambled sequence that go through the importance map, and over plain ones beside
 * it. Where the map has put next to no points it may have lost a peak; there the plain ones count. With J the map's Jacobian, that
 * is 1 / density, the two share the integrand as
 *
 *     f = f / (1 + (e J)^2) + f (e J)^2 / (1 + (e J)^2),
 *
 * the first part over mapped points with the weight J, the second over plain ones: unbiased whatever the map. E. Veach and L. J.
 * Guibas, "Optimally combining sampling techniques for Monte Carlo rendering", SIGGRAPH (1995) 419-428, the power heuristic; A.
 * Owen and Y. Zhou, "Safe and effective importance sampling", J. Amer. Statist. Assoc. 95 (2000) 135-143.
 */
import type { Evaluator } from '../integrand.js';
import type { Part } from '../plan.js';
import { AT_ONCE, type SobolAnswer } from '../qmc/sample.js';
import { type SequenceKey, sequenceOf } from '../qmc/sequences.js';
import { fillSequence } from '../qmc/sobol.js';
import { ImportanceMap, type MapState } from './importance-map.js';

/**
 * Where the map's density is below about this the plain points count. The balance heuristic, which has no such threshold, doubled the
 * errors of product peaks: plain points are few, and what they share with mapped ones is integrated by them only roughly.
 */
const SPARSE = 0.05;

export interface MappedPart extends Part, SequenceKey {
  readonly kind: 'mapped';
  /** The first mapped point and how many, as in a part of quasi-Monte Carlo. */
  readonly from: number;
  readonly count: number;
  readonly map: MapState;
  /** How many plain points there are for a mapped one; they are those of the sequence with its other shift. 0: none. */
  readonly share: number;
  /** Wants the histogram that the map is refined by. */
  readonly train: boolean;
}

export interface MappedAnswer extends SobolAnswer {
  /** For a map in training: the bins' shares of the squares, see {@link ImportanceMap.refined}. */
  readonly histogram?: Float64Array;
}

let points = new Float64Array(0);
let values = new Float64Array(0);
let bins = new Uint8Array(0);
const weights = new Float64Array(AT_ONCE);
const trainingWeights = new Float64Array(AT_ONCE);

/** The sums are those of what one mapped point stands for. */
export function sampleMapped(evaluator: Evaluator, part: MappedPart): MappedAnswer {
  const { dimension: d, components: m } = evaluator;
  const { from, count, share, train } = part;
  const map = ImportanceMap.of(part.map);
  const sums = new Float64Array(m);
  const histogram = train ? map.emptyHistogram() : undefined;
  if (points.length < AT_ONCE * d) {
    points = new Float64Array(AT_ONCE * d);
    bins = new Uint8Array(AT_ONCE * d);
  }
  if (values.length < AT_ONCE * m) values = new Float64Array(AT_ONCE * m);
  const sequence = sequenceOf(d, part);
  const take = (some: number): void => {
    evaluator.evaluate(points, some, values);
    for (let c = 0; c < m; c++) sums[c] += weightedSum(values, c * some, some, weights);
    if (histogram !== undefined) map.addSquares(histogram, bins, some, values, m, trainingWeights);
  };
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - done);
    map.fill(sequence, from + done, some, points, weights, bins);
    weighMapped(share, some);
    take(some);
  }
  const other = { ...sequence, shift: sequence.otherShift };
  for (let done = 0; done < count * share; done += AT_ONCE) {
    const some = Math.min(AT_ONCE, count * share - done);
    fillSequence(other, from * share + done, some, points);
    map.densities(points, some, weights, bins);
    weighPlain(share, some);
    take(some);
  }
  return { sums, histogram, evaluations: count * (1 + share), bad: evaluator.takeBad() };
}

/** Turns Jacobians into weights; those of training are 1 / (density + share), without a threshold. */
function weighMapped(share: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const jacobian = weights[i];
    trainingWeights[i] = jacobian / (1 + share * jacobian);
    if (share > 0) weights[i] = jacobian / (1 + SPARSE * SPARSE * jacobian * jacobian);
  }
}

/** The same for plain points, from the map's densities there. */
function weighPlain(share: number, count: number): void {
  for (let i = 0; i < count; i++) {
    const density = weights[i];
    trainingWeights[i] = 1 / (density + share);
    weights[i] = (SPARSE * SPARSE) / (share * (density * density + SPARSE * SPARSE));
  }
}

/** Two accumulators: one addition need not wait for the last. */
function weightedSum(block: Float64Array, from: number, count: number, factors: Float64Array): number {
  let [even, odd] = [0, 0];
  const pairs = count - (count % 2);
  for (let i = 0; i < pairs; i += 2) {
    even += block[from + i] * factors[i];
    odd += block[from + i + 1] * factors[i + 1];
  }
  return even + odd + (pairs < count ? block[from + pairs] * factors[pairs] : 0);
}
