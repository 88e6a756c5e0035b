import { type BitGeneratorName, NfoldError } from '../../core/index.js';
import type { Expression } from '../../expression/index.js';
import { type IntegrateOptions, ND_METHODS, QUAD_METHODS, integrate } from '../../integrate/index.js';
import { Pool, tasks } from '../../pool/index.js';
import type { Seed } from '../options/seed.js';
import type { Region } from './input.js';
import { type AtOnce, type PlainIntegral, plain } from './task.js';

/** Rectangles are computed in one call: from so many on that takes longer than the start of a worker. */
const SHORT = 1_000_000;
/** A budget of more evaluations over a range may keep its thread to itself. */
const MOST_SLICED = 16_000_000;
/** From this budget on an integral over several dimensions is worth workers if their number is not given. */
const LONG = 3_000_000;

/** Options of an integral as the command gives them. */
export interface IntegralOptions extends IntegrateOptions {
  /** Left out where a run is resumed, which has its own. */
  readonly seed?: Seed;
  readonly bitGenerator?: BitGeneratorName;
}

export interface Computation {
  readonly expression: Expression;
  readonly region: Region;
  readonly options: IntegralOptions;
  /** How many workers; undefined: as many as are worth it, at most `available`. */
  readonly workers: number | undefined;
  readonly available: number;
}

/**
 * The integral, or the best estimate so far when the signal aborts. What would not hear a signal goes to a worker.
 *
 * @throws NfoldError `ERR_CANCELLED` when there is no estimate yet
 */
export async function computeIntegral(
  { expression, region, options, workers, available }: Computation,
  signal: AbortSignal,
): Promise<PlainIntegral> {
  const { domain, names } = region;
  if (isDeaf(options, region)) {
    return apart(String(expression), domain as readonly [number, number], options as AtOnce, signal);
  }
  const long = (options.maxEvaluations ?? 0) >= LONG ? available : 0;
  const count = names === undefined ? 0 : (workers ?? long);
  const pool = count === 0 ? undefined : new Pool({ workers: count });
  try {
    const all = { ...options, pool, signal, variables: names };
    const found = plain(await integrate(expression, domain as never, all));
    if (found.status === 'aborted' && Number.isNaN(found.value)) {
      throw new NfoldError('ERR_CANCELLED', 'the integral was cancelled before there was an estimate');
    }
    return found;
  } finally {
    await pool?.terminate();
  }
}

/** Whether an integral is over one range, by a method that knows no others. */
export function isOverRange({ method = 'auto', samples }: IntegrateOptions, { names }: Region): boolean {
  if (names !== undefined) return false;
  const quad: readonly string[] = QUAD_METHODS;
  return quad.includes(method) || method === 'rectangles' || samples !== undefined;
}

/** Whether it may take long without hearing a signal. */
function isDeaf(options: IntegrateOptions, region: Region): boolean {
  if (!isOverRange(options, region)) return false;
  const { method, samples = 0, maxEvaluations = 0 } = options;
  return method === 'rectangles' ? samples > SHORT : maxEvaluations > MOST_SLICED;
}

/** Whether a method draws random numbers that a seed repeats. */
export function isSeeded({ method = 'auto' }: IntegrateOptions, { domain, names }: Region): boolean {
  if (method === 'auto') return names !== undefined && domain.length > 3;
  const deterministic: readonly string[] = [...QUAD_METHODS, ...ND_METHODS.slice(0, 3)];
  return method === 'monte-carlo' || method === 'rectangles' || !deterministic.includes(method);
}

/** Computed by a worker; rejects with `ERR_CANCELLED` when the signal aborts. */
async function apart(
  formula: string,
  limits: readonly [number, number],
  options: AtOnce,
  signal: AbortSignal,
): Promise<PlainIntegral> {
  const pool = new Pool({ workers: 1 });
  try {
    const task = tasks<typeof import('./task.js')>(new URL('./task.js', import.meta.url)).plainAtOnce;
    return await pool.apply(task, [formula, limits, options], { signal });
  } finally {
    await pool.terminate();
  }
}
