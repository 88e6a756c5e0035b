import type { BitGeneratorName } from '../../core/index.js';
import type { Expression } from '../../expression/index.js';
import { type IntegrateOptions, ND_METHODS, QUAD_METHODS, integrate } from '../../integrate/index.js';
import type { UsedWorkers } from '../../parts/index.js';
import { Pool, tasks } from '../../pool/index.js';
import type { Seed } from '../options/seed.js';
import type { Workers } from '../options/workers.js';
import type { Region } from './input.js';
import { type AtOnce, type PlainIntegral, plain, plainAtOnce } from './task.js';

/** Up to this many points an integral that no signal reaches takes less time than the start of a worker. */
const SHORT = 1_000_000;

/** Options of an integral as the command gives them. */
export interface IntegralOptions extends IntegrateOptions {
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
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
 * The integral. What is computed at once, over a range, goes to a worker when it is long, for this thread would hear no signal before it
 * is done. Rejects with `ERR_CANCELLED` when the signal ends that; all else returns the best estimate so far.
 */
export async function computeIntegral(
  { expression, region, options, workers = 'auto' }: Computation,
  signal: AbortSignal,
): Promise<Computed> {
  const { domain, names } = region;
  if (isAtOnce(options, region)) {
    const limits = domain as readonly [number, number];
    const found = await atOnce(String(expression), limits, options as AtOnce, signal);
    return {
      found,
      used: { workers: 0, sentence: 'serially: an integral over a range is computed in one piece' },
    };
  }
  let used: UsedWorkers = { workers: 0, sentence: 'serially' };
  const onWorkers = (who: UsedWorkers): void => void (used = who);
  const all = { ...options, workers, onWorkers, signal, variables: names };
  return { found: plain(await integrate(expression, domain as never, all)), used };
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
