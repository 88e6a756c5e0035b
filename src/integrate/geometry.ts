import { type Integrand, kernel as kernelOf } from '../kernel/index.js';
import { type BitGeneratorName, RandomStream, type Seed } from '../random/index.js';
import type { FixedMethod } from './fixed.js';
import { interval } from './interval.js';
import { type RectanglesVariant, rectanglesPoints } from './rectangles.js';

/** What a rule with fixed samples looks like: where it evaluates, and the areas that it adds up. */
export interface Geometry {
  readonly points: Float64Array;
  /** Ascending; empty for Monte Carlo, which adds no areas. */
  readonly rectangles: readonly { readonly x0: number; readonly x1: number; readonly height: number }[];
}

export interface GeometryOptions {
  readonly method: FixedMethod;
  readonly samples: number;
  readonly seed: Seed;
  readonly bitGenerator?: BitGeneratorName;
  readonly variant: RectanglesVariant;
}

/** The points and rectangles behind `integrateFixed(f, limits, options)`, for pictures. */
export function geometry(
  f: Integrand,
  limits: readonly [number, number],
  options: GeometryOptions,
): Geometry {
  const { method, samples, seed, variant } = options;
  const random = new RandomStream(seed, [], options);
  const range = interval(...limits);
  if (method === 'monte-carlo') {
    const uniforms = random.substream(0).fillRandom(new Float64Array(samples));
    return { points: uniforms.map((u) => range.low + range.width * u), rectangles: [] };
  }
  const { f: height } = kernelOf(f);
  if (method === 'midpoint') {
    const edge = (i: number): number => range.low + (range.width * i) / samples;
    const points = Float64Array.from({ length: samples }, (_, i) => edge(i + 0.5));
    const cell = (x: number, i: number) => ({ x0: edge(i), x1: edge(i + 1), height: height(x) });
    return { points, rectangles: Array.from(points, cell) };
  }
  const points = rectanglesPoints(range, random, samples);
  const right = (x1: number, k: number) => ({
    x0: k === 0 ? range.low : points[k - 1],
    x1,
    height: height(x1),
  });
  return { points, rectangles: Array.from(points, right).slice(variant === 'lecture' ? 1 : 0) };
}
