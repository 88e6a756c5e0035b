import { type Found, type Goal, allowed } from '../quad/result.js';
import { type Sampler, overBudget } from '../quad/sampler.js';

/** Fewer points say nothing about an error. */
const FEWEST_LEVELS = 4;
const MOST_LEVELS = 24;

/** A value that gets better from level to level. */
export interface Refinable {
  /** The value of the next level. */
  next(): number;
  /** Integral of |f| as far as it is known. */
  readonly magnitude: number;
  /** Where weights cost more than values, an end. */
  readonly mostLevels?: number;
}

/**
 * Refines until two differences in a row are within the tolerance. The larger of the last two is the error: for a smooth
 * integrand that is too much by the factor that a level gains.
 */
export function refine(rule: Refinable, sampler: Sampler, goal: Goal, method: string, gain: number): Found {
  let value = rule.next();
  let differences = [Infinity, Infinity];
  for (let level = 1; level < (rule.mostLevels ?? MOST_LEVELS) && !sampler.halted; level++) {
    const before = value;
    value = rule.next();
    differences = [differences[1], Math.abs(value - before)];
    const error = Math.max(differences[0] / gain, differences[1]) + 4 * Number.EPSILON * rule.magnitude;
    goal.trace?.push({ evaluations: sampler.evaluations, value, error, step: `${method}, level ${level}` });
    if (level >= FEWEST_LEVELS && error <= allowed(goal, value)) {
      return { value, error, magnitude: rule.magnitude, method, status: 'converged' };
    }
  }
  const error = Math.max(...differences);
  const message = overBudget(sampler);
  return { value, error, magnitude: rule.magnitude, method, status: 'budget-exhausted', message };
}
