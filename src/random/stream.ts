import { type BitGeneratorName, type Seed, checkBitGenerator, randomSeed } from '../core/index.js';
import { workspace } from '../wasm/index.js';
import { BitGenerator, checkDelta, checkJumps } from './bit-generator.js';
import { makeBitGenerator } from './bit-generators.js';
import type { Bits } from './bits.js';
import { BufferedBits } from './buffered-bits.js';
import type { Bulk, BulkKernel } from './distributions/definition.js';
import { Draws } from './draws.js';
import { BLOCK, type Fillable, fillBlocks, hasKernels, withState } from './kernels/index.js';
import { SeedSequence } from './seed-sequence.js';
import { type StreamState, readState, writeState } from './stream-state.js';

/** Below this many numbers a call into WebAssembly costs more than it saves. */
const WORTH_A_CALL = 16;

const DEFAULTS: StreamOptions = {};

/** How a stream draws. */
export interface StreamOptions {
  /** NumPy's bit generator behind the stream. Default: `sfc64`, the fastest here. */
  readonly bitGenerator?: BitGeneratorName;
}

/**
 * A stream of random numbers that belongs to a piece of work, not to a worker: the same (seed, path) gives the same
 * numbers wherever and whenever it is used. The bits are those of NumPy's
 * `Generator(SFC64(SeedSequence(seed, spawn_key=path)))`, or of another of its bit generators, and so are the numbers of
 * every method that NumPy has; the methods are those of {@link Draws}, and each distribution has a twin that fills an array:
 * `gamma(2, 3)`, `fillGamma(out, 2, 3)`.
 */
export class RandomStream extends Draws {
  readonly seed: Seed;
  readonly path: readonly Seed[];
  readonly #bits: BufferedBits;

