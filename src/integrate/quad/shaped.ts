/**
 * Complex- and vector-valued integrands: each component is integrated as a scalar, and all share the calls, so that a point
 * which two components ask for is evaluated once. Every component has the whole of the methods' insight.
 */
import { type EstimateFields, type EstimateStatus, estimate, invalidArgument } from '../../core/index.js';
import type { Checked } from './options.js';
import type { Found, Goal } from './result.js';
import type { ScalarIntegrand } from './sampler.js';
import { integrateScalar } from './scalar.js';

export interface Complex {
  readonly re: number;
  readonly im: number;
}

export type Vector = readonly number[] | Float64Array;

/** The components of a value. */
export type Parts = readonly number[] | Float64Array;

export interface ShapedFound {
  readonly values: number[];
  readonly error: number;
  readonly status: EstimateStatus;
  readonly method: string;
  readonly message?: string;
  readonly evaluations: number;
}

/** Integrates all components; their errors are measured against the largest of them. */
export function integrateShaped(
  f: (x: number, distance: number) => Complex | Vector,
  low: number,
  high: number,
  checked: Checked,
  goal: Goal,
  size: number,
): ShapedFound {
  const calls = new SharedCalls(f, size);
  const found: Found[] = [];
  let largest = 0;
  for (let k = 0; k < size; k++) {
    const budget = checked.budget - calls.count;
    const atol = Math.max(goal.atol, goal.rtol * largest);
    const component = calls.component(k, f.length > 1);
    found.push(
      integrateScalar(
        component,
        low,
        high,
        { ...checked, budget: Math.max(budget, 1), atol },
        { ...goal, atol },
      ).found,
    );
    largest = Math.max(largest, Math.abs(found[k].value));
  }
  const failed = found.findIndex(({ status }) => status !== 'converged');
  return {
    values: found.map(({ value }) => value),
    error: Math.max(...found.map(({ error }) => error)),
    status: failed < 0 ? 'converged' : found[failed].status,
    method: [...new Set(found.map(({ method }) => method))].join(', '),
    message: failed < 0 ? undefined : `component ${failed}: ${found[failed].message}`,
    evaluations: calls.count,
  };
}

/** The components of a value that is no number; `undefined` for anything else. */
export function partsOf(value: unknown): Parts | undefined {
  if (Array.isArray(value) || value instanceof Float64Array) return value as Parts;
  if (typeof value === 'object' && value !== null && 're' in value && 'im' in value) {
    return [value.re as number, value.im as number];
  }
  return undefined;
}

/** `[0.84147098, 0.45969769] ± 1.2e-9 (31 evaluations, fejer, converged)`: the values, and what holds for all. */
export function shapedText(
  values: readonly number[],
  fields: Omit<EstimateFields, 'value'>,
  method: string,
): string {
  const texts = values.map((value) => String(estimate({ ...fields, value }, method)));
  const numbers = texts.map((text) => text.split(/ (?:±|\()/)[0]);
  return `[${numbers.join(', ')}]${texts[0].slice(numbers[0].length)}`;
}

/** A value that stays what it is when the integrand writes its next one into the same array. */
export function copyOfValue<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value) || value instanceof Float64Array) return value.slice() as T;
  return { ...value };
}

class SharedCalls {
  count = 0;
  readonly #known = new Map<number, { distance: number; parts: Parts }>();

  constructor(
    readonly f: (x: number, distance: number) => Complex | Vector,
    readonly size: number,
  ) {}

  /** One component as a function of its own. */
  component(k: number, usesDistance: boolean): ScalarIntegrand {
    return usesDistance ? (x, distance) => this.#at(x, distance)[k] : (x: number) => this.#at(x, 0)[k];
  }

  #at(x: number, distance: number): Parts {
    const known = this.#known.get(x);
    if (known !== undefined && known.distance === distance) return known.parts;
    this.count++;
    const value = copyOfValue(this.f(x, distance));
    const parts = partsOf(value);
    if (parts?.length !== this.size) {
      throw invalidArgument('the integrand’s value', `of ${this.size} components everywhere`, value);
    }
    this.#known.set(x, { distance, parts });
    return parts;
  }
}
