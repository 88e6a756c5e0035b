/** What a worker does for quasi-Monte Carlo: sums over a stretch of one randomised sequence. */
import { type BitGeneratorName, RandomStream, type Seed } from '../../../random/index.js';
import type { Evaluator } from '../integrand.js';
import type { Part, PartAnswer } from '../plan.js';
import { ImportanceMap, type MapState } from '../vegas/importance-map.js';
import { type DigitalSequence, fillSequence, scrambledSobol } from './sobol.js';

/** Points of the smallest part: a power of two. */
export const BLOCK = 8192;
/** Points that are evaluated at once, a power of two: in ten dimensions they and their values stay in the nearest caches. */
const AT_ONCE = 1024;

export interface SobolPart extends Part {
  readonly kind: 'sobol';
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  /** Which randomisation: the substream of the seed. */
  readonly replicate: number;
  /** The first point, a multiple of 8192 where there are more, and how many. */
  readonly from: number;
  readonly count: number;
  /** Points go through this map, and values are multiplied by its Jacobian. */
  readonly map?: MapState;
  /** Wants the histogram that the map is refined by. */
  readonly train?: boolean;
}

export interface SobolAnswer extends PartAnswer {
  /** For each component the sum over the points. */
  readonly sums: Float64Array;
  /** For a map in training: the bins' shares of the squares, see {@link ImportanceMap.refined}. */
  readonly histogram?: Float64Array;
}

/** Scrambling costs more than a block: the last sequences of a thread are kept. */
const sequences = new Map<string, DigitalSequence>();
const MOST_SEQUENCES = 64;

function sequenceOf(dimension: number, { seed, bitGenerator, replicate }: SobolPart): DigitalSequence {
  const key = `${bitGenerator} ${seed} ${replicate} ${dimension}`;
  let found = sequences.get(key);
  if (found === undefined) {
    if (sequences.size === MOST_SEQUENCES) sequences.clear();
    found = scrambledSobol(dimension, new RandomStream(seed, [replicate], { bitGenerator }));
    sequences.set(key, found);
  }
  return found;
}

let points = new Float64Array(0);
let values = new Float64Array(0);
const jacobian = new Float64Array(AT_ONCE);
let bins = new Uint16Array(0);

export function sampleSobol(evaluator: Evaluator, part: SobolPart): SobolAnswer {
  const { dimension: d, components: m } = evaluator;
  const { from, count } = part;
  const sequence = sequenceOf(d, part);
  const map = part.map === undefined ? undefined : ImportanceMap.from(part.map);
  const sums = new Float64Array(m);
  const histogram = part.train === true ? map?.emptyHistogram() : undefined;
  if (points.length < AT_ONCE * d) points = new Float64Array(AT_ONCE * d);
  if (histogram !== undefined && bins.length < AT_ONCE * d) bins = new Uint16Array(AT_ONCE * d);
  if (values.length < AT_ONCE * m) values = new Float64Array(AT_ONCE * m);
  for (let done = 0; done < count; done += AT_ONCE) {
    const some = Math.min(AT_ONCE, count - done);
    fillSequence(sequence, from + done, some, points);
    map?.apply(points, some, jacobian, histogram === undefined ? undefined : bins);
    evaluator.evaluate(points, some, values);
    if (map !== undefined) weigh(values, some, m, jacobian);
    for (let c = 0; c < m; c++) sums[c] += sumOf(values, c * some, some);
    if (histogram !== undefined) map?.addSquares(histogram, bins, some, values, m);
  }
  return { sums, histogram, evaluations: count, bad: evaluator.takeBad() };
}

function weigh(block: Float64Array, count: number, m: number, weights: Float64Array): void {
  for (let c = 0, at = 0; c < m; c++) for (let i = 0; i < count; i++, at++) block[at] *= weights[i];
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
