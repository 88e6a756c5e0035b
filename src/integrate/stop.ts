import { type EstimateStatus, checkPositive, now } from '../core/index.js';

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

/** What it says where nothing was known yet. */
export const STOPPED_EARLY: Readonly<Record<StopReason, { status: EstimateStatus; message: string }>> = {
  aborted: { status: 'aborted', message: 'the signal ended the run before there was an estimate' },
  'out-of-time': {
    status: 'budget-exhausted',
    message: 'maxSeconds was over before there was an estimate',
  },
};

/** What ends a run from outside. */
export interface StopOptions {
  readonly signal?: AbortSignal;
  /** A number above 0. */
  readonly maxSeconds?: number;
}

/** A signal and a time limit, looked at between two steps of a run. */
export class Stop {
  reason: StopReason | undefined;
  readonly signal: AbortSignal | undefined;
  /** When the time is up, by {@link now}. */
  readonly end: number;

  /** @throws NfoldError `ERR_INVALID_ARGUMENT` */
  constructor({ signal, maxSeconds }: StopOptions) {
    this.signal = signal;
    this.end = maxSeconds === undefined ? Infinity : now() + checkPositive('maxSeconds', maxSeconds);
  }

  /** Whether the run is to end; once it is, it stays so. */
  get reached(): boolean {
    if (this.reason !== undefined) return true;
    if (this.signal?.aborted === true) this.reason = 'aborted';
    else if (this.end < Infinity && now() > this.end) this.reason = 'out-of-time';
    return this.reason !== undefined;
  }
}

const NEVER = new Stop({});

/** The stop of a run; runs without a signal and a time limit share one that is never reached. */
export function stopOf({ signal, maxSeconds }: StopOptions): Stop {
  return signal === undefined && maxSeconds === undefined ? NEVER : new Stop({ signal, maxSeconds });
}
