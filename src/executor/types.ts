import type { BitGeneratorName, Span } from '../core/index.js';
import type { WireFunction } from '../task/index.js';

/** A function as executors know it: sent to each worker once, afterwards called by its number. */
export interface TaskFunction {
  /** Unique in this process. */
  readonly id: number;
  readonly wire: WireFunction;
}

/** Values of consecutive calls, as an array; all numbers as one Float64Array, which travels much faster. */
export type Values = Float64Array | readonly unknown[];

/** Consecutive calls of one function: the unit of sending. What a call gives never depends on the chunk it is in. */
export interface Chunk {
  readonly task: TaskFunction;
  /** Index of the first call; the others follow, unless `indices` lists them all. */
  readonly first: number;
  readonly count: number;
  readonly indices?: readonly number[];
  /** Number of arguments of each call. */
  readonly arity: number;
  /** The arguments of all calls, one call after the other: `count * arity` values. */
  readonly args: Values;
  /** Arguments that are functions, by their place in `args`. */
  readonly functions?: readonly (readonly [at: number, task: TaskFunction])[];
  /** Memory of the arguments that is handed over to the worker, not copied; such a chunk cannot be sent twice. */
  readonly transfer?: readonly ArrayBuffer[];
  /** Whether the memory of typed arrays that the calls return is handed over, whatever the function may still hold. */
  readonly movesResults?: boolean;
  /** Seed of the calls' random streams: call `i` draws from `stream(seed, i)`. */
  readonly seed: number | bigint;
  /** Bit generator of these streams; `sfc64` when left out. */
  readonly bitGenerator?: BitGeneratorName;
  readonly limits?: TaskLimits;
}

/** What a call is allowed. */
export interface TaskLimits {
  /** A call that runs longer fails with `ERR_TIMEOUT`, and its worker is ended; in milliseconds. */
  readonly timeoutMs?: number;
  /** How often a call is run again that was lost because its worker ended; 0 by default. */
  readonly retries?: number;
}

/** Receives what becomes of a chunk's calls: each call of the chunk is told exactly once, in any order. */
export interface ChunkObserver {
  /** The calls `at` … `at + values.length - 1` of the chunk returned these values. */
  values(chunk: Chunk, at: number, values: Values, span: Span): void;
  /** The `count` calls from `at` on failed with this error. */
  failed(chunk: Chunk, at: number, count: number, error: unknown): void;
  /** Call `at` reported how far it is: `fraction` in 0 … 1. */
  reported?(chunk: Chunk, at: number, fraction: number, message: string): void;
}

/** A chunk on its way. */
export interface Job {
  /** Ends the interest in the chunk: what waits is not started, what runs is asked to stop, nothing more is told. */
  cancel(): void;
}

/** What happened to a worker, and when: `time`, `start` and `end` in seconds, see `Span`. */
export type WorkerActivity =
  | { readonly type: 'spawn' | 'ready' | 'lost'; readonly worker: number; readonly time: number }
  /** It was sent `count` calls of the chunk. */
  | {
      readonly type: 'send';
      readonly worker: number;
      readonly time: number;
      readonly chunk: Chunk;
      readonly count: number;
    }
  /** It gave back what it had been sent and had not begun. */
  | { readonly type: 'return'; readonly worker: number; readonly time: number; readonly chunk: Chunk }
  /** Results of `count` calls from `first` on arrived, on which it worked from `start` to `end`; `done` with the last. */
  | {
      readonly type: 'reply';
      readonly worker: number;
      readonly time: number;
      readonly chunk: Chunk;
      readonly first: number;
      readonly count: number;
      readonly start: number;
      readonly end: number;
      readonly done: boolean;
    };

/** What a backend must do: chunks in, values out. */
export interface Executor {
  /** How many chunks can run at the same time. */
  readonly workers: number;
  submit(chunk: Chunk, observer: ChunkObserver): Job;
  /** Has the chunk run by one particular worker, counted from 0. Executors without workers of their own leave it out. */
  submitTo?(worker: number, chunk: Chunk, observer: ChunkObserver): Job;
  /**
   * Tells a listener what the workers do from now on. Executors that leave it out are watched through the spans of
   * their results alone.
   */
  observe?(listener: (event: WorkerActivity) => void): void;
  /** Work will be submitted soon: what takes time to start may start now. */
  expect?(): void;
  /** Lets the submitted work finish, then ends the workers. */
  close(): Promise<void>;
  /** Ends the workers now; calls that have not settled fail with `ERR_POOL_CLOSED`. Resolves in bounded time. */
  terminate(): Promise<void>;
}

export interface BackendOptions {
  /** How many workers to use, at least 1. */
  readonly workers: number;
  /** URL of the module whose `createRuntime` runs chunks on the worker's side; see `RuntimeModule`. */
  readonly runtime: string;
  readonly life?: WorkerLife;
  /** Environment variables of the workers, besides this process's own; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly resourceLimits?: ResourceLimits;
}

/** How workers live; `WorkerExecutor` sees to it, whatever they are. */
export interface WorkerLife {
  /** Called without arguments on each worker before its first call. */
  readonly initializer?: TaskFunction;
  /** After this many calls a worker is replaced. */
  readonly maxTasksPerWorker?: number;
  /** A worker that has had nothing to do for this long ends, until there is work for it again; in milliseconds. */
  readonly idleTimeoutMs?: number;
  /** A worker that holds more than this after a piece of work is replaced, in units of 1024 * 1024 bytes. */
  readonly maxMemoryPerWorkerMb?: number;
}

/** Limits on a worker's memory, in units of 1024 * 1024 bytes. They bound what JavaScript allocates, typed arrays apart. */
export interface ResourceLimits {
  readonly maxOldGenerationSizeMb?: number;
  readonly maxYoungGenerationSizeMb?: number;
  /** Of threads alone. */
  readonly stackSizeMb?: number;
}

/** A way to run chunks: threads, processes, a cluster, ... */
export interface Backend {
  readonly name: string;
  /** Whether a SharedArrayBuffer that is sent to its workers stays shared. False by default: data is then copied. */
  readonly sharesMemory?: boolean;
  start(options: BackendOptions): Executor | Promise<Executor>;
}