  /**
   * @param seed a whole number of at least 0, of any size as a bigint; without one, 53 bits from the system, which
   *   {@link seed} tells
   * @param path the way from the seed to this stream, whole numbers of at least 0
   * @param options which bit generator, or one that is made already, to go on with
   * @throws NfoldError `ERR_INVALID_ARGUMENT`
   */
  constructor(
    seed: Seed = randomSeed(),
    path: readonly Seed[] = [],
    options: StreamOptions | BitGenerator = DEFAULTS,
  ) {
    super();
    this.seed = seed;
    this.path = path;
    this.#bits = new BufferedBits(
      options instanceof BitGenerator ? options : seeded(seed, path, options.bitGenerator),
    );
  }

  /** The name of the bit generator. */
  get bitGenerator(): BitGeneratorName {
    return this.#bits.generator.name;
  }

  /** The stream's bits, for distributions of your own: draws from them and from the stream take turns. */
  override get bits(): Bits {
    return this.#bits;
  }

  /** The stream at `[...path, index]`: independent of this one, and the same however much this one has been used. */
  substream(index: Seed): RandomStream {
    return new RandomStream(this.seed, [...this.path, index], this);
  }

  /** Everything that decides the numbers to come, as a plain object that survives JSON, for {@link RandomStream.restore}. */
  state(): StreamState {
    return writeState(this.seed, this.path, this.#bits.settled());
  }

  /**
   * The stream that goes on where {@link state} was asked for, bit for bit, in whatever process.
   *
   * @throws NfoldError `ERR_INVALID_ARGUMENT` for what is no state
   */
  static restore(state: StreamState): RandomStream {
    const { seed, path, generator } = readState(state);
    return new RandomStream(seed, path, generator);
  }

  /**
   * A stream of the same seed and path that is `times` jumps ahead, so far that the two never meet: NumPy's `jumped`.
   * pcg64 and pcg64dxsm jump by (golden ratio - 1) 2^128 draws, philox by 2^128 blocks of four, mt19937 by 2^128 draws of
   * 32 bits. This stream stays where it is; {@link substream} knows nothing of jumps.
   *
   * @param times a whole number of at least 0
   * @throws NfoldError `ERR_UNSUPPORTED` for sfc64, which has no jumps
   */
  jumped(times = 1): RandomStream {
    const jumps = checkJumps(times);
    const copy = RandomStream.restore(this.state());
    copy.#bits.generator.jump(jumps);
    return copy;
  }

  /**
   * Moves this stream on by `delta` draws of 64 bits, in philox by blocks of four, as NumPy's `advance` does; a kept half
   * of 32 bits is forgotten. Returns the stream.
   *
   * @param delta a whole number of any size; a negative one moves back
   * @throws NfoldError `ERR_UNSUPPORTED` for sfc64 and mt19937
   */
  advance(delta: number | bigint): this {
    this.#bits.settled().advance(checkDelta(delta));
    return this;
  }

  // Shorter than the one from the table: this is the call that Monte Carlo programs make most.
  override random(): number {
    return this.#bits.nextDouble();
  }

  /**
   * Fills `out` with the order statistics of `out.length` uniforms on (0, 1], ascending, in O(n) without sorting: with
   * exponentials E_1 … E_{n+1} and their partial sums S_k, the ratios S_k / S_{n+1} have exactly that distribution.
   * L. Devroye, "Non-Uniform Random Variate Generation" (1986), section V.3.1. Uses n + 1 draws of
   * {@link standardExponential}. Returns `out`.
   */
  fillSortedUniforms(out: Float64Array): Float64Array {
    let sum = 0;
    this.fillStandardExponential(out);
    for (let i = 0; i < out.length; i++) out[i] = sum += out[i];
    const reciprocal = reciprocalOf(sum + this.standardExponential(), sum);
    for (let i = 0; i < out.length; i++) out[i] *= reciprocal;
    return out;
  }

  /**
   * Writes the partial sums S_1 … S_{count+1} of standard exponentials into the workspace at `address` and returns
   * 1 / S_{count+1}: times that, the first `count` are sorted uniforms (see {@link fillSortedUniforms}, whose numbers
   * these are). For kernels that use the points in place; needs WebAssembly and room for count + 1 doubles.
   */
  partialSumsInto(address: number, count: number): number {
    const generator = this.#bits.settled();
    if (!hasKernels(generator)) return this.#partialSumsOneByOne(address, count);
    return withState(generator, (kernels) => {
      let sum = 0;
      for (let done = 0; done <= count; done += BLOCK) {
        const size = Math.min(BLOCK, count + 1 - done);
        sum = kernels.partialSums(kernels.stateAddress, address + 8 * done, size, sum);
      }
      const last = count === 0 ? 0 : workspace().allDoubles[address / 8 + count - 1];
      return reciprocalOf(sum, last);
    });
  }

  #partialSumsOneByOne(address: number, count: number): number {
    const sums = workspace().doubles(address, count + 1);
    let sum = 0;
    for (let i = 0; i <= count; i++) sums[i] = sum += this.standardExponential();
    return reciprocalOf(sum, count === 0 ? 0 : sums[count - 1]);
  }

  /**
   * Writes `count` draws of a standard distribution into the workspace at `address`, for kernels that use them in place;
   * false, and nothing done, where the bit generator has no kernels or WebAssembly is missing.
   */
  fillWorkspace(kernel: BulkKernel, address: number, count: number): boolean {
    if (!hasKernels(this.#bits.generator)) return false;
    withState(this.#bits.settled(), (kernels) => {
      for (let done = 0; done < count; done += BLOCK) {
        kernels[kernel](kernels.stateAddress, address + 8 * done, Math.min(BLOCK, count - done));
      }
    });
    return true;
  }

  protected override fillInBulk({ kernel, offset, scale }: Bulk, out: Float64Array): boolean {
    return this.#inBulk(out, (kernels, address, count) => {
      kernels[kernel](kernels.stateAddress, address, count);
      if (offset !== 0 || scale !== 1) kernels.affine(address, count, offset, scale);
    });
  }

  protected override fillIntegersInBulk(out: Fillable, low: number, span: number): boolean {
    return this.#inBulk(out, (kernels, address, count) => {
      const fill = out instanceof Float64Array ? kernels.integers : kernels.int32s;
      fill(kernels.stateAddress, address, count, low, span);
    });
  }

  #inBulk(out: Fillable, fill: Parameters<typeof fillBlocks>[2]): boolean {
    if (out.length < WORTH_A_CALL || !hasKernels(this.#bits.generator)) return false;
    fillBlocks(this.#bits.settled(), out, fill);
    return true;
  }
}

/**
 * 1 / total, or the double below it where the product of the largest partial sum would round to above 1: a point
 * outside the interval could leave an integrand's domain.
 */
function reciprocalOf(total: number, largest: number): number {
  const reciprocal = 1 / total;
  return largest * reciprocal > 1 ? reciprocal * (1 - Number.EPSILON / 2) : reciprocal;
}

function seeded(seed: Seed, path: readonly Seed[], name: BitGeneratorName = 'sfc64'): BitGenerator {
  const sequence = new SeedSequence(seed, path);
  return makeBitGenerator(checkBitGenerator(name), sequence);
}

/** Makes streams: see {@link stream}. */
export interface StreamMaker {
  (seed?: Seed, ...path: readonly Seed[]): RandomStream;
  /**
   * Makes streams with these options: `stream.with({ bitGenerator: 'philox' })(42)` is NumPy's `Generator(Philox(42))`.
   *
   * @throws NfoldError `ERR_INVALID_ARGUMENT`
   */
  with(options: StreamOptions): (seed?: Seed, ...path: readonly Seed[]) => RandomStream;
}

/**
 * The stream of a seed and a path: `stream(seed, taskIndex)` is what a pool's task gets. Without a seed the stream has a
 * random one, which its `seed` tells.
 */
export const stream: StreamMaker = Object.assign(
  (seed?: Seed, ...path: readonly Seed[]) => new RandomStream(seed, path),
  {
    with(options: StreamOptions) {
      checkBitGenerator(options.bitGenerator ?? 'sfc64');
      return (seed?: Seed, ...path: readonly Seed[]) => new RandomStream(seed, path, options);
    },
  },
);
