import { invalidArgument, now } from '../core/index.js';
import type { Pool } from '../pool/index.js';
import { type BitGeneratorName, type Seed, randomSeed } from '../random/index.js';
import type { ModuleFunction } from '../task/index.js';
import { BLOCK, DRAW_TASKS, type DrawSpec, checkSpec } from './draws.js';
import { fillShare } from './draw-tasks.js';
import { Crew, type ParallelOptions, checkParallelOptions, withWorkers } from '../parts/index.js';

/** Blocks that this thread fills between two looks at whether workers would be worth it: about a millisecond. */
const CREW_BLOCKS = 8;

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
  checkParallelOptions(options, ['seed', 'bitGenerator']);
  const spec = specOf(distribution, parameters, options);
  const values = roomFor(out);
  await withWorkers(options, (own) => fill(spec, values, own));
  return { values, seed: spec.seed };
}

async function fill(spec: DrawSpec, values: Float64Array, { pool, signal }: DrawOptions): Promise<void> {
  if (pool instanceof Crew) return fillFirst(spec, values, pool, signal);
  if (pool === undefined || values.length <= BLOCK) return fillShare(spec, 0, undefined, values, 0);
  await fillRest(spec, 0, values, pool, signal);
}

/** Fills in this thread until workers take over. */
async function fillFirst(
  spec: DrawSpec,
  values: Float64Array,
  crew: Crew<Pick<Pool, 'mapTyped'>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (let at = 0; at < values.length; at += CREW_BLOCKS * BLOCK) {
    const pool = await crew.poolFor({ units: values.length - at });
    if (pool !== undefined) return fillRest(spec, at, values, pool, signal);
    const part = values.subarray(at, at + CREW_BLOCKS * BLOCK);
    const start = now();
    fillShare(spec, at, undefined, part, 0);
    crew.took(part.length, now() - start);
  }
}

async function fillRest(
  spec: DrawSpec,
  before: number,
  values: Float64Array,
  pool: Pick<Pool, 'mapTyped'>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const kernel: ModuleFunction<BlockKernel> = {
    kind: 'module',
    url: DRAW_TASKS.href,
    name: 'fillShare',
    bound: [spec, before],
  };
  const out = values.subarray(before);
  await pool.mapTyped(kernel, out, { block: true, blockSize: BLOCK, out, signal });
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
