import { NfoldError, isNfoldError, isThenable } from '../core/index.js';
import { roundOrders } from './order.js';

/** Seconds on a clock that never goes back. */
export type Clock = () => number;

export const monotonicClock: Clock = () => performance.now() / 1000;

/** One thing to time. `run` may be synchronous; a promise, of any library, is awaited. */
export interface Variant<T> {
  /** How messages call it, such as `2 workers`. */
  readonly label: string;
  /** Untimed, before each run. */
  prepare?(): unknown;
  run(): T | PromiseLike<T>;
}

export interface RoundsOptions<T> {
  readonly rounds: number;
  readonly seed: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Called after each run, outside of the timed stretch; what it throws ends the measurement. */
  onRun(variant: number, round: number, seconds: number, result: T): void;
}

/**
 * Runs every variant once a round, in a new random order each round, until the rounds are done or the signal aborts.
 * Answers whether all rounds were completed; the caller has collected the samples through `onRun`.
 */
export async function interleave<T>(
  variants: readonly Variant<T>[],
  options: RoundsOptions<T>,
): Promise<boolean> {
  const nextOrder = roundOrders(variants.length, options.seed);
  for (let round = 0; round < options.rounds; round++) {
    for (const index of nextOrder()) {
      if (!(await timeOne(variants, index, round, options))) return false;
    }
  }
  return true;
}

/** Runs before the timed ones, in the given order, each as often as `times` says. */
export async function warmUp<T>(
  variants: readonly Variant<T>[],
  times: number,
  options: Pick<RoundsOptions<T>, 'clock' | 'signal' | 'onRun'>,
): Promise<boolean> {
  for (let round = 0; round < times; round++) {
    for (let index = 0; index < variants.length; index++) {
      if (!(await timeOne(variants, index, round, options))) return false;
    }
  }
  return true;
}

async function timeOne<T>(
  variants: readonly Variant<T>[],
  index: number,
  round: number,
  { clock, signal, onRun }: Pick<RoundsOptions<T>, 'clock' | 'signal' | 'onRun'>,
): Promise<boolean> {
  if (signal?.aborted) return false;
  const variant = variants[index];
  let result: T;
  let start: number;
  try {
    await variant.prepare?.();
    start = clock();
    const returned = variant.run();
    result = isThenable(returned) ? await returned : returned;
  } catch (error) {
    // A job that is given the same signal rejects when it aborts; that is the abort, not a failure of the job.
    if (signal?.aborted) return false;
    throw failure(error, variant.label, round);
  }
  const seconds = clock() - start;
  if (signal?.aborted) return false;
  onRun(index, round, seconds, result);
  return true;
}

function failure(error: unknown, label: string, round: number): NfoldError {
  if (isNfoldError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new NfoldError(
    'ERR_TASK_FAILED',
    `the job failed in run ${round + 1} (${label}): ${message}`,
    { variant: label, round },
    { cause: error },
  );
}
