import { checkInteger, checkOneOf, checkPositive, invalidArgument } from '../../core/index.js';
import { Stop } from '../stop.js';
import type { TraceEntry } from './result.js';

export const QUAD_METHODS = [
  'auto',
  'gauss-kronrod',
  'tanh-sinh',
  'clenshaw-curtis',
  'gauss-legendre',
  'romberg',
  'simpson',
  'trapezoid',
  'midpoint',
] as const;

/**
 * `auto`: probes and chooses. `gauss-kronrod`: adaptive halving, as in QUADPACK. `tanh-sinh`: double exponential, with exp-sinh
 * and sinh-sinh on infinite ranges. `clenshaw-curtis`: nested rules on the whole range. `gauss-legendre`: one rule of `points`
 * points, checked by one of about two thirds. `romberg`, `simpson`, `trapezoid`, `midpoint`: equal cells, refined until the
 * tolerance is met.
 */
export type QuadMethod = (typeof QUAD_METHODS)[number];

/** The integrand is f(x) times this. */
export type QuadWeight =
  /** cos(omega x) or sin(omega x). */
  | { readonly type: 'cos' | 'sin'; readonly omega: number }
  /** 1 / (x - at), as a principal value. */
  | { readonly type: 'cauchy'; readonly at: number };

export interface QuadOptions {
  /** Default: `auto`. */
  readonly method?: QuadMethod;
  /** Relative tolerance. Default: 1e-8. */
  readonly rtol?: number;
  /** Absolute tolerance, in the units of the value. Default: 0. */
  readonly atol?: number;
  /** Calls of the integrand, at least 1; a rule that has begun is finished. Default: 100 000. */
  readonly maxEvaluations?: number;
  /** Points inside the range at which the integrand is not smooth; others are ignored. Default: none. */
  readonly breakpoints?: readonly number[];
  /** Of `gauss-kronrod`: 15, 21, 31 or 61 points a panel. Default: 21. */
  readonly rule?: 15 | 21 | 31 | 61;
  /** Of `gauss-legendre`: from 2 to 10 000. Default: 64. */
  readonly points?: number;
  readonly weight?: QuadWeight;
  /** Keep how the estimate went. Default: false. */
  readonly trace?: boolean;
  /** Hears of every step. */
  readonly onIteration?: (entry: TraceEntry) => void;
  /** Ends the run with the best estimate so far after this many seconds, between two steps. Default: no limit. */
  readonly maxSeconds?: number;
  /** The same when it aborts, which only the integrand or `onIteration` can make it do meanwhile. */
  readonly signal?: AbortSignal;
}

export interface Checked {
  readonly method: QuadMethod;
  readonly rtol: number;
  readonly atol: number;
  readonly budget: number;
  readonly breakpoints: readonly number[];
  readonly rule: 15 | 21 | 31 | 61;
  readonly points: number;
  readonly weight: QuadWeight | undefined;
  readonly stop: Stop;
}

/** @throws NfoldError `ERR_INVALID_ARGUMENT` */
export function checkOptions(options: QuadOptions): Checked {
  return {
    method: checkOneOf('method', options.method ?? 'auto', QUAD_METHODS),
    rtol: checkTolerance('rtol', options.rtol ?? 1e-8),
    atol: checkTolerance('atol', options.atol ?? 0),
    budget: checkInteger('maxEvaluations', options.maxEvaluations ?? 100_000, 1),
    breakpoints: checkBreakpoints(options.breakpoints ?? []),
    rule: checkRule(options.rule ?? 21),
    points: checkInteger('points', options.points ?? 64, 2, 10_000),
    weight: checkWeight(options.weight),
    stop: stopOf(options),
  };
}

const NEVER = new Stop(undefined, undefined);

function stopOf({ signal, maxSeconds }: QuadOptions): Stop {
  if (maxSeconds === undefined) return signal === undefined ? NEVER : new Stop(signal, undefined);
  return new Stop(signal, checkPositive('maxSeconds', maxSeconds));
}

/** A limit of integration: any number but NaN. */
export function checkLimit(name: string, value: unknown): number {
  if (typeof value === 'number' && !Number.isNaN(value)) return value;
  throw invalidArgument(name, 'a number or an infinity', value);
}

function checkTolerance(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0) return value;
  throw invalidArgument(name, 'a number of at least 0', value);
}

function checkRule(rule: unknown): 15 | 21 | 31 | 61 {
  if (rule === 15 || rule === 21 || rule === 31 || rule === 61) return rule;
  throw invalidArgument('rule', '15, 21, 31 or 61', rule);
}

function checkBreakpoints(points: unknown): readonly number[] {
  if (!Array.isArray(points)) throw invalidArgument('breakpoints', 'an array of numbers', points);
  for (const point of points as unknown[]) {
    if (typeof point !== 'number' || !Number.isFinite(point)) {
      throw invalidArgument('breakpoints', 'finite numbers', point);
    }
  }
  return points as number[];
}

function checkWeight(weight: QuadWeight | undefined): QuadWeight | undefined {
  if (weight === undefined) return undefined;
  const { type } = weight;
  checkOneOf('weight.type', type, ['cos', 'sin', 'cauchy']);
  const [name, value] = weight.type === 'cauchy' ? ['weight.at', weight.at] : ['weight.omega', weight.omega];
  if (typeof value === 'number' && Number.isFinite(value)) return weight;
  throw invalidArgument(name, 'a finite number', value);
}
