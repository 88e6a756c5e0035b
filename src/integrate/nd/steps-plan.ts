/** Methods that ask for the values at points of their own choice, written as one sequence of steps. */
import { BadCount } from './bad-count.js';
import type { BadPoints } from './integrand.js';
import type { Plan } from './plan.js';
import type { PointsAnswer, PointsPart } from './points.js';
import type { Outcome } from './result.js';

/** Yields points of the unit cube, one after the other, and is given their values. */
export type Steps = Generator<ArrayLike<number>, void, Float64Array>;

/** A method of that kind. */
export interface SteppingMethod {
  readonly method: string;
  readonly steps: Steps;
  /** What is known now. */
  outcome(): Omit<Outcome, 'evaluations' | 'bad'>;
}

/** Points of a part: a hundred microseconds of work or more for most integrands. */
const PART_POINTS = 2048;

export class StepsPlan implements Plan<PointsPart, PointsAnswer> {
  readonly #dimension: number;
  readonly #stepping: SteppingMethod;
  readonly #bad = new BadCount();
  #evaluations = 0;
  #values: Float64Array | undefined;

  constructor(dimension: number, stepping: SteppingMethod) {
    this.#dimension = dimension;
    this.#stepping = stepping;
  }

  get method(): string {
    return this.#stepping.method;
  }

  next(): readonly PointsPart[] | undefined {
    const d = this.#dimension;
    // The first call takes no values: nothing has been asked for.
    const { done, value: wanted } = this.#stepping.steps.next(this.#values ?? new Float64Array(0));
    if (done === true) return undefined;
    const parts: PointsPart[] = [];
    const total = wanted.length / d;
    for (let from = 0; from < total; from += PART_POINTS) {
      const count = Math.min(PART_POINTS, total - from);
      const points = new Float64Array(count * d);
      for (let i = 0; i < count; i++)
        for (let k = 0; k < d; k++) points[k * count + i] = wanted[(from + i) * d + k];
      parts.push({ kind: 'points', points, count });
    }
    return parts;
  }

  merge(answers: readonly PointsAnswer[]): void {
    const values = new Float64Array(answers.reduce((sum, { evaluations }) => sum + evaluations, 0));
    let at = 0;
    for (const answer of answers) {
      values.set(answer.values, at);
      at += answer.evaluations;
      this.#bad.add(answer.bad);
    }
    this.#evaluations += at;
    this.#values = values;
  }

  outcome(): Outcome {
    const bad: BadPoints | undefined = this.#bad.found;
    return { ...this.#stepping.outcome(), evaluations: this.#evaluations, bad };
  }
}
