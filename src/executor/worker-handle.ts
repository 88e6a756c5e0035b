// What a transport provides of each worker, and how the executor asks it.
import { isClonable } from './clonable.js';
import { CELLS, type FromWorker, type ToWorker } from './protocol.js';
import type { LossCause } from './rejections.js';
import type { WorkerLife } from './types.js';

/** What a transport tells about one worker. */
export interface WorkerEvents {
  /** It has started and takes messages. */
  readonly ready: () => void;
  readonly message: (message: FromWorker) => void;
  /** It has ended; no message follows. */
  readonly lost: (cause: LossCause) => void;
}

/** One worker, as a transport provides it. */
export interface WorkerHandle {
  /** Throws when something in the message cannot be cloned. `transfer` may be handed over instead of copied. */
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Memory shared with the worker's runtime, if the transport has any; see {@link CELLS}. */
  readonly cells?: Int32Array;
  /** Which piece and call the worker runs, or ran last; piece 0 for none. For transports without `cells`. */
  running?(): readonly [piece: number, call: number] | undefined;
  /** Whether {@link post} takes the value in a message; structured clone decides by default. */
  sendable?(value: unknown): boolean;
  /** Whether the worker has work: only then may it keep the process alive. */
  hold(busy: boolean): void;
  /** Lets it end by itself; {@link WorkerEvents.lost} follows, after {@link kill} if need be. */
  stop(): void;
  /** Ends it at once; {@link WorkerEvents.lost} follows in bounded time. */
  kill(): void;
}

/** Starts the worker with this number, from 0. Events may come only after it has returned. */
export type SpawnWorker = (worker: number, events: WorkerEvents) => WorkerHandle;

export interface WorkerOptions {
  /** Every worker has {@link WorkerHandle.cells}. */
  readonly sharesMemory?: boolean;
  readonly life?: WorkerLife;
}

/** Whether a value can go to the worker in a message. */
export function sendableBy(handle: WorkerHandle): (value: unknown) => boolean {
  return (value) => handle.sendable?.(value) ?? isClonable(value);
}

/** The piece and the call that a worker has noted. */
export function notedBy(handle: WorkerHandle): readonly [piece: number, call: number] | undefined {
  const { cells } = handle;
  if (cells === undefined) return handle.running?.();
  return [Atomics.load(cells, CELLS.piece), Atomics.load(cells, CELLS.call)];
}
