import { checkInteger, checkOneOf, invalidArgument } from '../core/index.js';
import type { Bits } from './bits.js';
import { boundedBigInteger, boundedInteger } from './distributions/bounded.js';
import type { Bulk, Distribution } from './distributions/definition.js';
import { checkParameters } from './distributions/definition.js';
import { dirichlet } from './distributions/dirichlet.js';
import { fill } from './distributions/fill.js';
import {
  type FillIntegersOptions,
  type IntegerArray,
  type IntegerOptions,
  checkBigRange,
  checkFill,
  checkRange,
  fillBigIntegers,
  fillIntegers,
} from './distributions/integer-fills.js';
import { multinomial } from './distributions/multinomial.js';
import { multivariateHypergeometric } from './distributions/multivariate-hypergeometric.js';
import { type Matrix, fillMultivariateNormal } from './distributions/multivariate-normal.js';
import {
  type Writable,
  checkWeights,
  shuffle,
  weightedWithReplacement,
  weightedWithoutReplacement,
  withReplacement,
  withoutReplacement,
} from './distributions/order.js';
import type {
  ContinuousDraws,
  ContinuousFills,
  CountArray,
  DiscreteDraws,
  DiscreteFills,
  RealArray,
} from './distributions/scalar-draws.js';
import {
  invertStandardExponential,
  invertStandardExponential32,
  sampleStandardExponential,
} from './distributions/standard-exponential.js';
import { distributions } from './distributions/table.js';
import { type Fillable, isFillable } from './kernels/index.js';

/** How to choose. */
export interface ChoiceOptions {
  /** Whether the same one can be chosen again; default true. */
  readonly replace?: boolean;
  /** Probabilities, one for each, with the sum 1; default: all the same. */
  readonly p?: ArrayLike<number>;
  /** Without replacement: whether the order is random too, or just not sorted; default true. */
  readonly shuffle?: boolean;
}

// What the methods made from the table need of the protected side of the class.
let bitsOf: (draws: Draws) => Bits;
let inBulk: (draws: Draws, bulk: Bulk, out: Float64Array) => boolean;

// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- the methods are made from the table, at the end of this file
export interface Draws extends ContinuousDraws, ContinuousFills, DiscreteDraws, DiscreteFills {}

/**
 * Draws from every distribution of NumPy's `Generator`, with its very numbers, from whatever gives {@link Bits}. Methods that
 * take a single number's distribution come from the table `distributions`; those of arrays, orders and choices are here.
 */
// oxlint-disable-next-line typescript/no-unsafe-declaration-merging -- see above
export abstract class Draws {
  /** Where the random bits come from. */
  abstract readonly bits: Bits;

  /** Fills `out` in bulk if it can, with the numbers of single draws; returns whether it has. */
  protected abstract fillInBulk(bulk: Bulk, out: Float64Array): boolean;

  /** The same with whole numbers from `low` to `low + span`. */
  protected abstract fillIntegersInBulk(out: Fillable, low: number, span: number): boolean;

  standardExponential(method: 'zig' | 'inv' = 'zig'): number {
    if (method === 'zig') return sampleStandardExponential(this.bits);
    checkOneOf('standardExponential: method', method, ['zig', 'inv']);
    return invertStandardExponential(this.bits);
  }

  fillStandardExponential<Out extends RealArray>(out: Out, method: 'zig' | 'inv' = 'zig'): Out {
    if (checkOneOf('standardExponential: method', method, ['zig', 'inv']) === 'zig') {
      return fillFrom(this, distributions.standardExponential, out, []);
    }
    const draw = out instanceof Float32Array ? invertStandardExponential32 : invertStandardExponential;
    for (let i = 0; i < out.length; i++) out[i] = draw(this.bits);
    return out;
  }

  /**
   * A whole number from `low` up to, without, `high`, all equally likely; one argument is `high`, and `low` 0. Both must be
   * safe integers, at most 2^53 apart. Throws `ERR_INVALID_ARGUMENT` otherwise; {@link bigIntegers} goes further.
   */
  integers(high: number): number;
  integers(low: number, high: number, options?: IntegerOptions): number;
  integers(first: number, second?: number, options: IntegerOptions = {}): number {
    const { low, last } = checkRange(first, second, options);
    return low + boundedInteger(this.bits, last - low);
  }

