// The protocol: every message between an executor and its workers, and what the worker's side must offer.
import type { BitGeneratorName, ErrorDetails } from '../core/index.js';
import type { TaskFunction, Values } from './types.js';

/**
 * To run a piece of a chunk. A tuple, as is the usual reply: a call that travels alone costs little more than its
 * messages, and in an object the names take longer to copy than the values.
 */
export type RunMessage = readonly [
  /** Number of the piece, unique in the executor, from 1. */
  piece: number,
  /** Number of the function. */
  task: number,
  /** Index of the first call. */
  first: number,
  /** How many calls; each has the same number of arguments. */
  count: number,
  seed: number | bigint,
  /** The arguments of all calls, one call after the other. */
  args: Values,
  details?: RunDetails,
];

/** What most pieces do not need to say. */
export interface RunDetails {
  /** Functions that this worker has not seen yet. */
  readonly define?: readonly TaskFunction[];
  /** As in `Chunk`. */
  readonly indices?: readonly number[];
  /** Arguments that are functions: their place in `args`, and their number. */
  readonly functions?: readonly (readonly [at: number, task: number])[];
  /** As in `Chunk`. */
  readonly bitGenerator?: BitGeneratorName;
  /** As in `Chunk`. */
  readonly movesResults?: boolean;
  /**
   * Sent ahead of its time: place among {@link CELLS} that holds the piece's number until either side takes it, by
   * exchanging the number for 0. The worker that finds it gone skips the piece.
   */
  readonly claim?: number;
  /** The calls have a time limit, and no cells tell which of them runs. */
  readonly timed?: true;
  /** Asks how much memory the worker holds after the piece; more than so many bytes are too much. */
  readonly memoryLimit?: number;
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

/** The values of all calls of a piece, which has ended; times in seconds. */
export type ValuesMessage = readonly [piece: number, start: number, end: number, values: Values];

/** Results, in the order of the calls. `done` with the last, and then `memory` in bytes if it was asked for; times in seconds. */
export interface PartsMessage {
  readonly type: 'parts';
  readonly piece: number;
  readonly parts: readonly Part[];
  readonly done: boolean;
  readonly memory?: number;
  readonly start: number;
  readonly end: number;
}

export type FromWorker =
  | ValuesMessage
  | PartsMessage
  /** The worker's initializer has ended, or failed. */
  | { readonly type: 'initialized'; readonly error?: WireError }
  /** To be told to people, once however many workers say it. */
  | { readonly type: 'warning'; readonly text: string }
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
  /** Notes are dear, and wanted of calls with a time limit alone; see {@link RunDetails.timed}. */
  readonly notesTimedOnly?: true;
  /** How many bytes the worker holds; if they are more than `limit`, after it has thrown its garbage away. */
  readonly memory?: (limit: number) => number;
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
  /** Written by both: numbers of pieces sent ahead, see {@link RunDetails.claim}. At most two are unclaimed. */
  claims: [3, 4],
  length: 8,
} as const;
