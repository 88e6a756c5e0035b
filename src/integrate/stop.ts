import { type EstimateStatus, now } from '../core/index.js';

/** Why a run was ended from outside. */
export type StopReason = 'aborted' | 'out-of-time';

/** What the result of such a run says. */
export const STOPPED: Readonly<Record<StopReason, { status: EstimateStatus; message: string }>> = {
  aborted: { status: 'aborted', message: 'the signal ended the run; this is the best estimate so far' },
  'out-of-time': {
    status: 'budget-exhausted',
    message: 'maxSeconds was over before the error was small enough',
  },
};

/** A signal and a time limit, looked at between two steps of a run. */
export class Stop {
  reason: StopReason | undefined;
  readonly #end: number;

  constructor(
    readonly signal: AbortSignal | undefined,
    maxSeconds: number | undefined,
  ) {
    this.#end = maxSeconds === undefined ? Infinity : now() + maxSeconds;
  }

  /** Whether the run is to end; once it is, it stays so. */
  get reached(): boolean {
    if (this.reason !== undefined) return true;
    if (this.signal?.aborted === true) this.reason = 'aborted';
    else if (this.#end < Infinity && now() > this.#end) this.reason = 'out-of-time';
    return this.reason !== undefined;
  }
}
