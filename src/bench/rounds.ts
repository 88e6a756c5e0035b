import { NfoldError, isNfoldError, isThenable, yieldToEventLoop } from '../core/index.js';
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
  /** Asked after each round but the last, with how many there were: whether another one is wanted. Default: always. */
  more?(rounds: number): boolean;
  readonly seed: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Called before each run, outside of the timed stretch. */
  onStart?(variant: number): void;
  /** Called after each run, outside of the timed stretch; what it throws ends the measurement. */
  onRun(variant: number, round: number, seconds: number, result: T): void;
}

/**
 * Runs every variant once a round, in a new random order each round, until the rounds are done, no more are wanted or the
 * signal aborts. Answers whether it was not aborted; the caller has collected the samples through `onRun`.
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
    if (options.more?.(round + 1) === false) break;
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
  { clock, signal, onStart, onRun }: Pick<RoundsOptions<T>, 'clock' | 'signal' | 'onStart' | 'onRun'>,
): Promise<boolean> {
  // Jobs that never wait would keep the abort from being heard: a Ctrl-C is handled between two turns of the event loop.
  if (signal !== undefined) await yieldToEventLoop();
  if (signal?.aborted) return false;
  const variant = variants[index];
  let result: T;
  let start: number;
  try {
    await variant.prepare?.();
    onStart?.(index);
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
  if (isNfoldError(error, 'ERR_CANCELLED')) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new NfoldError(
    isNfoldError(error) ? error.code : 'ERR_TASK_FAILED',
    `the job failed in run ${round + 1} (${label}): ${message}`,
    { ...(isNfoldError(error) && error.details), variant: label, round },
    { cause: error },
  );
}
