/**
 * How an integrand behaves at an end that no double comes near enough to: d^alpha or d^alpha (A + B log d), d being the
 * distance from the end, fitted to four values at distances of a geometric sequence. For the second form they are
 * lambda^i (A + B' i), the solutions of y_(i+2) = 2 lambda y_(i+1) - lambda^2 y_i (G. R. de Prony, 1795).
 */
export interface EndModel {
  /** The exponent alpha. */
  readonly exponent: number;
  /** How far the model misses the value that it was not fitted to, relatively. */
  readonly mismatch: number;
  /** The sign of the value, and the logarithm of its magnitude, where the distance's logarithm is L. */
  sign(L: number): number;
  logMagnitude(L: number): number;
}

/** Relative differences of ratios that are still a pure power. */
const PURE = 1e-10;

/** The model through values at logarithms of the distance start, start + step, start + 2 step, start + 3 step. */
export function fitEnd(y: readonly number[], start: number, step: number): EndModel | undefined {
  if (y.some((value) => value === 0 || !Number.isFinite(value))) return undefined;
  const lambdas = [y[1] / y[0], ...doubleRoots(y)].filter((lambda) => lambda > 0);
  const models = lambdas.map((lambda, i) => model(y, lambda, i === 0, start, step));
  const pure = models[0];
  if (pure === undefined) return undefined;
  if (pure.mismatch < PURE) return pure;
  return models.reduce((best, other) => (other.mismatch < best.mismatch ? other : best));
}

function doubleRoots([y0, y1, y2]: readonly number[]): number[] {
  const square = y1 * y1 - y0 * y2;
  if (!(square > 0)) return [];
  return [(y1 + Math.sqrt(square)) / y0, (y1 - Math.sqrt(square)) / y0];
}

function model(y: readonly number[], lambda: number, pure: boolean, start: number, step: number): EndModel {
  const rise = pure ? 0 : y[1] / lambda - y[0];
  const factor = (L: number): number => y[0] + (rise * (L - start)) / step;
  const exponent = Math.log(lambda) / step;
  const expected = lambda ** 3 * factor(start + 3 * step);
  return {
    exponent,
    mismatch: Math.abs(expected / y[3] - 1),
    sign: (L) => Math.sign(factor(L)),
    logMagnitude: (L) => Math.log(Math.abs(factor(L))) + exponent * (L - start),
  };
}
