import { invalidArgument } from '../core/index.js';
import type { ParallelOptions } from '../parts/index.js';
import { type BitGeneratorName, type Seed, randomSeed } from '../random/index.js';
import type { ModuleFunction } from '../task/index.js';
import { BLOCK, DRAW_TASKS, type DrawSpec, checkSpec } from './draws.js';
import { fillShare } from './draw-tasks.js';

export interface DrawOptions extends ParallelOptions {
  /** Seed of the draws; block i of 16,384 draws uses the stream (seed, i). Default: 53 bits from the system. */
  readonly seed?: Seed;
  /** Default: `sfc64`. */
  readonly bitGenerator?: BitGeneratorName;
}

/** The numbers, and the seed that makes them again. */
export interface ParallelDraws {
  readonly values: Float64Array;
  readonly seed: Seed;
}

/**
 * Fills `out` with draws from a distribution, on all workers of a pool: bit for bit the same numbers serially and for
 * any number of workers. Workers write straight into `out` when it lies in a SharedArrayBuffer.
 *
 * @param out doubles to be filled; or how many draws to make, into shared memory where the pool's backend has it
 * @param distribution name of a method of {@link RandomStream}, such as `normal`
 * @param parameters those of that method, in its order, such as [mean, standard deviation]
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the pool throws
 *
 * @example
 * const { values, seed } = await fillParallel(1e7, 'normal', [3, 5], { pool });
 */
export async function fillParallel(
  out: Float64Array | number,
  distribution: string,
  parameters: readonly number[] = [],
  options: DrawOptions = {},
): Promise<ParallelDraws> {
  const spec = specOf(distribution, parameters, options);
  const { pool, signal } = options;
  const values = roomFor(out);
  if (pool === undefined || values.length <= BLOCK) fillShare(spec, undefined, values, 0);
  else {
    const kernel: ModuleFunction<BlockKernel> = {
      kind: 'module',
      url: DRAW_TASKS.href,
      name: 'fillShare',
      bound: [spec],
    };
    await pool.mapTyped(kernel, values, { block: true, blockSize: BLOCK, out: values, signal });
  }
  return { values, seed: spec.seed };
}

type BlockKernel = (input: Float64Array, output: Float64Array, offset: number) => void;

export function specOf(
  distribution: string,
  parameters: readonly number[],
  { seed = randomSeed(), bitGenerator = 'sfc64' }: DrawOptions,
): DrawSpec {
  return checkSpec({ distribution, parameters, seed, bitGenerator });
}

function roomFor(out: Float64Array | number): Float64Array {
  if (out instanceof Float64Array) return out;
  if (typeof out === 'number' && Number.isSafeInteger(out) && out >= 0) {
    return new Float64Array(
      typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(8 * out) : new SharedArrayBuffer(8 * out),
    );
  }
  throw invalidArgument('out', 'a Float64Array, or a whole number of draws', out);
}
