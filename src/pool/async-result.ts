import { NfoldError, checkPositive, isNfoldError } from '../core/index.js';
import type { Progress } from './progress.js';
import type { CallStatistics } from './statistics.js';

/** Who is told when a result is not wanted any more. */
export interface ResultOwner {
  cancelled(result: AsyncResult<unknown>): void;
}

/** Who follows a call of many tasks. */
export interface ResultWatch {
  readonly meter: { states(): AsyncGenerator<Progress, void, undefined> };
  readonly statistics: CallStatistics | undefined;
  settled(succeeded: boolean): void;
}

// A shared executor: one closure less for each of perhaps a million results.
let resolveLast: (value: never) => void;
let rejectLast: (error: unknown) => void;
const capture = (resolve: (value: never) => void, reject: (error: unknown) => void): void => {
  resolveLast = resolve;
  rejectLast = reject;
};

/** What this module lets the pool do, and nobody else. */
interface Internals {
  readonly create: <R>(owner: ResultOwner | undefined) => AsyncResult<R>;
  readonly setOwner: (result: AsyncResult<unknown>, owner: ResultOwner) => void;
  readonly setWatch: (result: AsyncResult<unknown>, watch: ResultWatch) => void;
  readonly succeed: <R>(result: AsyncResult<R>, value: R) => void;
  readonly fail: (result: AsyncResult<unknown>, error: unknown) => void;
  readonly cancelFor: (result: AsyncResult<unknown>, signal: AbortSignal) => void;
  readonly onSettled: (result: AsyncResult<unknown>, callback: () => void) => void;
}

export let internals: Internals;

/**
 * A result that is being computed: a promise, with the verbs of Python's `AsyncResult`. A failure that nobody asks for
 * surfaces as an unhandled rejection, as with any promise.
 */
export class AsyncResult<R> extends Promise<R> {
  private state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  private readonly resolveThis: (value: never) => void;
  private readonly rejectThis: (error: unknown) => void;
  private owner: ResultOwner | undefined;
  private watch: ResultWatch | undefined;
  private afterwards: (() => void) | undefined;

  private constructor(owner: ResultOwner | undefined) {
    super(capture as (resolve: (value: R) => void, reject: (error: unknown) => void) => void);
    this.resolveThis = resolveLast;
    this.rejectThis = rejectLast;
    this.owner = owner;
    this.watch = undefined;
    this.afterwards = undefined;
  }

  static {
    // `await` and `then` treat a promise fast when its constructor is Promise itself; what they derive is a plain promise.
    void Object.defineProperty(this.prototype, 'constructor', { value: Promise });
    internals = {
      create: (owner) => new AsyncResult(owner),
      setOwner: (result, owner) => void (result.owner = owner),
      setWatch: (result, watch) => void (result.watch = watch),
      succeed: (result, value) => {
        if (result.state !== 'pending') return;
        result.state = 'fulfilled';
        result.owner = undefined;
        result.watch?.settled(true);
        result.resolveThis(value as never);
        result.afterwards?.();
      },
      fail: (result, error) => {
        if (result.state !== 'pending') return;
        result.state = 'rejected';
        result.owner = undefined;
        result.watch?.settled(false);
        // Whoever ends a pool with work in it knows that the work is lost.
        if (isNfoldError(error, 'ERR_POOL_CLOSED')) result.catch(() => {});
        result.rejectThis(error);
        result.afterwards?.();
      },
      cancelFor: (result, signal) => void result.giveUp(cancelledBy(signal)),
      onSettled: (result, callback) => void (result.afterwards = callback),
    };
  }

  /**
   * The value; throws what the task threw. With a time limit in milliseconds, throws `ERR_TIMEOUT` when it passes; the
   * task goes on.
   */
  get(timeoutMs?: number): Promise<R> {
    if (timeoutMs === undefined) return this;
    return withTimeLimit(this, checkPositive('timeoutMs', timeoutMs), () => {
      throw new NfoldError(
        'ERR_TIMEOUT',
        `the result was not ready after ${timeoutMs} ms; the task goes on`,
        { timeoutMs },
      );
    });
  }

  /** Waits until the result is there, value or failure, or the time in milliseconds has passed; says whether it is there. */
  wait(timeoutMs?: number): Promise<boolean> {
    const settled = this.then(
      () => true,
      () => true,
    );
    if (timeoutMs === undefined) return settled;
    return withTimeLimit(settled, checkPositive('timeoutMs', timeoutMs), () => false);
  }

  /**
   * How far the call is, whenever that changes, the last time at its end. A reader that is slow is given the newest state
   * only; leaving the loop early does not disturb the call, and a failure ends it without an error: await the result for
   * that. A single call has one state, its end.
   *
   * @example
   * for await (const { fraction, remaining } of result.progress()) console.log(fraction, remaining);
   */
  progress(): AsyncGenerator<Progress, void, undefined> {
    return this.watch === undefined ? onlyItsEnd(this) : this.watch.meter.states();
  }

  /**
   * Where the time of a map, a starmap or a reduction went, once it has succeeded. Undefined before, for other calls, and
   * with backends that do not tell what their workers do.
   */
  get statistics(): CallStatistics | undefined {
    return this.watch?.statistics;
  }

  /** Whether the result is there. */
  ready(): boolean {
    return this.state !== 'pending';
  }

  /** Whether the task ended without an error; throws `ERR_NOT_READY` while it runs. */
  successful(): boolean {
    if (this.state === 'pending') {
      throw new NfoldError('ERR_NOT_READY', 'the result is not ready yet; await it or call wait() first');
    }
    return this.state === 'fulfilled';
  }

  /**
   * Gives up: the result fails with `ERR_CANCELLED` (which need not be handled), calls that wait are not started, and
   * running ones see their `signal` abort. Returns false when the result was already there.
   */
  cancel(): boolean {
    return this.giveUp(new NfoldError('ERR_CANCELLED', 'the task was cancelled'));
  }

  private giveUp(error: NfoldError): boolean {
    if (this.state !== 'pending') return false;
    this.catch(() => {});
    const { owner } = this;
    internals.fail(this, error);
    owner?.cancelled(this);
    return true;
  }
}

async function* onlyItsEnd(result: AsyncResult<unknown>): AsyncGenerator<Progress, void, undefined> {
  await result.wait();
  yield { done: 1, total: 1, fraction: 1, rate: 0, remaining: 0 };
}

/** Lets a signal cancel a result, and lets go of the signal when the result is there. */
export function follow(result: AsyncResult<unknown>, signal: AbortSignal): void {
  if (signal.aborted) return internals.cancelFor(result, signal);
  const abort = (): void => internals.cancelFor(result, signal);
  signal.addEventListener('abort', abort);
  internals.onSettled(result, () => signal.removeEventListener('abort', abort));
}

/** What a call fails with whose signal has aborted. */
export function cancelledBy({ reason }: AbortSignal): NfoldError {
  return new NfoldError('ERR_CANCELLED', 'the task was cancelled by its signal', {}, { cause: reason });
}

function withTimeLimit<T>(promise: Promise<T>, timeoutMs: number, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    }, timeoutMs);
    const stop = (): void => clearTimeout(timer);
    promise.then(stop, stop);
    promise.then(resolve, reject);
  });
}
