/** The module that workers load for {@link converge}: one estimate per call. */
import { type Integrand, type Kernel, kernel as kernelOf } from '../kernel/index.js';
import { type BitGeneratorName, RandomStream, type Seed } from '../random/index.js';
import { interval } from './interval.js';
import { type RectanglesVariant, rectanglesValue } from './rectangles.js';

/** What all estimates of one call of `converge` have in common, beside the integrand. */
export interface ConvergeProblem {
  readonly limits: readonly [number, number];
  readonly variant: RectanglesVariant;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

/** Kernels that this thread has compiled; a formula that comes back finds its code still optimised. */
const kernels = new Map<Integrand, Kernel>();
const MOST_KERNELS = 32;

function kernelFor(f: Integrand): Kernel {
  let found = kernels.get(f);
  if (found === undefined) {
    if (kernels.size === MOST_KERNELS) kernels.clear();
    found = kernelOf(f);
    kernels.set(f, found);
  }
  return found;
}

/** A function of n that gives the estimate from n sorted random points. */
export function estimator(f: Integrand, problem: ConvergeProblem): (n: number) => number {
  const { limits, variant, seed } = problem;
  const random = new RandomStream(seed, [], problem);
  const kernel = kernelFor(f);
  const range = interval(...limits);
  return (n) => range.sign * rectanglesValue(kernel, range, variant, random, n);
}

const estimators = new WeakMap<ConvergeProblem, (n: number) => number>();

/** The estimate from n points; integrand and problem are bound once a worker, so their estimator is made once. */
export function estimateAt(f: Integrand, problem: ConvergeProblem, n: number): number {
  let estimate = estimators.get(problem);
  if (estimate === undefined) {
    estimate = estimator(f, problem);
    estimators.set(problem, estimate);
  }
  return estimate(n);
}

/** The whole run in one call; the sum keeps every estimate in use. */
export function estimateAll(f: Integrand, problem: ConvergeProblem, samples: number): number {
  const estimate = estimator(f, problem);
  let sum = 0;
  for (let n = 0; n < samples; n++) sum += estimate(n);
  return sum;
}
