/**
 * Orders and choices: shuffles after R. Durstenfeld, "Algorithm 235: Random permutation", Communications of the ACM 7 (1964);
 * samples without replacement after R. W. Floyd (J. Bentley and B. Floyd, "Programming pearls: a sample of brilliance",
 * Communications of the ACM 30, 1987). Draw for draw `shuffle`, `permutation` and `choice` of NumPy's _generator.pyx.
 */
import { compensatedSum, invalidArgument } from '../../core/index.js';
import type { Bits } from '../bits.js';
import { boundedInteger, interval } from './bounded.js';

/** An array that can be written to: plain or typed. */
export interface Writable<T> {
  readonly length: number;
  [index: number]: T;
}

/** Shuffles `count` elements from `start` on in place, by masking and rejection, as NumPy's _shuffle_raw does. */
export function shuffle<T>(bits: Bits, values: Writable<T>, start = 0, count = values.length): void {
  for (let i = count - 1; i >= 1; i--) swap(values, start + i, start + interval(bits, i));
}

/** Shuffles indices until only the first `keep` are left, by multiplication, as NumPy's _shuffle_int does. */
function shuffleIndices(bits: Bits, indices: Writable<number>, keep = 1): void {
  for (let i = indices.length - 1; i >= keep; i--) swap(indices, i, boundedInteger(bits, i));
}

function swap<T>(values: Writable<T>, i: number, j: number): void {
  const moved = values[j];
  values[j] = values[i];
  values[i] = moved;
}

/** Indices from 0 to below `population`, each as likely as the others, with repetitions. */
export function withReplacement(bits: Bits, population: number, size: number): number[] {
  return Array.from({ length: size }, () => boundedInteger(bits, population - 1));
}

/** As many different indices as `size`; in random order if `shuffled`, else in one that the method happens to give. */
export function withoutReplacement(
  bits: Bits,
  population: number,
  size: number,
  shuffled: boolean,
): number[] {
  const cutoff = shuffled ? 50 : 20;
  if (population > 10_000 && size > Math.floor(population / cutoff)) {
    const indices = Float64Array.from({ length: population }, (_, i) => i);
    shuffleIndices(bits, indices, Math.max(population - size, 1));
    return Array.from(indices.subarray(population - size));
  }
  return floyd(bits, population, size, shuffled);
}

function floyd(bits: Bits, population: number, size: number, shuffled: boolean): number[] {
  const chosen = new Set<number>();
  for (let last = population - size; last < population; last++) {
    const candidate = boundedInteger(bits, last);
    chosen.add(chosen.has(candidate) ? last : candidate);
  }
  const indices = [...chosen];
  if (shuffled) shuffleIndices(bits, indices);
  return indices;
}

/** Weights as NumPy's `p`: probabilities whose sum is 1. */
export function checkWeights(name: string, p: ArrayLike<number>, length: number): Float64Array {
  if (p.length !== length)
    throw invalidArgument(name, `as long as what is chosen from (${length})`, p.length);
  for (let i = 0; i < p.length; i++) {
    if (!(p[i] >= 0 && p[i] <= 1)) throw invalidArgument(`${name}[${i}]`, 'a number from 0 to 1', p[i]);
  }
  const sum = compensatedSum(p);
  if (Math.abs(sum - 1) > 2 ** -26)
    throw invalidArgument(`the sum of ${name}`, '1', sum, 'divide by the sum');
  return Float64Array.from(p);
}

/** Partial sums of the weights over their total: what a uniform is looked up in. */
function cumulative(p: Float64Array): Float64Array {
  let sum = 0;
  const cdf = p.map((weight) => (sum += weight));
  return cdf.map((value) => value / sum);
}

/** The number of entries that are at most x. */
function searchRight(ascending: Float64Array, x: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (x < ascending[middle]) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function weightedWithReplacement(bits: Bits, p: Float64Array, size: number): number[] {
  const cdf = cumulative(p);
  return Array.from({ length: size }, () => searchRight(cdf, bits.nextDouble()));
}

/** Rounds of as many draws as are missing; what is drawn again in a round counts once, and has weight 0 in the next. */
export function weightedWithoutReplacement(bits: Bits, p: Float64Array, size: number): number[] {
  const found = new Set<number>();
  const left = p.slice();
  while (found.size < size) {
    for (const index of found) left[index] = 0;
    for (const index of weightedWithReplacement(bits, left, size - found.size)) found.add(index);
  }
  return [...found];
}
