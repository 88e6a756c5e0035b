import { CompensatedSum, type EstimateFields, preview } from '../core/index.js';
import type { Kernel } from '../kernel/index.js';
import type { RandomStream } from '../random/index.js';
import type { IntegralTraceEntry } from './integral.js';
import type { Interval } from './interval.js';
import { STOPPED_EARLY, type Stop } from './stop.js';

/** What a rule with a fixed number of samples is given. */
export interface RuleInput {
  readonly kernel: Kernel;
  readonly range: Interval;
  readonly samples: number;
  /** The root of the random points' streams. */
  readonly random: RandomStream;
  readonly stop: Stop;
  /** Hears the estimate after every step. */
  readonly onStep: ((entry: IntegralTraceEntry) => void) | undefined;
}

/** A rule at work: between two steps it can be left for other work, and the last one is its result. */
export type RuleSteps = Generator<undefined, RuleResult, undefined>;

/** Calls of a function in one step. */
const PIECE = 256;

/** Evaluates a block in steps; returns for how many of its points until the stop was reached. */
export function* evaluateInSteps(
  { kernel, stop }: RuleInput,
  points: Float64Array,
  values: Float64Array,
): Generator<undefined, number, undefined> {
  // A formula's block takes some ten microseconds.
  const size = kernel.engine === 'webassembly' ? points.length : PIECE;
  for (let from = 0; from < points.length; from += size) {
    if (stop.reached) return from;
    kernel.evaluate(points.subarray(from, from + size), values.subarray(from, from + size));
    yield;
  }
  return points.length;
}

/** A rule that has to see all of its points was ended before. */
export function stoppedEarly({ reason }: Stop, evaluations: number): RuleResult {
  return { value: NaN, error: Infinity, errorKind: 'bound', evaluations, ...STOPPED_EARLY[reason!] };
}

/** What it finds, for the ascending range; `message` says in a sentence why a status is not `converged`. */
export interface RuleResult extends EstimateFields {
  readonly message?: string;
}

/** The first point at which an integrand was not finite, and how many such points there were. */
export class NonFinite {
  count = 0;
  #first = '';

  /** Looks through a block whose sum was not finite. */
  scan(points: Float64Array, values: Float64Array): void {
    for (let i = 0; i < values.length; i++) {
      if (Number.isFinite(values[i])) continue;
      if (this.count === 0) this.#first = `${values[i]} at x = ${points[i]}`;
      this.count++;
    }
  }

  /** The result that reports them. */
  result(fields: Omit<EstimateFields, 'status'>): RuleResult {
    const { evaluations } = fields;
    const others = this.count === 1 ? '' : `, and not finite at ${this.count} of ${evaluations} points`;
    return {
      ...fields,
      error: Infinity,
      status: 'non-finite',
      message: `the integrand is ${this.#first}${others}`,
    };
  }
}

/** Sums blocks of values and watches for those that are not finite. */
export class BlockSum {
  readonly nonFinite = new NonFinite();
  readonly #sum = new CompensatedSum();
  readonly #magnitude = new CompensatedSum();

  add(points: Float64Array, values: Float64Array): void {
    let magnitude = 0;
    for (let i = 0; i < values.length; i++) {
      this.#sum.add(values[i]);
      magnitude += Math.abs(values[i]);
    }
    if (!Number.isFinite(magnitude)) this.nonFinite.scan(points, values);
    this.#magnitude.add(magnitude);
  }

  get value(): number {
    return this.#sum.value;
  }

  /** Sum of the absolute values: what rounding errors are measured against. */
  get magnitude(): number {
    return this.#magnitude.value;
  }
}

/** How a point is written in a sentence. */
export function at(x: number): string {
  return `x = ${preview(Number(x.toPrecision(6)))}`;
}
