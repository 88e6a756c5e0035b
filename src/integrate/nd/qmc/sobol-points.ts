import { type Seed, checkInteger, checkSeed } from '../../../core/index.js';
import { RandomStream } from '../../../random/index.js';
import { MOST_SOBOL_DIMENSIONS } from './directions.js';
import { fillSequence, scrambledSobol, sobolSequence } from './sobol.js';

/**
 * The first points of Sobol's sequence in Gray code order, or with a seed of a scrambled one: coordinate k of point i is item
 * `k * count + i`. Every coordinate is moved by 2^-33 into the middle of its cell, so that none is 0 or 1.
 *
 * @param dimension 1 to 1111
 * @param count how many points, up to 2^24
 * @throws NfoldError `ERR_INVALID_ARGUMENT`
 */
export function sobolPoints(
  dimension: number,
  count: number,
  options: { readonly seed?: Seed } = {},
): Float64Array {
  checkInteger('dimension', dimension, 1, MOST_SOBOL_DIMENSIONS);
  checkInteger('count', count, 0, 2 ** 24);
  const { seed } = options;
  const sequence =
    seed === undefined
      ? sobolSequence(dimension)
      : scrambledSobol(dimension, new RandomStream(checkSeed('seed', seed)));
  const points = new Float64Array(dimension * count);
  fillSequence(sequence, 0, count, points);
  return points;
}
