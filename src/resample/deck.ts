/**
 * Permutations of samples under the hypothesis that some of their order does not matter, and the statistic of each: every
 * permutation by its number, or random ones in blocks.
 */
import type { RandomStream } from '../random/index.js';
import { deal, factorial, multinomial, order, power, shuffle } from './arrangements.js';
import { centred, dot, sum } from './deviations.js';
import { type Question, functionOf } from './statistic.js';
import { PAIR_STATISTICS } from './sums-at.js';

/** `independent`: values change samples. `pairings`: values change partners. `samples`: partners change samples. */
export const PERMUTATION_TYPES = ['independent', 'pairings', 'samples'] as const;
export type PermutationType = (typeof PERMUTATION_TYPES)[number];

/** The permutations of some samples. */
export interface Deck {
  /** How many there are; Infinity for more than doubles can count. */
  readonly size: number;
  /** What a permutation costs, in draws of an index. */
  readonly cost: number;
  /** The statistic of permutation number `rank`, from 0 on. */
  at(rank: number): number;
  /** The statistic of one random permutation after the other. Begins with the samples as they are, whatever was filled before. */
  fill(random: RandomStream, out: Float64Array): void;
}

export function deckOf(question: Question, type: PermutationType): Deck {
  const { statistic, samples } = question;
  const [x, y] = samples;
  if (type === 'independent') {
    return statistic === 'differenceOfMeans' ? sumsOfSome(x, y) : independent(question);
  }
  if (type === 'pairings') {
    const known = statistic === 'correlation' || statistic === 'slope';
    return known ? products(x, y, PAIR_STATISTICS[statistic]) : pairings(question);
  }
  if (statistic === 'mean') return signs(x);
  if (statistic === 'differenceOfMeans') return signs(x.map((value, i) => value - y[i]));
  return samples.length === 1 ? flips(question) : exchanges(question);
}

/** Values of all samples in one row, which is cut into samples. */
function independent({ statistic, samples }: Question): Deck {
  const row = Float64Array.from(samples.flatMap((sample) => Array.from(sample)));
  const parts = samples.map(({ length }) => new Float64Array(length));
  const of = functionOf(statistic);
  return {
    size: multinomial(samples.map(({ length }) => length)),
    cost: 2 * row.length,
    at(rank) {
      deal(row, rank, parts);
      return of(...parts);
    },
    fill(random, out) {
      const [shuffled, uniforms] = [row.slice(), new Float64Array(row.length)];
      for (let i = 0; i < out.length; i++) {
        shuffle(shuffled, random.fillRandom(uniforms), shuffled.length);
        let start = 0;
        for (const part of parts) part.set(shuffled.subarray(start, (start += part.length)));
        out[i] = of(...parts);
      }
    },
  };
}

/**
 * Differences of means: about the mean of all values, the sums over the two samples are opposite, so that only the sum over
 * the smaller one is needed, and only as many values are drawn.
 */
function sumsOfSome(x: Float64Array, y: Float64Array): Deck {
  const { deviations } = centred(Float64Array.from([...x, ...y]));
  const fewer = Math.min(x.length, y.length);
  const factor = (x.length <= y.length ? 1 : -1) * (1 / x.length + 1 / y.length);
  const parts = [new Float64Array(fewer), new Float64Array(deviations.length - fewer)] as const;
  return {
    size: multinomial([x.length, y.length]),
    cost: 4 * fewer,
    at(rank) {
      deal(deviations, rank, parts);
      return factor * sum(parts[0], fewer);
    },
    fill(random, out) {
      const [shuffled, uniforms] = [deviations.slice(), new Float64Array(fewer)];
      for (let i = 0; i < out.length; i++) {
        shuffle(shuffled, random.fillRandom(uniforms), fewer);
        out[i] = factor * sum(shuffled, fewer);
      }
    },
  };
}

