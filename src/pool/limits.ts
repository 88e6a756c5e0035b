import { checkInteger, checkPositive } from '../core/index.js';
import type { TaskLimits } from '../executor/index.js';

/** What each call of a verb is allowed. */
export interface LimitOptions {
  /**
   * A call that runs longer than this many milliseconds fails with `ERR_TIMEOUT`, and its worker is ended and replaced:
   * even an endless loop is. The time counts from the start of the call, not from its submission. No limit by default.
   */
  readonly timeoutMs?: number;
  /**
   * How often a call is run again that was lost because its worker ended (`ERR_WORKER_LOST`): a whole number of at
   * least 0, the default. A call that threw, timed out or was cancelled is never run again.
   */
  readonly retries?: number;
}

export const LIMIT_KEYS: readonly string[] = ['timeoutMs', 'retries'];

/** The longest time that timers can wait, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The limits among a verb's options, as a chunk carries them. Throws `ERR_INVALID_ARGUMENT`. */
export function limitsOf(options: LimitOptions | undefined): { readonly limits?: TaskLimits } {
  const { timeoutMs, retries } = options ?? {};
  if (timeoutMs === undefined && retries === undefined) return {};
  if (timeoutMs !== undefined && checkPositive('timeoutMs', timeoutMs) > LONGEST)
    return limitsOf({ ...(retries !== undefined && { retries }) });
  if (retries !== undefined) checkInteger('retries', retries);
  return {
    limits: { ...(timeoutMs !== undefined && { timeoutMs }), ...(retries !== undefined && { retries }) },
  };
}
