/**
 * An integrand that is smooth on the whole range: the points of Fejér's rules are doubled until the series ends (series.ts). Where it
 * falls slowly because of a pole next to the range, it is begun again in a variable in which the pole is far away (pole.ts), with
 * the first series as a check.
 */
import { FejerInterpolation, fejerRule } from '../rules/fejer.js';
import { type Variable, variableFor } from './pole.js';
import { type Found, type Goal, allowed } from './result.js';
import { type Sampler, overBudget } from './sampler.js';
import { FIRST, MOST_POINTS, Series, TRUSTED } from './series.js';

/** Points off the grid at which the polynomial is compared with the integrand: inside, more for a small rule, and next to the ends. */
const INSIDE = 12;
const INSIDE_FIRST = 24;
const NEXT_TO_ENDS = 4e-4;
const GOLDEN = 0.618_033_988_749_894_9;
/** These, as fractions of the width from the upper end. */
const ENDS = [NEXT_TO_ENDS, 1 - NEXT_TO_ENDS];
const inside = (count: number): number[] => Array.from({ length: count }, (_, i) => ((i + 1) * GOLDEN) % 1);
const PLACES = [...inside(INSIDE), ...ENDS];
const PLACES_FIRST = [...inside(INSIDE_FIRST), ...ENDS];
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

const interpolations = new Map<number, FejerInterpolation>();

/** Of the rule with so many points at the places where it is looked at. */
function interpolationOf(size: number, places: readonly number[]): FejerInterpolation {
  let known = interpolations.get(size);
  if (known === undefined) {
    known = new FejerInterpolation(fejerRule(size), places);
    interpolations.set(size, known);
  }
  return known;
}

/** Doubles the points, to at most {@link MOST_POINTS}, until the goal is met or the series shows no sign of ending. */
export function smooth(sampler: Sampler, a: number, b: number, goal: Goal): SmoothFound {
  const series = new Series(sampler, a, b);
  for (let n = FIRST; ; n = 2 * n + 1) {
    advance(series, n, goal);
    if (series.meets(allowed(goal, series.value))) {
      const surprise = probe(series);
      // Few points may be explained by chance where more are not.
      if (surprise === undefined || n >= TRUSTED) return found(series, series, goal, surprise);
    } else if (n >= TRUSTED) {
      const mapped = inVariable(sampler, series, goal);
      if (mapped !== undefined) return found(mapped, series, goal);
    }
    if (2 * n + 1 > MOST_POINTS || sampler.halted || !series.promising()) return found(series, series, goal);
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
      break;
    }
    const good = explains(mapped, variable, series) && probeEnds(mapped) === undefined;
    mapped.release();
    return good ? mapped : undefined;
  }
  mapped.release();
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

/** Compares the polynomial with the integrand at some points between the others, and next to the ends. */
function probe(series: Series): number | undefined {
  const { a, b, size } = series;
  const places = size < TRUSTED ? PLACES_FIRST : PLACES;
  // Not kept: the integrand may integrate in turn.
  const expected = new Float64Array(places.length);
  interpolationOf(size, places).through(series.values, expected);
  return surpriseAt(series, places, (i) => expected[i], tolerated(series), a, b);
}

/** The same next to the ends alone. */
function probeEnds(series: Series): number | undefined {
  const { a, b } = series;
  return surpriseAt(series, ENDS, (i) => series.interpolate(ENDS[i]), tolerated(series), a, b);
}

function surpriseAt(
  series: Series,
  places: readonly number[],
  expected: (i: number) => number,
  tolerance: number,
  a: number,
  b: number,
): number | undefined {
  for (let i = 0; i < places.length; i++) {
    const fraction = places[i];
    const y = series.valueAt(fraction, 1 - fraction);
    if (Math.abs(y - expected(i)) > tolerance) return b - fraction * (b - a);
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
