/** When an estimate is good enough: `error <= max(atol, rtol * |value|)`. */
export interface Tolerance {
  /** Absolute tolerance, in the units of the value. */
  readonly atol: number;
  /** Relative tolerance. */
  readonly rtol: number;
}

export function withinTolerance(value: number, error: number, { atol, rtol }: Tolerance): boolean {
  return error <= Math.max(atol, rtol * Math.abs(value));
}
