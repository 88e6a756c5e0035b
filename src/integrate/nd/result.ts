/** What the methods of several dimensions return. */
import {
  type ErrorKind,
  type Estimate,
  type EstimateStatus,
  type Tolerance,
  estimate,
  withinTolerance,
} from '../../core/index.js';
import type { VegasIteration } from './vegas/weighted-average.js';
import type { BadPoints } from './integrand.js';
import type { RunState } from './resume.js';

/** What a method knows at some moment, for each component. */
export interface Outcome {
  readonly values: Float64Array;
  readonly errors: Float64Array;
  readonly errorKind: ErrorKind;
  readonly evaluations: number;
  readonly bad?: BadPoints;
  /** What speaks against the error, in a sentence. */
  readonly doubt?: string;
  /** The error cannot fall further: rounding. */
  readonly roundoff?: boolean;
  /** How the value was found, where a method has chosen among several. */
  readonly method?: string;
  /** The end of a method's own accord before its tolerance or budget, in a sentence. */
  readonly ended?: string;
  readonly iterations?: readonly VegasIteration[];
}

/** One line of a trace. */
export interface TraceEntry {
  readonly evaluations: number;
  /** Of the first component. */
  readonly value: number;
  /** The largest of all components. */
  readonly error: number;
}

/** An integral over several variables. */
export interface IntegralN extends Estimate {
  readonly method: string;
  /** Why the status is not `converged`, in a sentence. */
  readonly message?: string;
  /** Value and error of each component; a single one unless `components` was given. `value` is that of the first. */
  readonly components: { readonly values: Float64Array; readonly errors: Float64Array };
  /** How many values were NaN or infinite; they are left out of the value, and the status is `non-finite` then. */
  readonly nonFinite: number;
  /** With `trace`: the estimate after every iteration. */
  readonly trace?: readonly TraceEntry[];
  /** Of the random methods: the run as plain data, for the option `resume`. */
  readonly state?: RunState;
  /** Of vegas: the table of its iterations. */
  readonly iterations?: readonly VegasIteration[];
}

export function traceEntry({ evaluations, values, errors }: Outcome): TraceEntry {
  return { evaluations, value: values[0], error: largest(errors) };
}

export function largest(errors: Float64Array): number {
  let most = 0;
  for (const error of errors) most = error > most || Number.isNaN(error) ? error : most;
  return most;
}

/** So many zeros and nothing else are not taken for an answer before. */
const ENOUGH_ZEROS = 100_000;

/** 0 without an error, where no absolute error is allowed: perhaps a function that is 0 nearly everywhere. */
function isNothing({ values, errors }: Pick<Outcome, 'values' | 'errors'>, { atol }: Tolerance): boolean {
  return atol === 0 && largest(errors) === 0 && values.every((value) => value === 0);
}

/** Whether every component is good enough. */
export function isGoodEnough(outcome: Outcome, goal: Tolerance): boolean {
  const { values, errors, evaluations } = outcome;
  if (evaluations < ENOUGH_ZEROS && isNothing(outcome, goal)) return false;
  return values.every((value, c) => withinTolerance(value, errors[c], goal));
}

/** The judgement of an outcome. */
interface Verdict {
  readonly status: EstimateStatus;
  readonly message?: string;
}

function judge(outcome: Outcome, goal: Tolerance): Verdict {
  const { bad, doubt } = outcome;
  if (bad !== undefined) {
    const others = bad.count === 1 ? '' : `, and not finite at ${bad.count} of ${outcome.evaluations} points`;
    return {
      status: 'non-finite',
      message: `the integrand is ${bad.first}${others}; these points are left out`,
    };
  }
  if (doubt !== undefined) return { status: 'suspect', message: doubt };
  if (outcome.evaluations > 0 && isNothing(outcome, goal)) {
    const message = `the integrand was 0 at all ${outcome.evaluations} points; where it is not may have been missed, unless it is 0: then give an atol`;
    return { status: 'suspect', message };
  }
  if (isGoodEnough(outcome, goal)) return { status: 'converged' };
  if (outcome.roundoff === true) {
    return { status: 'roundoff', message: 'rounding keeps the error above max(atol, rtol * |value|)' };
  }
  const reason = outcome.ended ?? 'maxEvaluations were used';
  return {
    status: 'budget-exhausted',
    message: `${reason} before the error was below max(atol, rtol * |value|)`,
  };
}

/** What a result has beside its outcome. */
interface ResultExtras {
  readonly stopped?: Verdict;
  readonly trace?: readonly TraceEntry[];
  readonly state?: RunState;
}

/** The result of an ended run; a verdict that the run itself brings wins unless the tolerance was met. */
export function integralOf(
  outcome: Outcome,
  method: string,
  goal: Tolerance,
  { stopped, trace, state }: ResultExtras,
): IntegralN {
  const own = judge(outcome, goal);
  const verdict = stopped === undefined || own.status === 'non-finite' ? own : stopped;
  const { values, errors, errorKind, evaluations } = outcome;
  const error = outcome.bad === undefined ? largest(errors) : Infinity;
  const name = outcome.method ?? method;
  return {
    ...estimate({ value: values[0], error, errorKind, evaluations, status: verdict.status }, name),
    method: name,
    message: verdict.message,
    components: { values, errors },
    nonFinite: outcome.bad?.count ?? 0,
    trace,
    state,
    iterations: outcome.iterations,
  };
}
