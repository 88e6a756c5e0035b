/**
 * Antithetic pairs: two streams whose draws mirror each other. J. M. Hammersley, K. W. Morton, "A new Monte Carlo technique:
 * antithetic variates", Proceedings of the Cambridge Philosophical Society 52 (1956) 449-475.
 */
import { NfoldError, type Seed, invalidArgument } from '../core/index.js';
import type { Bits } from './bits.js';
import { MIRRORS } from './distributions/antithetic-draws.js';
import { boundedInteger } from './distributions/bounded.js';
import { checkParameters } from './distributions/definition.js';
import {
  type FillIntegersOptions,
  type IntegerArray,
  type IntegerOptions,
  checkFill,
  checkRange,
  fillIntegers,
} from './distributions/integer-fills.js';
import { type Matrix, fillMultivariateNormal } from './distributions/multivariate-normal.js';
import type { CountArray, RealArray } from './distributions/scalar-draws.js';
import { type DistributionName, distributions } from './distributions/table.js';
import { RandomStream, type StreamOptions } from './stream.js';

export interface AntitheticOptions extends StreamOptions {
  /** Which of the two streams of the pair this is. Default: false, the one with the draws as they come. */
  readonly mirrored?: boolean;
}

/** Methods that draw what has no mirror image of the same distribution here, or hand out the generator's own state. */
const REFUSED = [
  'bigIntegers',
  'fillBigIntegers',
  'bytes',
  'shuffle',
  'permutation',
  'permuted',
  'choice',
  'dirichlet',
  'multinomial',
  'multivariateHypergeometric',
  'fillSortedUniforms',
  'partialSumsInto',
  'fillWorkspace',
  'state',
  'jumped',
  'advance',
] as const;

/**
 * One stream of an antithetic pair. Where one of the two draws x, the other draws F^-1(1 - F(x)), F being the distribution
 * function: u and 1 - 2^-53 - u for uniforms (the same set of numbers), z and -z for normals. Each alone has exactly the
 * distribution it is asked for; together they are as negatively correlated as two such draws can be.
 *
 * Mirrored are, by sign or reflection, `standardNormal`, `normal`, `lognormal`, `standardT`, `standardCauchy`, `cauchy`,
 * `laplace`, `logistic`, `integers` and `multivariateNormal`; by inversion of one uniform `random`, `uniform`, `triangular`,
 * `gumbel`, `standardExponential`, `exponential`, `weibull`, `pareto`, `power`, `rayleigh` and `geometric`. Exponentials, and
 * what is made of them, are therefore other numbers than {@link RandomStream} draws by its ziggurat. Whatever else there is
 * throws `ERR_UNSUPPORTED` in both streams of the pair: gammas, binomials and other draws by rejection, orders and choices.
 */
export class AntitheticStream extends RandomStream {
  readonly mirrored: boolean;

  /** @throws NfoldError `ERR_INVALID_ARGUMENT` */
  constructor(seed?: Seed, path: readonly Seed[] = [], options: AntitheticOptions = {}) {
    super(seed, path, options);
    const { mirrored = false } = options;
    if (typeof mirrored !== 'boolean') throw invalidArgument('mirrored', 'true or false', mirrored);
    this.mirrored = mirrored;
  }

  /** Refused: bits of its own could not be mirrored. */
  override get bits(): Bits {
    return refuse('bits');
  }

  override substream(index: Seed): AntitheticStream {
    const { seed, path, mirrored, bitGenerator } = this;
    return new AntitheticStream(seed, [...path, index], { mirrored, bitGenerator });
  }

  override random(): number {
    return this.#draw('random', []);
  }

  override standardExponential(): number {
    return this.#draw('standardExponential', []);
  }

  override fillStandardExponential<Out extends RealArray>(out: Out): Out {
    return this.#fill('standardExponential', out, []);
  }

  override integers(first: number, second?: number, options: IntegerOptions = {}): number {
    const { low, last } = checkRange(first, second, options);
    const number = low + boundedInteger(super.bits, last - low);
    return this.mirrored ? low + (last - number) : number;
  }

  override fillIntegers<Out extends IntegerArray>(
    out: Out,
    first: number,
    second?: number,
    options: FillIntegersOptions = {},
  ): Out {
    const range = checkRange(first, second, options);
    fillIntegers(super.bits, out, range, checkFill(out, range, options.dtype));
    if (this.mirrored) for (let i = 0; i < out.length; i++) out[i] = range.low + (range.last - out[i]);
    return out;
  }

  override fillMultivariateNormal(out: Float64Array, mean: ArrayLike<number>, cov: Matrix): Float64Array {
    fillMultivariateNormal(super.bits, out, mean, cov);
    if (this.mirrored) for (let i = 0; i < out.length; i++) out[i] = 2 * mean[i % mean.length] - out[i];
    return out;
  }

  #draw(name: DistributionName, parameters: readonly (number | undefined)[]): number {
    const mirror = MIRRORS[name];
    if (mirror === undefined) return refuse(name);
    return mirror(super.bits, this.mirrored, ...checkParameters(distributions[name], parameters));
  }

  #fill<Out extends CountArray>(
    name: DistributionName,
    out: Out,
    parameters: readonly (number | undefined)[],
  ): Out {
    const mirror = MIRRORS[name];
    if (mirror === undefined) return refuse(fillName(name));
    if (out instanceof Float32Array) return refuse(`${fillName(name)} of a Float32Array`);
    const values = checkParameters(distributions[name], parameters);
    const bits = super.bits;
    for (let i = 0; i < out.length; i++) out[i] = mirror(bits, this.mirrored, ...values);
    return out;
  }

  static {
    const own = (name: string): boolean => Object.hasOwn(AntitheticStream.prototype, name);
    const define = (name: string, value: unknown): void => {
      if (!own(name)) Object.defineProperty(AntitheticStream.prototype, name, { value, configurable: true });
    };
    for (const name of Object.keys(distributions) as DistributionName[]) {
      define(name, function (this: AntitheticStream, ...parameters: number[]) {
        return this.#draw(name, parameters);
      });
      define(fillName(name), function (this: AntitheticStream, out: CountArray, ...parameters: number[]) {
        return this.#fill(name, out, parameters);
      });
    }
    for (const name of REFUSED) define(name, () => refuse(name));
  }
}

function fillName(name: string): string {
  return `fill${name[0].toUpperCase()}${name.slice(1)}`;
}

function refuse(name: string): never {
  throw new NfoldError(
    'ERR_UNSUPPORTED',
    `antithetic pairs have no mirror image of ${name}; draw by inversion of random(), or do without antithetic pairs`,
    { name, mirrored: [...Object.keys(MIRRORS), 'integers', 'multivariateNormal'] },
  );
}
