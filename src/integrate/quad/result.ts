import type { Estimate, EstimateStatus } from '../../core/index.js';

/** What a driver finds over one range. */
export interface Found {
  readonly value: number;
  readonly error: number;
  readonly status: EstimateStatus;
  /** Integral of |f|, roughly: what rounding errors are measured against. */
  readonly magnitude: number;
  readonly method: string;
  /** Why the status is not `converged`. */
  readonly message?: string;
}

/** One line of a trace. */
export interface TraceEntry {
  readonly evaluations: number;
  readonly value: number;
  readonly error: number;
  /** What was done. */
  readonly step: string;
}

/** Where the lines of a trace go. */
export interface TraceSink {
  push(entry: TraceEntry): void;
}

/** An integral with its error, its cost, and what is to be known about it. */
export interface Quadrature<V = number> extends Estimate<V> {
  /** What found the value. */
  readonly method: string;
  /** Why the status is not `converged`, or what was done about points at which the integrand is not finite. */
  readonly message?: string;
  /** With `trace: true`: how the estimate went. */
  readonly trace?: readonly TraceEntry[];
}

/** What every driver is told. */
export interface Goal {
  readonly rtol: number;
  readonly atol: number;
  readonly trace: TraceSink | undefined;
}

export function allowed(goal: Goal, value: number): number {
  return Math.max(goal.atol, goal.rtol * Math.abs(value));
}