  /**
   * Fills `out` with whole numbers from `low` up to, without, `high`; returns `out`. As in NumPy, arrays of 8 and 16 bits are
   * drawn from fewer random bits than {@link integers} takes, unless `dtype` says `'int64'`.
   */
  fillIntegers<Out extends IntegerArray>(out: Out, high: number): Out;
  fillIntegers<Out extends IntegerArray>(
    out: Out,
    low: number,
    high: number,
    options?: FillIntegersOptions,
  ): Out;
  fillIntegers<Out extends IntegerArray>(
    out: Out,
    first: number,
    second?: number,
    options: FillIntegersOptions = {},
  ): Out {
    const { low, last } = checkRange(first, second, options);
    const width = checkFill(out, { low, last }, options.dtype);
    const wide = out instanceof Float64Array || last - low < 2 ** 32;
    const inWords = width === undefined && wide && isFillable(out);
    if (!(inWords && this.fillIntegersInBulk(out, low, last - low))) {
      fillIntegers(this.bits, out, { low, last }, width);
    }
    return out;
  }

  /** As {@link integers}, for any `low` and `high` within 64 bits, signed or unsigned. Slower by far. */
  bigIntegers(low: bigint, high: bigint, options: IntegerOptions = {}): bigint {
    const range = checkBigRange(low, high, options);
    return low + boundedBigInteger(this.bits, range.span);
  }

  /** Fills `out` with the numbers that {@link bigIntegers} would give one by one; returns `out`. */
  fillBigIntegers<Out extends BigInt64Array | BigUint64Array>(
    out: Out,
    low: bigint,
    high: bigint,
    options: IntegerOptions = {},
  ): Out {
    fillBigIntegers(this.bits, out, checkBigRange(low, high, options));
    return out;
  }

  /** `length` random bytes. */
  bytes(length: number): Uint8Array {
    const words = new Uint8Array(4 * Math.ceil(checkInteger('bytes: length', length) / 4));
    const view = new DataView(words.buffer);
    for (let i = 0; i < words.length; i += 4) view.setUint32(i, this.bits.next32(), true);
    return words.slice(0, length);
  }

  /** Shuffles an array in place, plain or typed, and returns it; every order is as likely. */
  shuffle<Values extends unknown[] | CountArray | BigInt64Array | BigUint64Array>(values: Values): Values {
    shuffle(this.bits, values as Writable<unknown>);
    return values;
  }

  /** The numbers 0 … n - 1, or a copy of the values, in random order. */
  permutation(n: number): number[];
  permutation<T>(values: ArrayLike<T>): T[];
  permutation<T>(from: number | ArrayLike<T>): (number | T)[] {
    return this.shuffle(
      typeof from === 'number'
        ? Array.from({ length: checkInteger('permutation: n', from) }, (_, i) => i)
        : Array.from(from),
    );
  }

  /**
   * A copy in which each row of `rowLength` values is shuffled on its own: NumPy's `permuted(x, axis=1)` of a matrix stored
   * row by row. Without `rowLength` all is one row.
   */
  permuted<T>(values: ArrayLike<T>, rowLength = values.length): T[] {
    const copy = Array.from(values);
    if (copy.length === 0) return copy;
    checkInteger('permuted: rowLength', rowLength, 1);
    if (copy.length % rowLength !== 0) {
      throw invalidArgument('permuted: rowLength', `a divisor of the length ${copy.length}`, rowLength);
    }
    for (let start = 0; start < copy.length; start += rowLength) shuffle(this.bits, copy, start, rowLength);
    return copy;
  }

  /**
   * One of the values, or `size` of them; a number n stands for 0 … n - 1. With or without replacement, with equal or given
   * probabilities. Throws `ERR_INVALID_ARGUMENT` for probabilities that do not add up to 1, or a size above what there is.
   */
  choice(from: number, size?: undefined, options?: ChoiceOptions): number;
  choice<T>(from: ArrayLike<T>, size?: undefined, options?: ChoiceOptions): T;
  choice(from: number, size: number, options?: ChoiceOptions): number[];
  choice<T>(from: ArrayLike<T>, size: number, options?: ChoiceOptions): T[];
  choice<T>(
    from: number | ArrayLike<T>,
    size?: number,
    options: ChoiceOptions = {},
  ): number | T | (number | T)[] {
    const population = typeof from === 'number' ? checkInteger('choice: from', from, 1) : from.length;
    if (population === 0) throw invalidArgument('choice: from', 'an array of at least one value', from);
    const count = size === undefined ? 1 : checkInteger('choice: size', size);
    const indices = chooseIndices(this.bits, population, count, options);
    const chosen = typeof from === 'number' ? indices : indices.map((index) => from[index]);
    return size === undefined ? chosen[0] : chosen;
  }

