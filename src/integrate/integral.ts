import type { Estimate } from '../core/index.js';
import type { RunState } from './nd/resume.js';
import type { VegasIteration } from './nd/vegas/weighted-average.js';

/** One line of a convergence trace. */
export interface IntegralTraceEntry {
  readonly evaluations: number;
  readonly value: number;
  readonly error: number;
  /** What was done, where a method has steps of several kinds. */
  readonly step?: string;
}

/** An integral with its error, its cost, and what is to be known about it. */
export interface Integral<V = number> extends Estimate<V> {
  /** What found the value. */
  readonly method: string;
  /** Why the status is not `converged`, or what was done about points at which the integrand is not finite. */
  readonly message?: string;
  /** With `trace: true`: how the estimate went. */
  readonly trace?: readonly IntegralTraceEntry[];
  /** Of the methods of several dimensions: value and error of each component; `value` is that of the first. */
  readonly components?: { readonly values: Float64Array; readonly errors: Float64Array };
  /** Of the methods of several dimensions: how many values were NaN or infinite. */
  readonly nonFinite?: number;
  /** Of the random methods: the run as plain data, for the option `resume`. */
  readonly state?: RunState;
  /** Of vegas: the table of its iterations. */
  readonly iterations?: readonly VegasIteration[];
}