/** Every sample but the last in other orders; of a single sample, that one. */
function pairings({ statistic, samples }: Question): Deck {
  const moving = samples.slice(0, Math.max(1, samples.length - 1));
  const parts = samples.map((sample) => Float64Array.from(sample));
  const orders = factorial(samples[0].length);
  const of = functionOf(statistic);
  return {
    size: power(orders, moving.length),
    cost: 2 * moving.length * samples[0].length,
    at(rank) {
      let rest = rank;
      for (const [k, sample] of moving.entries()) {
        order(sample, rest % orders, parts[k]);
        rest = Math.floor(rest / orders);
      }
      return of(...whole(parts, samples, moving.length));
    },
    fill(random, out) {
      const shuffled = moving.map((sample) => Float64Array.from(sample));
      const uniforms = new Float64Array(samples[0].length);
      for (let i = 0; i < out.length; i++) {
        for (const [k, values] of shuffled.entries()) {
          shuffle(values, random.fillRandom(uniforms), values.length);
          parts[k].set(values);
        }
        out[i] = of(...whole(parts, samples, moving.length));
      }
    },
  };
}

/** The samples that stay are put in anew: the statistic may have changed them. */
function whole(parts: Float64Array[], samples: readonly Float64Array[], moved: number): Float64Array[] {
  for (let k = moved; k < parts.length; k++) parts[k].set(samples[k]);
  return parts;
}

/** Correlation and slope: of their sums only that of the products changes. */
function products(x: Float64Array, y: Float64Array, of: (typeof PAIR_STATISTICS)['correlation']): Deck {
  const [dx, dy] = [centred(x).deviations, centred(y).deviations];
  const [xx, yy] = [dot(dx, dx), dot(dy, dy)];
  const permuted = new Float64Array(dx.length);
  return {
    size: factorial(dx.length),
    cost: 4 * dx.length,
    at(rank) {
      order(dx, rank, permuted);
      return of({ xx, yy, xy: dot(permuted, dy) });
    },
    fill(random, out) {
      const [shuffled, uniforms] = [dx.slice(), new Float64Array(dx.length)];
      for (let i = 0; i < out.length; i++) {
        shuffle(shuffled, random.fillRandom(uniforms), shuffled.length);
        out[i] = of({ xx, yy, xy: dot(shuffled, dy) });
      }
    },
  };
}

/** Means of values whose signs are a coin's. */
function signs(x: Float64Array): Deck {
  const n = x.length;
  return {
    size: power(2, n),
    cost: n,
    at(rank) {
      let [total, rest] = [0, rank];
      for (let i = 0; i < n; i++) {
        total += rest % 2 === 0 ? x[i] : -x[i];
        rest = Math.floor(rest / 2);
      }
      return total / n;
    },
    fill(random, out) {
      const words = new Int32Array(Math.ceil(n / 32));
      for (let i = 0; i < out.length; i++) {
        random.fillIntegers(words, -(2 ** 31), 2 ** 31);
        let total = 0;
        // Bit i of the words is the sign of value i; no branch, which a processor would guess wrong half the time.
        for (let j = 0; j < n; j++) total += x[j] * (1 - 2 * ((words[j >> 5] >> (j & 31)) & 1));
        out[i] = total / n;
      }
    },
  };
}

/** One sample whose values change their signs. */
function flips({ statistic, samples: [x] }: Question): Deck {
  return exchanging([x, x.map((value) => -value)], ([flipped]) => functionOf(statistic)(flipped));
}

function exchanges({ statistic, samples }: Question): Deck {
  const of = functionOf(statistic);
  return exchanging(samples, (parts) => of(...parts));
}

/** The values of each index change samples. */
function exchanging(samples: readonly Float64Array[], of: (parts: Float64Array[]) => number): Deck {
  const n = samples[0].length;
  const parts = samples.map(() => new Float64Array(n));
  const orders = factorial(samples.length);
  const place = (i: number, values: Float64Array): void => {
    for (let k = 0; k < parts.length; k++) parts[k][i] = values[k];
  };
  const valuesAt = (i: number): Float64Array => Float64Array.from(samples, (sample) => sample[i]);
  return {
    size: power(orders, n),
    cost: 2 * n * samples.length,
    at(rank) {
      let rest = rank;
      const values = new Float64Array(samples.length);
      for (let i = 0; i < n; i++) {
        order(valuesAt(i), rest % orders, values);
        rest = Math.floor(rest / orders);
        place(i, values);
      }
      return of(parts);
    },
    fill(random, out) {
      const uniforms = new Float64Array(samples.length);
      for (let r = 0; r < out.length; r++) {
        for (let i = 0; i < n; i++) {
          const values = valuesAt(i);
          shuffle(values, random.fillRandom(uniforms), values.length);
          place(i, values);
        }
        out[r] = of(parts);
      }
    },
  };
}
