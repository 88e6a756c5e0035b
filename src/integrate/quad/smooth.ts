/**
 * An integrand that is smooth on the whole range: the points of Fejér's rules are doubled until the series ends (series.ts). Where it
 * falls slowly because of a pole next to the range, it is begun again in a variable in which the pole is far away (pole.ts), with
 * the first series as a check.
 */
import { type Variable, variableFor } from './pole.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, overBudget } from './sampler.js';
import { FIRST, Series, TRUSTED } from './series.js';

/** Points off the grid at which the polynomial is compared with the integrand: inside, more for a small rule, and next to the ends. */
const INSIDE = 12;
const INSIDE_FIRST = 24;
const NEXT_TO_ENDS = 4e-4;
const GOLDEN = 0.618_033_988_749_894_9;
/** Differences from the polynomial that are no surprise, relative to the largest value: interpolation is not exact. */
const NO_SURPRISE = 1e-9;
/** In another variable no rule has more points than this. */
const MOST_MAPPED = 511;

export interface SmoothFound extends Found {
  /** The rules over the range itself. */
  readonly series: Series;
  /** A point at which the integrand is not what its samples promise: something narrow is there. */
  readonly surprise?: number;
}

/** Doubles the points until the goal is met or the series shows no sign of ending. */
export function smooth(sampler: Sampler, a: number, b: number, goal: Goal, most: number): SmoothFound {
  const series = new Series(sampler, a, b);
  for (let n = FIRST; ; n = 2 * n + 1) {
    advance(series, n, goal);
    if (series.meets(allowed(goal, series.value))) {
      const surprise = probe(series, n < TRUSTED ? INSIDE_FIRST : INSIDE);
      // Few points may be explained by chance where more are not.
      if (surprise === undefined || n >= TRUSTED) return found(series, series, goal, surprise);
    } else if (n >= TRUSTED) {
      const mapped = inVariable(sampler, series, goal);
      if (mapped !== undefined) return found(mapped, series, goal);
    }
    if (2 * n + 1 > most || sampler.halted || !series.promising()) return found(series, series, goal);
  }
}

function advance(series: Series, n: number, goal: Goal): void {
  series.extend(n);
  const { value, error, sampler } = series;
  goal.trace?.push({ evaluations: sampler.evaluations, value, error, step: `fejer, ${n} points` });
}

/** The rules about a pole, if there is one, they cost less than to go on, and explain the first samples. */
function inVariable(sampler: Sampler, series: Series, goal: Goal): Series | undefined {
  const variable = variableFor(sampler, series);
  if (variable === undefined) return undefined;
  const enough = allowed(goal, series.value) / series.magnitude;
  const points = pointsFor(enough, variable.rate);
  if (points > MOST_MAPPED || points > pointsFor(enough, series.rate) - series.size + INSIDE)
    return undefined;
  const { low, high } = variable.sampler;
  const mapped = new Series(variable.sampler, low, high, variable.blur);
  for (let n = FIRST; n <= MOST_MAPPED && !sampler.halted; n = 2 * n + 1) {
    advance(mapped, n, goal);
    if (!mapped.meets(allowed(goal, mapped.value))) {
      if (n < points || mapped.promising()) continue;
      return undefined;
    }
    return explains(mapped, variable, series) && probe(mapped, 0) === undefined ? mapped : undefined;
  }
  return undefined;
}

/** The size of the rule with that relative error, if coefficients fall at that rate. */
function pointsFor(error: number, rate: number): number {
  const n = Math.log(error) / Math.log(rate);
  return 2 ** Math.ceil(Math.log2(Math.max(n, FIRST) + 1)) - 1;
}

function explains(mapped: Series, { at, slope }: Variable, series: Series): boolean {
  const y = series.y();
  const tolerance = tolerated(mapped);
  return series.x().every((x, j) => {
    const u = at(x);
    const fraction = (mapped.b - u) / (mapped.b - mapped.a);
    return Math.abs(y[j] * slope(u) - mapped.interpolate(fraction)) <= tolerance;
  });
}

function tolerated({ largest, error, a, b }: Series): number {
  return Math.max(NO_SURPRISE * largest, 1e4 * (error / Math.abs(b - a)));
}

/** Compares the polynomial with the integrand next to the ends, and at some points between the others. */
function probe(series: Series, inside: number): number | undefined {
  const { a, b } = series;
  const tolerance = tolerated(series);
  for (let i = 1; i <= inside + 2; i++) {
    const [low, high] =
      i > inside ? [NEXT_TO_ENDS, 1 - NEXT_TO_ENDS] : [1 - ((i * GOLDEN) % 1), (i * GOLDEN) % 1];
    const [fromHigh, fromLow] = i === inside + 1 ? [low, high] : [high, low];
    const y = series.valueAt(fromHigh, fromLow);
    if (Math.abs(y - series.interpolate(fromHigh)) > tolerance) return b - fromHigh * (b - a);
  }
  return undefined;
}

/** What one series found, after the other over the range itself. */
function found(best: Series, series: Series, goal: Goal, surprise?: number): SmoothFound {
  const { value, error, magnitude, sampler } = best;
  const { exhausted } = sampler;
  const good = surprise === undefined && best.meets(allowed(goal, value));
  return {
    value,
    error,
    magnitude,
    method: 'fejer',
    status: good ? 'converged' : exhausted ? 'budget-exhausted' : 'suspect',
    message: good ? undefined : exhausted ? overBudget(sampler) : 'the series does not end',
    series,
    surprise,
  };
}
