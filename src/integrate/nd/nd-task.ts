/** The module that workers load for integrals of several dimensions: one part a call. */
import { sampleUniform } from './monte-carlo/sample.js';
import { evaluateRegions } from './cubature/regions.js';
import { sampleSobol } from './qmc/sample.js';
import { sampleMapped } from './vegas/mapped-sample.js';
import { evaluatePoints } from './points.js';
import type { Evaluator } from './integrand.js';
import { type Bound, type Part, type PartAnswer, type PartKind, evaluatorOf } from './plan.js';

const RUNNERS: { readonly [K in PartKind]: (evaluator: Evaluator, part: never) => PartAnswer } = {
  points: evaluatePoints,
  regions: evaluateRegions,
  uniform: sampleUniform,
  sobol: sampleSobol,
  mapped: sampleMapped,
};

/** Answers one part; the arguments before it are those of {@link Bound}. */
export function answerPart(...args: [...Bound, Part]): PartAnswer {
  const part = args[args.length - 1] as Part;
  const bound = args.slice(0, -1) as unknown as Bound;
  const run = RUNNERS[part.kind] as (evaluator: Evaluator, part: Part) => PartAnswer;
  return run(evaluatorOf(bound), part);
}
