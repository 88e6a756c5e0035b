import { Queue } from './queue.js';

/** A chunk from the scheduler's point of view: calls to be settled. */
export interface ScheduledChunk {
  readonly id: number;
  readonly count: number;
  /** The one worker that may run it. */
  readonly worker?: number;
  /** Calls that have not settled. */
  remaining: number;
  cancelled: boolean;
  /** Its pieces that are with a worker. */
  readonly sent: Set<Piece>;
  /** How many of its pieces wait in the queue. */
  queued: number;
  /** How often a call may be run again that was lost with its worker. */
  readonly retries: number;
  /** How often calls have been lost with their worker; most chunks have none. */
  lost: Map<number, number> | undefined;
}

/** Consecutive calls of a chunk that are sent together: all of it at first, parts of it after a worker was lost. */
export interface Piece {
  readonly id: number;
  readonly chunk: ScheduledChunk;
  /** First call, counted within the chunk. */
  readonly from: number;
  /** One past the last call. */
  readonly to: number;
  /** The first call that has not settled: a worker settles its calls in order. */
  settled: number;
  worker: number;
  /** When it was sent, in seconds; the executor alone writes and reads it. */
  sent: number;
}

export type WorkerStatus = 'absent' | 'starting' | 'idle' | 'busy' | 'stopping';

export interface WorkerState {
  status: WorkerStatus;
  /** What it was sent and has not finished, in the order of sending. */
  readonly pieces: Piece[];
  /** How many calls it has been given since it was started. */
  given: number;
  /** It holds more memory than it may: it is given nothing more, and ends when it has nothing to do. */
  outgrown: boolean;
  /** The call for whose sake it is being ended; whatever else it holds is innocent. */
  condemned: { readonly piece: number; readonly call: number } | undefined;
}

/** What a lost worker was doing, as far as it can be known. */
export type Running = { readonly piece: number; readonly call: number } | 'nothing' | 'unknown';

export type SchedulerEvent =
  /** `retries`: how often a call that was lost with its worker is run again; 0 by default. */
  | {
      readonly type: 'submitted';
      readonly chunk: number;
      readonly count: number;
      /** The only worker that may run the chunk; any if left out. */
      readonly worker?: number;
      readonly retries?: number;
    }
  /** There will be work soon. */
  | { readonly type: 'expected' }
  /** A worker has started. */
  | { readonly type: 'ready'; readonly worker: number }
  /** The piece's calls before `upTo` (counted within the chunk) have settled. `outgrown`: see {@link WorkerState}. */
  | {
      readonly type: 'done';
      readonly worker: number;
      readonly piece: number;
      readonly upTo: number;
      readonly finished: boolean;
      readonly outgrown?: boolean;
    }
  /** The piece could not be sent because of the arguments of these calls (counted within the chunk, ascending). */
  | {
      readonly type: 'failed';
      readonly worker: number;
      readonly piece: number;
      readonly calls: readonly number[];
    }
  /** A worker has ended, expected or not. */
  | { readonly type: 'lost'; readonly worker: number; readonly running: Running }
  | { readonly type: 'cancelled'; readonly chunk: number }
  /** What came of a `recall`: `won` when the worker had not begun the piece and never will. */
  | { readonly type: 'recalled'; readonly worker: number; readonly piece: number; readonly won: boolean }
  /** This call of the piece (counted within the chunk) runs, and has taken too long. */
  | {
      readonly type: 'timeout';
      readonly worker: number;
      readonly piece: number;
      readonly call: number;
    }
  /** A worker has had nothing to do for so long that it is not worth keeping. */
  | { readonly type: 'expired'; readonly worker: number }
  | { readonly type: 'close' }
  | { readonly type: 'terminate' };

export type RejectReason = 'lost' | 'timeout' | 'start' | 'terminated';

export type Command =
  | { readonly type: 'spawn'; readonly worker: number }
  /** `ahead`: the worker runs another piece at the moment and may be asked to give this one back. */
  | { readonly type: 'send'; readonly worker: number; readonly piece: Piece; readonly ahead: boolean }
  /** Take a piece that was sent ahead back, unless the worker has begun it; answered by `recalled`. */
  | { readonly type: 'recall'; readonly worker: number; readonly piece: number }
  /** Ask the worker to stop after the call it runs. */
  | { readonly type: 'interrupt'; readonly worker: number; readonly piece: number }
  /** The worker has nothing to do: it must not keep the process alive. */
  | { readonly type: 'idle'; readonly worker: number }
  /** These calls will not run. */
  | {
      readonly type: 'reject';
      readonly chunk: number;
      readonly at: number;
      readonly count: number;
      readonly reason: RejectReason;
      /** How often the call has been tried, from 1. */
      readonly attempt: number;
      readonly worker: number;
    }
  /** Every call of the chunk has settled, or nobody wants them any more. */
  | { readonly type: 'settled'; readonly chunk: number }
  | { readonly type: 'stop'; readonly worker: number }
  | { readonly type: 'kill'; readonly worker: number }
  /** The last worker has ended after `close` or `terminate`. */
  | { readonly type: 'closed' };

export interface SchedulerState {
  mode: 'open' | 'closing' | 'closed';
  readonly workers: readonly WorkerState[];
  readonly queue: Queue<Piece>;
  /** Pieces in the queue that are still wanted; the queue itself drops cancelled ones when it meets them. */
  waiting: number;
  /** Pieces that wait for one particular worker; they count neither as queued nor as waiting. */
  readonly pinned: Map<number, Piece[]>;
  readonly chunks: Map<number, ScheduledChunk>;
  readonly pieces: Map<number, Piece>;
  nextPiece: number;
  /** Workers that may have status `idle`, the last used last: it is the warmest. */
  readonly idle: number[];
  /** Workers with status `absent`. */
  readonly absent: number[];
  /**
   * Whether busy workers are sent a second piece, so that they need not wait for a message between two. It takes
   * memory shared with the workers: an idle worker must be able to take the piece back before its time.
   */
  readonly sendsAhead: boolean;
  /** Busy workers with one piece. */
  readonly single: Set<number>;
  /** Busy workers with a second piece that they have not begun, as far as is known. */
  readonly ahead: Set<number>;
  starting: number;
  /** Workers that ended before they were ready, since the last one that was. */
  startFailures: number;
  /** After this many calls a worker is replaced. */
  readonly maxTasks: number;
  /** The last events, for the report of an impossible one. */
  readonly history: SchedulerEvent[];
  events: number;
}

export function createState(workers: number, sendsAhead = false, maxTasks = Infinity): SchedulerState {
  return {
    mode: 'open',
    workers: Array.from({ length: workers }, () => ({
      status: 'absent' as WorkerStatus,
      pieces: [],
      given: 0,
      outgrown: false,
      condemned: undefined,
    })),
    queue: new Queue(),
    waiting: 0,
    pinned: new Map(),
    chunks: new Map(),
    pieces: new Map(),
    nextPiece: 1,
    idle: [],
    // Popped from the end: worker 0 starts first.
    absent: Array.from({ length: workers }, (_, i) => workers - 1 - i),
    sendsAhead,
    single: new Set(),
    ahead: new Set(),
    starting: 0,
    startFailures: 0,
    maxTasks,
    history: [],
    events: 0,
  };
}
