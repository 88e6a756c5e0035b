/** What a worker does for plain Monte Carlo: blocks of random points, each with a stream of its own. */
import { type BitGeneratorName, RandomStream, type Seed } from '../../../random/index.js';
import type { Evaluator } from '../integrand.js';
import type { Part, PartAnswer } from '../plan.js';
import { Spread, type SpreadState } from './spread.js';

/** Points a block. Block i draws from the stream (seed, i), so blocks may be computed anywhere in any order. */
export const BLOCK = 8192;
/** Points that are evaluated at once: in ten dimensions they and their values stay in the nearest caches. */
const AT_ONCE = 1024;

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
  /** For each component mean and spread over all points of the part. */
  readonly spreads: readonly SpreadState[];
}

let points = new Float64Array(0);
let values = new Float64Array(0);

export function sampleUniform(evaluator: Evaluator, part: UniformPart): UniformAnswer {
  const { dimension: d, components: m } = evaluator;
  const { seed, bitGenerator, block, count } = part;
  const spreads = Array.from({ length: m }, () => new Spread());
  if (points.length < AT_ONCE * d) points = new Float64Array(AT_ONCE * d);
  if (values.length < AT_ONCE * m) values = new Float64Array(AT_ONCE * m);
  for (let done = 0; done < count; done += BLOCK) {
    const stream = new RandomStream(seed, [block + done / BLOCK], { bitGenerator });
    const end = Math.min(done + BLOCK, count);
    for (let from = done; from < end; from += AT_ONCE) {
      const some = Math.min(AT_ONCE, end - from);
      stream.fillRandom(points.subarray(0, some * d));
      evaluator.evaluate(points, some, values);
      for (let c = 0; c < m; c++) spreads[c].addAll(values, c * some, some);
    }
  }
  return { spreads: spreads.map(({ state }) => state), evaluations: count, bad: evaluator.takeBad() };
}
