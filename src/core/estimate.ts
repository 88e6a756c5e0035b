/**
 * How an estimate ended; only `converged` promises that the error may be trusted. `failed`: one of many that threw, while the others
 * went on.
 */
export type EstimateStatus =
  'converged' | 'budget-exhausted' | 'roundoff' | 'non-finite' | 'suspect' | 'aborted' | 'failed';

/** `bound`: the true value is expected within value ± error. `standard-error`: one standard deviation. */
export type ErrorKind = 'bound' | 'standard-error';

/** A number that says how far it can be trusted and what it cost. */
export interface Estimate<V = number> {
  readonly value: V;
  readonly error: number;
  readonly errorKind: ErrorKind;
  /** How many times the integrand was evaluated. */
  readonly evaluations: number;
  readonly status: EstimateStatus;
  /** `0.7853981634 ± 1.2e-9 (1000 evaluations, midpoint, converged)`; a standard error as `0.78539(12)`. */
  toString(): string;
}

export interface EstimateFields {
  value: number;
  error: number;
  errorKind: ErrorKind;
  evaluations: number;
  status: EstimateStatus;
}

/** Makes an estimate of its parts; `method` is what made it, for its text. */
export function estimate(fields: EstimateFields, method?: string): Estimate {
  const { value, error, errorKind, evaluations, status } = fields;
  const toString = (): string => formatEstimate(fields, method);
  return { value, error, errorKind, evaluations, status, toString };
}

function formatEstimate(fields: EstimateFields, method: string | undefined): string {
  const { value, error, errorKind, evaluations, status } = fields;
  const number = errorKind === 'standard-error' ? formatUncertain(value, error) : formatBound(value, error);
  const cost = `${evaluations} evaluation${evaluations === 1 ? '' : 's'}`;
  return `${number} (${[cost, ...(method === undefined ? [] : [method]), status].join(', ')})`;
}

/** The error in two digits and the value to the same place, at most 15 digits; a value that is none has no error. */
function formatBound(value: number, error: number): string {
  if (!Number.isFinite(value)) return String(value);
  // Nothing is known, so most digits would only look as if there were.
  if (error === Infinity) return `${Number(value.toPrecision(3))} ± Infinity`;
  const spread = Number(error.toPrecision(2));
  const place = spread > 0 && spread < Infinity ? Math.floor(Math.log10(spread)) - 1 : -Infinity;
  const digits = Math.floor(Math.log10(Math.abs(value))) + 1 - place;
  const rounded = digits >= 1 ? Number(value.toPrecision(Math.min(digits, 15))) : 0;
  return `${rounded} ± ${spread}`;
}

/**
 * A value with its standard error in the physicist's short form: the bracket holds two digits of the error, in
 * units of the last digit shown, so 0.78539(12) is 0.78539 ± 0.00012.
 */
export function formatUncertain(value: number, error: number): string {
  if (!Number.isFinite(value) || !Number.isFinite(error) || error <= 0) return formatBound(value, error);
  const digits = 1 - Math.floor(Math.log10(Number(error.toPrecision(2))));
  if (digits < 0 || digits > 20) return formatBound(value, error);
  const units = Math.round(error * 10 ** digits);
  return `${value.toFixed(digits)}(${units})`;
}
