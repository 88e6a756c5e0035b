/**
 * Long sequences of draws, cut into blocks with a stream each: block i draws from `stream(seed, i)`, whoever computes it,
 * so the numbers do not depend on the number of workers.
 */
import { checkOneOf } from '../core/index.js';
import { type BitGeneratorName, type Seed, distributions, stream } from '../random/index.js';

/** Draws a block: seeding its stream costs little beside them, and a block fits the second-level cache. */
export const BLOCK = 16_384;

/** Draws from one distribution, as plain data that travels. */
export interface DrawSpec {
  /** Name of the distribution, a method of {@link RandomStream} such as `normal`. */
  readonly distribution: string;
  readonly parameters: readonly number[];
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** Throws `ERR_INVALID_ARGUMENT` for an unknown distribution or parameters out of range. */
export function checkSpec(spec: DrawSpec): DrawSpec {
  checkOneOf('distribution', spec.distribution, Object.keys(distributions));
  fillBlock(spec, 0, new Float64Array(1));
  return spec;
}

/** Fills `out`, at most a block long, with the first draws of block `index`. */
export function fillBlock(spec: DrawSpec, index: number, out: Float64Array): Float64Array {
  const { distribution, parameters, seed, bitGenerator } = spec;
  const source = stream.with({ bitGenerator })(seed, index);
  const method = `fill${distribution[0].toUpperCase()}${distribution.slice(1)}` as 'fillNormal';
  return source[method](out, ...(parameters as [number, number]));
}

/** The module of the functions below that workers load. */
export const DRAW_TASKS = new URL('./draw-tasks.js', import.meta.url);
