import { type BitGeneratorName, NfoldError } from '../../core/index.js';
import type { Expression } from '../../expression/index.js';
import { type IntegrateOptions, ND_METHODS, QUAD_METHODS, integrate } from '../../integrate/index.js';
import type { UsedWorkers } from '../../parts/index.js';
import { Pool, tasks } from '../../pool/index.js';
import type { Seed } from '../options/seed.js';
import type { Workers } from '../options/workers.js';
import type { Region } from './input.js';
import { type AtOnce, type PlainIntegral, plain } from './task.js';

/** Rectangles are computed in one call: from so many on that takes longer than the start of a worker. */
const SHORT = 1_000_000;
/** A budget of more evaluations over a range may keep its thread to itself. */
const MOST_SLICED = 16_000_000;

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
  /** How many workers; undefined is `auto`. */
  readonly workers: Workers | undefined;
}

export interface Computed {
  readonly found: PlainIntegral;
  readonly used: UsedWorkers;
}

/**
 * The integral, or the best estimate so far when the signal aborts. What would not hear a signal goes to a worker.
 *
 * @throws NfoldError `ERR_CANCELLED` when there is no estimate yet
 */
export async function computeIntegral(
  { expression, region, options, workers = 'auto' }: Computation,
  signal: AbortSignal,
): Promise<Computed> {
  const { domain, names } = region;
  let used: UsedWorkers = {
    workers: 0,
    sentence: 'serially: an integral over a range is computed in one piece',
  };
  if (isDeaf(options, region)) {
    const limits = domain as readonly [number, number];
    return { found: await apart(String(expression), limits, options as AtOnce, signal), used };
  }
  const onWorkers = (who: UsedWorkers): void => void (used = who);
  const all = { ...options, workers, onWorkers, signal, variables: names };
  const found = plain(await integrate(expression, domain as never, all));
  if (found.status === 'aborted' && (Number.isNaN(found.value) || found.evaluations === 0)) {
    throw new NfoldError('ERR_CANCELLED', 'the integral was cancelled before there was an estimate');
  }
  return { found, used };
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
