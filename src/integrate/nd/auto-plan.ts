/**
 * The choice of a method. Up to three dimensions: a first look by product rules with a small part of the budget, then cross
 * interpolation as long as it gets on, then product rules. In more dimensions: cross interpolation, then a pilot of
 * cubature and one of quasi-Monte Carlo, of which the better one goes on. The value with the smallest error wins, and values that
 * contradict each other raise it.
 */
import { CubaturePlan } from './cubature/cubature-plan.js';
import { MOST_KRONROD_DIMENSIONS } from './cubature/gauss-kronrod.js';
import { MOST_GENZ_MALIK_DIMENSIONS, genzMalikSize } from './cubature/genz-malik.js';
import { CrossSteps, LEAST_CROSS_EVALUATIONS } from './cross/cross-steps.js';
import type { Goal, RandomSource } from './options.js';
import type { Part, PartAnswer, Plan } from './plan.js';
import { QmcPlan } from './qmc/qmc-plan.js';
import { type Outcome, isGoodEnough, largest } from './result.js';
import { StepsPlan } from './steps-plan.js';

/** The share of the budget that the first look may take. */
const FIRST_LOOK = 0.02;
/** In four and more dimensions cubature and quasi-Monte Carlo try this share each of what is left; the better one gets the rest. */
const PILOT = 0.15;
/** Cubature by Genz and Malik needs at least this many regions to mean anything. */
const LEAST_REGIONS = 8;
/** Standard errors that a good estimate is hardly ever off by. */
const UNLIKELY = 4;

/** Makes the next plan with a goal whose budget is what is left; it knows what was found before. */
type Stage = (left: Goal, before: readonly Outcome[]) => Plan;

export class AutoPlan implements Plan {
  readonly method = 'auto';
  readonly #goal: Goal;
  readonly #stages: Stage[];
  #current: Plan;
  /** What the stages before have found. */
  #before: readonly Outcome[] = [];
  #used = 0;

  constructor(dimension: number, components: number, source: RandomSource, goal: Goal) {
    this.#goal = goal;
    this.#stages = stagesFor(dimension, components, source, goal);
    this.#current = this.#stages.shift()!(goal, []);
  }

  next(): readonly Part[] | undefined {
    for (;;) {
      const parts = this.#current.next();
      if (parts !== undefined) return parts;
      const found = this.#found;
      const best = this.outcome();
      if (isGoodEnough(best, this.#goal) || best.roundoff === true || this.#stages.length === 0)
        return undefined;
      this.#used += found.evaluations;
      this.#before = [...this.#before, found];
      const left = { ...this.#goal, maxEvaluations: this.#goal.maxEvaluations - this.#used };
      if (left.maxEvaluations < 1) return undefined;
      this.#current = this.#stages.shift()!(left, this.#before);
    }
  }

  merge(answers: readonly PartAnswer[]): void {
    this.#current.merge(answers);
  }

  get #found(): Outcome {
    const { method } = this.#current;
    return { method, ...this.#current.outcome() };
  }

  outcome(): Outcome {
    const now = this.#found;
    const all = [...this.#before, now];
    const best = all.reduce((a, b) => (sureError(b) <= sureError(a) ? b : a));
    const bad = all.find((outcome) => outcome.bad !== undefined)?.bad;
    const { ended } = now;
    return { ...consistent(best, all), evaluations: this.#used + now.evaluations, bad, ended };
  }
}

/** What an error is as a bound: two standard errors. */
function sureError({ errors, errorKind }: Outcome): number {
  return (errorKind === 'bound' ? 1 : 2) * largest(errors);
}

/** The best outcome, its errors raised to where they reach what the others are sure of. */
function consistent(best: Outcome, all: readonly Outcome[]): Outcome {
  const errors = best.errors.slice();
  for (const { values, errors: others, errorKind } of all) {
    for (const [c, value] of values.entries()) {
      const apart = Math.abs(value - best.values[c]) - (errorKind === 'bound' ? 1 : UNLIKELY) * others[c];
      if (apart > (best.errorKind === 'bound' ? 1 : UNLIKELY) * errors[c]) errors[c] = apart;
    }
  }
  return { ...best, errors, roundoff: best.roundoff === true && errors[0] === best.errors[0] };
}

function stagesFor(dimension: number, components: number, source: RandomSource, goal: Goal): Stage[] {
  const qmc: Stage = (left) => new QmcPlan(components, source, left);
  const cubature: Stage = (left) => {
    const rule = dimension <= MOST_KRONROD_DIMENSIONS ? 'gauss-kronrod' : 'genz-malik';
    return new CubaturePlan(rule, dimension, components, left);
  };
  const cross: Stage[] =
    components === 1 && dimension > 1 && goal.maxEvaluations >= LEAST_CROSS_EVALUATIONS
      ? [(left) => new StepsPlan(dimension, new CrossSteps(dimension, left))]
      : [];
  if (dimension <= MOST_KRONROD_DIMENSIONS) {
    return cross.length === 0 ? [cubature] : [limited(cubature, FIRST_LOOK), ...cross, cubature];
  }
  const affordable = LEAST_REGIONS * genzMalikSize(dimension) <= PILOT * goal.maxEvaluations;
  if (dimension > MOST_GENZ_MALIK_DIMENSIONS || !affordable) return [...cross, qmc];
  const better: Stage = (left, before) => {
    const [one, other] = before.slice(-2);
    return (sureError(one) <= sureError(other) ? cubature : qmc)(left, before);
  };
  return [...cross, limited(cubature, PILOT), limited(qmc, PILOT), better];
}

/** The stage with a share of the budget. */
function limited(stage: Stage, share: number): Stage {
  return (left, before) =>
    stage({ ...left, maxEvaluations: Math.max(1, Math.floor(share * left.maxEvaluations)) }, before);
}
