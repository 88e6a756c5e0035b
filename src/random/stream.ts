import { invalidArgument } from '../core/index.js';
import { webAssemblyUsable, workspace } from '../wasm/index.js';
import { standardExponential } from './exponential.js';
import { type BulkKernels, bulkKernels } from './kernels/index.js';
import { type Seed, SeedSequence } from './seed-sequence.js';
import { Sfc64 } from './sfc64.js';

/** Doubles a block: fits the first-level cache, and keeps single WebAssembly calls short (see {@link Workspace}). */
const BLOCK = 4096;
/** Below this many doubles a call into WebAssembly costs more than it saves. */
const WORTH_A_CALL = 16;

/**
 * A stream of random numbers that belongs to a piece of work, not to a worker: the same (seed, path) gives the same
 * numbers wherever and whenever it is used. The bits are those of NumPy's
 * `Generator(SFC64(SeedSequence(seed, spawn_key=path)))`, and so are the numbers of every method that NumPy has.
 */
export class RandomStream {
  readonly #bits: Sfc64;

  /**
   * @param seed a whole number of at least 0, of any size as a bigint
   * @param path the way from the seed to this stream, whole numbers of at least 0
   */
  constructor(
    readonly seed: Seed,
    readonly path: readonly Seed[] = [],
  ) {
    this.#bits = new Sfc64(new SeedSequence(seed, path));
  }

  /** The stream at `[...path, index]`: independent of this one, and the same however much this one has been used. */
  substream(index: Seed): RandomStream {
    return new RandomStream(this.seed, [...this.path, index]);
  }

  /** A uniform double in [0, 1), with 53 random bits. */
  random(): number {
    return this.#bits.nextDouble();
  }

  /** A uniform double in [low, high): `low + (high - low) * random()`. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * this.#bits.nextDouble();
  }

  /** An exponential with mean 1. */
  standardExponential(): number {
    return standardExponential(this.#bits);
  }

  /** An exponential with this mean (NumPy's `scale`), at least 0. */
  exponential(scale = 1): number {
    if (!(scale >= 0)) throw invalidArgument('exponential: scale', 'a number of at least 0', scale);
    return scale * standardExponential(this.#bits);
  }

  /** Fills `out` with the numbers that {@link random} would give one by one. Returns `out`. */
  fillRandom(out: Float64Array): Float64Array {
    return this.#fill(
      out,
      (kernels, address, count) => kernels.random(kernels.stateAddress, address, count),
      () => this.random(),
    );
  }

  /** Fills `out` with the numbers that {@link standardExponential} would give one by one. Returns `out`. */
  fillStandardExponential(out: Float64Array): Float64Array {
    return this.#fill(
      out,
      (kernels, address, count) => kernels.standardExponential(kernels.stateAddress, address, count),
      () => this.standardExponential(),
    );
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
    return this.#inWebAssembly((kernels) => {
      let sum = 0;
      for (let done = 0; done <= count; done += BLOCK) {
        const size = Math.min(BLOCK, count + 1 - done);
        sum = kernels.partialSums(kernels.stateAddress, address + 8 * done, size, sum);
      }
      const last = count === 0 ? 0 : workspace().allDoubles[address / 8 + count - 1];
      return reciprocalOf(sum, last);
    });
  }

  /** Lends the generator's state to the kernels and takes it back. */
  #inWebAssembly<T>(work: (kernels: BulkKernels) => T): T {
    const kernels = bulkKernels('sfc64');
    const { state } = this.#bits;
    const at = kernels.stateAddress / 4;
    const space = workspace();
    for (let i = 0; i < state.length; i++) space.allWords[at + i] = state[i];
    const result = work(kernels);
    for (let i = 0; i < state.length; i++) state[i] = space.allWords[at + i];
    return result;
  }

  #fill(
    out: Float64Array,
    inBulk: (kernels: BulkKernels, address: number, count: number) => void,
    one: () => number,
  ): Float64Array {
    if (out.length < WORTH_A_CALL || !webAssemblyUsable()) {
      for (let i = 0; i < out.length; i++) out[i] = one();
      return out;
    }
    this.#inWebAssembly((kernels) => {
      workspace().withScratch(8 * Math.min(BLOCK, out.length), (address) => {
        const block = workspace().doubles(address, Math.min(BLOCK, out.length));
        for (let done = 0; done < out.length; done += BLOCK) {
          const count = Math.min(BLOCK, out.length - done);
          inBulk(kernels, address, count);
          out.set(count === block.length ? block : block.subarray(0, count), done);
        }
      });
    });
    return out;
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

/** The stream of a seed and a path: `stream(seed, taskIndex)` is what a pool's task gets. */
export function stream(seed: Seed, ...path: readonly Seed[]): RandomStream {
  return new RandomStream(seed, path);
}
