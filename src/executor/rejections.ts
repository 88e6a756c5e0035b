// What calls fail with that did not fail by themselves.
import { NfoldError, isNfoldError } from '../core/index.js';

/** Why a worker ended. */
export interface LossCause {
  readonly exitCode?: number | null;
  /** The signal that ended a process, such as SIGKILL. */
  readonly signal?: string | null;
  /** What it threw outside of any task, when that is known. */
  readonly error?: unknown;
}

/** Which call is rejected. */
export interface RejectedCall {
  readonly worker: number;
  readonly index: number;
  /** How often it has been tried. */
  readonly attempt: number;
  readonly timeoutMs: number | undefined;
  /** The beginning of its arguments. */
  readonly args: string;
}

function describeLoss({ exitCode, signal, error }: LossCause): string {
  if (isNfoldError(error)) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  if (typeof signal === 'string') return `signal ${signal}`;
  return exitCode === undefined || exitCode === null ? 'for an unknown reason' : `exit code ${exitCode}`;
}

export const REJECTIONS: Record<
  'lost' | 'timeout' | 'start' | 'terminated',
  (at: RejectedCall, loss: LossCause) => NfoldError
> = {
  lost: ({ worker, index, attempt, args }, loss) =>
    new NfoldError(
      'ERR_WORKER_LOST',
      `worker ${worker} ended while it ran call ${index} (${describeLoss(loss)}${attempt > 1 ? `, attempt ${attempt}` : ''}); the call may have ended it, for instance with process.exit() or an error outside its promise`,
      {
        worker,
        index,
        attempt,
        arguments: args,
        exitCode: loss.exitCode ?? null,
        signal: loss.signal ?? null,
      },
      { cause: loss.error },
    ),
  timeout: ({ worker, index, attempt, timeoutMs, args }) =>
    new NfoldError(
      'ERR_TIMEOUT',
      `call ${index} took longer than the ${timeoutMs} ms it was given; its worker ${worker} was ended`,
      { worker, index, attempt, arguments: args, timeoutMs },
    ),
  start: ({ worker, index }, loss) =>
    new NfoldError(
      'ERR_WORKER_START',
      `no worker could be started, so call ${index} cannot run (${describeLoss(loss)})`,
      { worker, index, exitCode: loss.exitCode ?? null, signal: loss.signal ?? null },
      { cause: loss.error },
    ),
  terminated: ({ index }) =>
    new NfoldError('ERR_POOL_CLOSED', `the pool was terminated before call ${index} had finished`, { index }),
};
