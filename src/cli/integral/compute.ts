import type { Expression } from '../../expression/index.js';
import type { FixedOptions } from '../../integrate/index.js';
import { Pool, tasks } from '../../pool/index.js';
import { type PlainIntegral, plainIntegral } from './task.js';

/** Up to this many points the integral takes less time than the start of a worker. */
const SHORT = 1_000_000;

/**
 * An integral that Ctrl-C can end: a long one is computed by a worker, for this thread would hear no signal before it
 * is done. Rejects with `ERR_CANCELLED` when the signal aborts.
 */
export async function computeIntegral(
  expression: Expression,
  limits: readonly [number, number],
  options: FixedOptions,
  signal: AbortSignal,
): Promise<PlainIntegral> {
  const formula = String(expression);
  if ((options.samples ?? 0) <= SHORT) return plainIntegral(formula, limits, options);
  const pool = new Pool({ workers: 1 });
  try {
    const task = tasks<typeof import('./task.js')>(new URL('./task.js', import.meta.url)).plainIntegral;
    return await pool.apply(task, [formula, limits, options], { signal });
  } finally {
    await pool.terminate();
  }
}
