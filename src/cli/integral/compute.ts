import type { BitGeneratorName } from '../../core/index.js';
import type { Expression } from '../../expression/index.js';
import { type IntegrateOptions, ND_METHODS, QUAD_METHODS, integrate } from '../../integrate/index.js';
import { Pool, tasks } from '../../pool/index.js';
import type { Seed } from '../options/seed.js';
import type { Region } from './input.js';
import { type AtOnce, type PlainIntegral, plain, plainAtOnce } from './task.js';

/** Up to this many points an integral that no signal reaches takes less time than the start of a worker. */
const SHORT = 1_000_000;
/** From this budget on an integral over several dimensions is worth workers if their number is not given. */
const LONG = 3_000_000;

/** Options of an integral as the command gives them. */
export interface IntegralOptions extends IntegrateOptions {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
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
 * The integral. What is computed at once, over a range, goes to a worker when it is long, for this thread would hear no signal before it
 * is done. Rejects with `ERR_CANCELLED` when the signal ends that; all else returns the best estimate so far.
 */
export async function computeIntegral(
  { expression, region, options, workers, available }: Computation,
  signal: AbortSignal,
): Promise<PlainIntegral> {
  const { domain, names } = region;
  if (isAtOnce(options, region)) {
    const limits = domain as readonly [number, number];
    return atOnce(String(expression), limits, options as AtOnce, signal);
  }
  const long = (options.maxEvaluations ?? 0) >= LONG ? available : 0;
  const count = workers ?? long;
  const pool = count === 0 ? undefined : new Pool({ workers: count });
  try {
    const all = { ...options, pool, signal, variables: names };
    return plain(await integrate(expression, domain as never, all));
  } finally {
    await pool?.terminate();
  }
}

/** Whether an integral is computed in one call that does not let go of its thread. */
export function isAtOnce({ method = 'auto', samples }: IntegrateOptions, { names }: Region): boolean {
  if (names !== undefined) return false;
  const quad: readonly string[] = QUAD_METHODS;
  return quad.includes(method) || method === 'rectangles' || samples !== undefined;
}

/** Whether a method draws random numbers that a seed repeats. */
export function isSeeded({ method = 'auto' }: IntegrateOptions, { domain, names }: Region): boolean {
  if (method === 'auto') return names !== undefined && domain.length > 3;
  const deterministic: readonly string[] = [...QUAD_METHODS, ...ND_METHODS.slice(0, 3)];
  return method === 'monte-carlo' || method === 'rectangles' || !deterministic.includes(method);
}

async function atOnce(
  formula: string,
  limits: readonly [number, number],
  options: AtOnce,
  signal: AbortSignal,
): Promise<PlainIntegral> {
  if (Math.max(options.samples ?? 0, options.maxEvaluations ?? 0) <= SHORT) {
    return plainAtOnce(formula, limits, options);
  }
  const pool = new Pool({ workers: 1 });
  try {
    const task = tasks<typeof import('./task.js')>(new URL('./task.js', import.meta.url)).plainAtOnce;
    return await pool.apply(task, [formula, limits, options], { signal });
  } finally {
    await pool.terminate();
  }
}