  /** Shares that add up to 1, with these concentrations (greater than 0). */
  dirichlet(alpha: ArrayLike<number>): Float64Array {
    return dirichlet(this.bits, alpha);
  }

  /** How often each of several outcomes of probabilities `p` (with the sum 1) happens in `n` trials. */
  multinomial(n: number, p: ArrayLike<number>): number[] {
    return multinomial(this.bits, n, p);
  }

  /** How many of each color are among `nsample` drawn without replacement from an urn with `colors[i]` of color i. */
  multivariateHypergeometric(colors: ArrayLike<number>, nsample: number): number[] {
    return multivariateHypergeometric(this.bits, colors, nsample);
  }

  /**
   * A vector of normals with this mean and covariance, by the Cholesky factor of `cov`. Throws `ERR_INVALID_ARGUMENT` unless
   * dimensions agree, numbers are finite, and `cov` is symmetric and positive definite.
   */
  multivariateNormal(mean: ArrayLike<number>, cov: Matrix): Float64Array {
    return this.fillMultivariateNormal(new Float64Array(mean.length), mean, cov);
  }

  /** Fills `out`, row by row, with vectors that {@link multivariateNormal} would give one by one; returns `out`. */
  fillMultivariateNormal(out: Float64Array, mean: ArrayLike<number>, cov: Matrix): Float64Array {
    fillMultivariateNormal(this.bits, out, mean, cov);
    return out;
  }

  static {
    bitsOf = (draws) => draws.bits;
    inBulk = (draws, bulk, out) => draws.fillInBulk(bulk, out);
  }
}

function chooseIndices(bits: Bits, population: number, size: number, options: ChoiceOptions): number[] {
  const { replace = true, p, shuffle: shuffled = true } = options;
  const weights = p === undefined ? undefined : checkWeights('choice: p', p, population);
  if (replace) {
    if (weights === undefined) return withReplacement(bits, population, size);
    return weightedWithReplacement(bits, weights, size);
  }
  const available = weights === undefined ? population : weights.filter((weight) => weight > 0).length;
  if (size > available) {
    throw invalidArgument('choice: size', `at most ${available}, as nothing is replaced`, size);
  }
  if (weights === undefined) return withoutReplacement(bits, population, size, shuffled);
  return weightedWithoutReplacement(bits, weights, size);
}

/** Fills in bulk and scales, or draws one by one: the same numbers. */
function fillFrom<Out extends CountArray>(
  draws: Draws,
  distribution: Distribution,
  out: Out,
  parameters: readonly (number | undefined)[],
): Out {
  const [a, b, c] = checkParameters(distribution, parameters);
  const bulk = distribution.bulk?.(a, b, c);
  const done = bulk !== undefined && out instanceof Float64Array && inBulk(draws, bulk, out);
  if (!done) fill(distribution, bitsOf(draws), out, a, b, c);
  return out;
}

/** The two methods that draw from a distribution. */
function methods(distribution: Distribution): Record<'draw' | 'fill', (...parameters: never[]) => unknown> {
  const { parameters, joint, sample } = distribution;
  const always = { accepts: () => true, default: 0 };
  const [first = always, second = always, third = always] = parameters;
  const together = joint?.accepts ?? always.accepts;
  return {
    draw(this: Draws, a = first.default, b = second.default, c = third.default) {
      // An undefined parameter is refused by its rule: only finite numbers pass.
      const [x, y, z] = [a, b, c] as [number, number, number];
      if (!(first.accepts(x) && second.accepts(y) && third.accepts(z) && together(x, y, z))) {
        checkParameters(distribution, [a, b, c]);
      }
      return sample(bitsOf(this), x, y, z);
    },
    fill(this: Draws, out: CountArray, ...values: number[]) {
      return fillFrom(this, distribution, out, values);
    },
  };
}

for (const [name, distribution] of Object.entries(distributions)) {
  const { draw, fill: fillArray } = methods(distribution);
  const fillName = `fill${name[0].toUpperCase()}${name.slice(1)}`;
  for (const [key, value] of [
    [name, draw],
    [fillName, fillArray],
  ] as const) {
    if (Object.hasOwn(Draws.prototype, key)) continue;
    Object.defineProperty(Draws.prototype, key, { value, writable: true, configurable: true });
  }
}
