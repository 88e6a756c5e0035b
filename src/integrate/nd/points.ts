import type { Evaluator } from './integrand.js';
import type { Part, PartAnswer } from './plan.js';

/** Points of the unit cube, stored coordinate by coordinate, whose values are wanted. */
export interface PointsPart extends Part {
  readonly kind: 'points';
  readonly points: Float64Array;
  readonly count: number;
}

export interface PointsAnswer extends PartAnswer {
  /** Component by component. */
  readonly values: Float64Array;
}

export function evaluatePoints(evaluator: Evaluator, { points, count }: PointsPart): PointsAnswer {
  const values = new Float64Array(count * evaluator.components);
  // A part in this thread shares its points with the plan, which still needs them.
  evaluator.evaluate(points.slice(), count, values);
  return { values, evaluations: count, bad: evaluator.takeBad() };
}
