/** What a worker does for plain Monte Carlo: blocks of random points, each with a stream of its own. */
import { type BitGeneratorName, RandomStream, type Seed } from '../../../random/index.js';
import { Moments, type MomentsState } from '../../../stats/index.js';
import type { Evaluator } from '../integrand.js';
import type { Part, PartAnswer } from '../plan.js';

/** Points a block. Block i draws from the stream (seed, i), so blocks may be computed anywhere in any order. */
export const BLOCK = 8192;

export interface UniformPart extends Part {
  readonly kind: 'uniform';
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
  /** The first block. */
  readonly block: number;
  /** How many points: whole blocks, the last one perhaps cut short. */
  readonly count: number;
}

export interface UniformAnswer extends PartAnswer {
  /** For each component the moments of all blocks of the part, merged in their order. */
  readonly moments: readonly MomentsState[];
}

let points = new Float64Array(0);
let values = new Float64Array(0);

export function sampleUniform(
  evaluator: Evaluator,
  { seed, bitGenerator, block, count }: UniformPart,
): UniformAnswer {
  const { dimension: d, components: m } = evaluator;
  const moments = Array.from({ length: m }, () => new Moments());
  if (points.length < BLOCK * d) points = new Float64Array(BLOCK * d);
  if (values.length < BLOCK * m) values = new Float64Array(BLOCK * m);
  for (let done = 0; done < count; done += BLOCK) {
    const some = Math.min(BLOCK, count - done);
    new RandomStream(seed, [block + done / BLOCK], { bitGenerator }).fillRandom(points.subarray(0, some * d));
    evaluator.evaluate(points, some, values);
    for (let c = 0; c < m; c++) moments[c].addAll(values.subarray(c * some, (c + 1) * some));
  }
  return {
    moments: moments.map(({ state }) => state),
    evaluations: count,
    bad: evaluator.takeBad(),
  };
}
