// The protocol: every message between an executor and its workers, and what the worker's side must offer.
import type { BitGeneratorName, ErrorDetails } from '../core/index.js';
import type { TaskFunction, Values } from './types.js';

/** To run a piece of a chunk. */
export interface RunMessage {
  readonly type: 'run';
  /** Number of the piece, unique in the executor, from 1. */
  readonly piece: number;
  /** Functions that this worker has not seen yet. */
  readonly define?: readonly TaskFunction[];
  readonly task: number;
  /** Index of the first call; `indices` as in {@link Chunk}. */
  readonly first: number;
  readonly count: number;
  readonly indices?: readonly number[];
  readonly arity: number;
  readonly args: Values;
  readonly functions?: readonly (readonly [at: number, task: number])[];
  readonly seed: number | bigint;
  /** As in `Chunk`. */
  readonly bitGenerator?: BitGeneratorName;
  /** As in `Chunk`. */
  readonly movesResults?: boolean;
  /**
   * Sent ahead of its time: place among {@link CELLS} that holds the piece's number until either side takes it, by
   * exchanging the number for 0. The worker that finds it gone skips the piece.
   */
  readonly claim?: number;
}

export type ToWorker =
  | RunMessage
  /** The piece's remaining calls are not wanted any more. */
  | { readonly type: 'cancel'; readonly piece: number }
  /** Call this function before anything else; answered by `initialized`. */
  | { readonly type: 'initialize'; readonly task: TaskFunction }
  /** Forget all functions: those needed later are defined again. */
  | { readonly type: 'forget' };

/** What became of consecutive calls of a piece: `at` counts from the piece's first call. */
export type Part =
  | { readonly at: number; readonly values: Values }
  | { readonly at: number; readonly count: number; readonly error: WireError };

export type FromWorker =
  /** The worker's initializer has ended, or failed. */
  | { readonly type: 'initialized'; readonly error?: WireError }
  /** To be told to people, once however many workers say it. */
  | { readonly type: 'warning'; readonly text: string }
  /** Results, in the order of the calls. `done` with the last; times in seconds. */
  | {
      readonly type: 'parts';
      readonly piece: number;
      readonly parts: readonly Part[];
      readonly done: boolean;
      readonly start: number;
      readonly end: number;
    }
  | {
      readonly type: 'report';
      readonly piece: number;
      readonly at: number;
      readonly fraction: number;
      readonly message: string;
    };

/** An error as data: structured clone alone would lose its code, its own properties and its class. */
export type WireError =
  | {
      readonly kind: 'error';
      /** Built-in class that it is an instance of, such as TypeError. */
      readonly base: string;
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
      readonly properties: Readonly<Record<string, unknown>>;
      readonly cause?: WireError;
      readonly errors?: readonly WireError[];
    }
  /** nfold's own. */
  | {
      readonly kind: 'nfold';
      readonly code: string;
      readonly message: string;
      readonly details: ErrorDetails;
      readonly stack: string | undefined;
      readonly cause?: WireError;
    }
  /** Something thrown that is not an error. */
  | { readonly kind: 'value'; readonly value: unknown; readonly text: string };

/** The worker's side of an executor: give it every message, and it replies. */
export interface Runtime {
  receive(message: ToWorker): void;
  /** Sends at once the results that have not been sent yet; for the moment before a worker ends. */
  flush(): void;
}

/** Where a runtime finds itself. */
export interface RuntimeHost {
  /** Which worker this is, from 0. */
  readonly worker: number;
  /** Sends a message to the executor; throws when something in it cannot be cloned. */
  readonly send: (message: FromWorker, transfer?: ArrayBuffer[]) => void;
  /** Whether {@link send} takes the value in a message; structured clone decides by default. */
  readonly sendable?: (value: unknown) => boolean;
  /** Called before each call and after the last of a piece (with piece 0), for hosts without `cells`. */
  readonly note?: (piece: number, call: number) => void;
  /** Shared memory in which the runtime notes what it runs, where the transport has any; see {@link CELLS}. */
  readonly cells?: Int32Array;
}

export interface RuntimeModule {
  readonly createRuntime: (host: RuntimeHost) => Runtime;
}

/** Global name under which a worker knows that it is one. */
export const WORKER_MARK: unique symbol = Symbol.for('nfold.worker') as never;

export interface WorkerMark {
  /** How many workers its pool has. */
  readonly workers: number;
  /** Tells people something, once for all workers. */
  readonly warn: (text: string) => void;
}

/** The places of {@link RuntimeHost.cells}. */
export const CELLS = {
  /** Written by the worker: number of the piece that runs, 0 for none. */
  piece: 0,
  /** Written by the worker: which of the piece's calls runs. */
  call: 1,
  /** Written by the executor: number of a piece that is to stop. */
  stop: 2,
  /** Written by both: numbers of pieces sent ahead, see {@link RunMessage.claim}. At most two are unclaimed. */
  claims: [3, 4],
  length: 8,
} as const;
