/** The picture of an integral: the curve with where it was evaluated, or how estimate and error went. */
import { type Expression, compile } from '../../expression/index.js';
import {
  FIXED_METHODS,
  type FixedMethod,
  QUAD_METHODS,
  type QuadWeight,
  geometry,
  quad,
} from '../../integrate/index.js';
import { type ErrorDecayData, errorDecayPlot, integrandPlot } from '../../report/index.js';
import { type IntegralOptions, isOverRange } from './compute.js';
import type { Region } from './input.js';
import type { AtOnce, PlainIntegral } from './task.js';

/** Points drawn at most: a picture cannot show more. */
const MOST_DRAWN = 100_000;
/** Over an infinite range the part is drawn where the integrand is larger than this share of its largest value. */
const VISIBLE = 1e-3;

export interface PictureInput {
  readonly expression: Expression;
  readonly region: Region;
  readonly options: IntegralOptions;
  readonly found: PlainIntegral;
  readonly exact: number | undefined;
}

/** The powers of n that the random methods' errors are expected to fall with, qmc's at least; vegas adapts as it goes, so its has none. */
const SLOPES: Readonly<Record<string, number>> = { 'monte-carlo': -0.5, qmc: -1 };

/** The integrand with where it was evaluated, where that can be drawn; else how estimate and error went. */
export function drawIntegral(input: PictureInput, warn: (message: string) => void): Promise<string> {
  const { region, options } = input;
  if (!isOverRange(options, region)) return errorDecayPlot(decayOf(input));
  const { method = 'auto', samples } = options;
  const isFixed = method === 'rectangles' || samples !== undefined;
  return isFixed ? fixed(input, warn) : subdivided(input);
}

/** How estimate and error went. */
export function decayOf({ expression, found, exact }: PictureInput): ErrorDecayData {
  const { value, error, errorKind, evaluations, trace = [], method } = found;
  return {
    trace: trace.length === 0 ? [{ value, error, evaluations }] : trace,
    standard: errorKind === 'standard-error',
    method,
    integral: `∫ ${expression.source}`,
    exact,
    slope: SLOPES[method],
  };
}

function fixed(input: PictureInput, warn: (message: string) => void): Promise<string> {
  const { options, expression } = input;
  const { seed = 0, bitGenerator, variant = 'lecture' } = options;
  const method: FixedMethod = FIXED_METHODS.find((name) => name === options.method) ?? 'midpoint';
  const asked = options.samples ?? 10_000;
  const samples = Math.min(asked, MOST_DRAWN);
  if (samples < asked) warn(`the picture shows the rule with ${samples} points`);
  const limits = limitsOf(input);
  const drawn = geometry(expression, limits, { method, samples, seed, bitGenerator, variant });
  return integrandPlot({ ...common(input), ...drawn, method });
}

/** The integral once more, with a note of where the integrand was evaluated: it takes the same points again. */
function subdivided(input: PictureInput): Promise<string> {
  const { expression, options } = input;
  const f = functionOf(expression);
  const points: number[] = [];
  const noted = (x: number): number => {
    if (points.length < MOST_DRAWN) points.push(x);
    return f(x);
  };
  const [a, b] = limitsOf(input);
  const method = QUAD_METHODS.find((name) => name === options.method);
  quad(noted, a, b, { ...(options as AtOnce), method, trace: false });
  const shown =
    Number.isFinite(a) && Number.isFinite(b) ? undefined : visible(weighted(f, options.weight), points);
  return integrandPlot({ ...common(input), method: 'adaptive', points, shown });
}

export function limitsOf({ region }: PictureInput): readonly [number, number] {
  return region.domain as readonly [number, number];
}

function functionOf(expression: Expression): (x: number) => number {
  return compile(expression, expression.variables.length === 0 ? ['x'] : undefined);
}

/** The integrand with its weight. */
function weighted(f: (x: number) => number, weight: QuadWeight | undefined): (x: number) => number {
  if (weight === undefined) return f;
  if (weight.type === 'cauchy') return (x) => f(x) / (x - weight.at);
  const wave = weight.type === 'cos' ? Math.cos : Math.sin;
  return (x) => f(x) * wave(weight.omega * x);
}

function integrandText({ source, root }: Expression, weight: QuadWeight | undefined): string {
  if (weight === undefined) return source;
  const factor = ['number', 'variable', 'call'].includes(root.type) ? source : `(${source})`;
  if (weight.type === 'cauchy') return `${factor} / (x - ${weight.at})`;
  return `${factor} ${weight.type}(${weight.omega} x)`;
}

function common(input: PictureInput) {
  const { expression, found, options } = input;
  const [a, b] = limitsOf(input);
  // Drawn from left to right, whatever the order of the limits, and the value with it.
  return {
    f: weighted(functionOf(expression), options.weight),
    a: Math.min(a, b),
    b: Math.max(a, b),
    value: a > b ? -found.value : found.value,
    error: found.error,
    expression: integrandText(expression, options.weight),
  };
}

/** Where the integrand is to be seen, from where it was evaluated. */
function visible(f: (x: number) => number, points: readonly number[]): readonly [number, number] {
  const heights = points.map((x) => [x, Math.abs(f(x))] as const).filter(([, y]) => Number.isFinite(y));
  const largest = heights.reduce((most, [, y]) => Math.max(most, y), 0);
  const seen = heights.filter(([, y]) => y > VISIBLE * largest).map(([x]) => x);
  if (seen.length < 2) return [-1, 1];
  const [from, to] = [seen.reduce((p, q) => Math.min(p, q)), seen.reduce((p, q) => Math.max(p, q))];
  return to > from ? [from, to] : [from - 1, to + 1];
}
