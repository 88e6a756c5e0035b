import { type BackendName, BACKEND_NAMES } from '../backends/index.js';
import type { Span } from '../core/index.js';
import {
  type BitGeneratorName,
  checkBitGenerator,
  checkInteger,
  checkOneOf,
  checkOptions,
  checkSeed,
  invalidArgument,
  randomSeed,
} from '../core/index.js';
import type { Backend, ChunkChoice, PlanOptions } from '../executor/index.js';
import { type TransferOption, checkTransfer } from './transfer-option.js';
import type { Progress } from './progress.js';
import { LIMIT_KEYS, type LimitOptions, limitsOf } from './limits.js';
import type { TaskStreams } from './task-streams.js';
import { WORKER_KEYS, type WorkerPoolOptions, checkWorkerOptions } from './worker-options.js';

export interface PoolOptions extends WorkerPoolOptions {
  /** How many calls can run at the same time: a whole number of at least 1, or `auto` (default): the processors usable here. */
  readonly workers?: number | 'auto';
  /** `threads` (default), `processes` (isolated from each other and from this one), `serial` (no workers: everything runs in this thread), or a backend of your own. */
  readonly backend?: BackendName | Backend;
  /** Seed of the tasks' random streams; a random one by default, which `pool.seed` tells. */
  readonly seed?: number | bigint;
  /** NumPy's bit generator behind the tasks' random streams; `sfc64` by default. */
  readonly bitGenerator?: BitGeneratorName;
  /** Records what the workers do, for {@link Pool.trace}; false by default. */
  readonly trace?: boolean;
}

/** What a task reported. */
export interface TaskReport {
  /** Index of the call. */
  readonly index: number;
  /** How far it is, in 0 … 1. */
  readonly fraction: number;
  readonly message: string;
}

export interface CallOptions extends LimitOptions {
  /** Cancels the call when it aborts. */
  readonly signal?: AbortSignal;
  /** Called with each report of a running task. */
  readonly onReport?: (report: TaskReport) => void;
  /** Called with what a worker did in one stretch of time, as results arrive. */
  readonly onSpan?: (span: Span) => void;
}

/** Calls a callback of the user's; what it throws surfaces as an uncaught error without disturbing the pool. */
export function notify<A extends unknown[]>(callback: ((...args: A) => void) | undefined, ...args: A): void {
  if (callback === undefined) return;
  try {
    callback(...args);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

/** Options of one call. */
export interface ApplyOptions extends CallOptions, TransferOptions {}

export interface TransferOptions {
  /**
   * Memory that is handed over instead of copied: `true` for all ArrayBuffers among the arguments or items, and typed
   * arrays that fill theirs, and for those that are returned; or a list. What was handed over is empty here
   * afterwards, and a call whose worker was lost before it began cannot run elsewhere: it fails with
   * `ERR_NOT_CLONABLE`. SharedArrayBuffers are shared without being asked.
   */
  readonly transfer?: TransferOption;
}

export interface ChunkingOptions {
  /** Called for each chunk as it is cut, with what was chosen and why. Another run may choose otherwise. */
  readonly onChunking?: (choice: ChunkChoice) => void;
}

export interface MapOptions<T = unknown, R = unknown>
  extends CallOptions, TransferOptions, PlanOptions<T>, ChunkingOptions {
  /** Called whenever tasks have ended or reported; see also `AsyncResult.progress`. */
  readonly onProgress?: (progress: Progress) => void;
  /** Seed of the tasks' random streams; the pool's by default. Item `i` draws from `stream(seed, i)`. */
  readonly seed?: number | bigint;
  /**
   * Called with results as they arrive: `results[i]` is that of item `first + i`. They come in any order, and are all
   * that is left of a map that was cancelled or that failed.
   */
  readonly onResults?: (first: number, results: ArrayLike<R>) => void;
}

export interface ImapOptions extends CallOptions, ChunkingOptions {
  /**
   * Items in a chunk. `auto` (default) begins with one and grows as long as a chunk comes back within 16 ms; what an
   * asynchronous source does not give within a millisecond is not waited for.
   */
  readonly chunkSize?: number | 'auto';
  /**
   * How far the source is read ahead: how many chunks of `chunkSize` items may be on their way or wait to be read,
   * besides the one that is being read; for automatic chunks, how many items. By default two chunks for each worker, of
   * 1024 items each at most when they are automatic.
   */
  readonly window?: number;
  /**
   * Calls that fail do not end the run: instead of values come `{ index, status, value }` and `{ index, status, reason }`,
   * as from `Promise.allSettled`, with the place of the item in the source. What every further call would fail with
   * (closed pool, workers that do not start, a function that cannot be found) is thrown all the same.
   */
  readonly settle?: true;
  /** As in {@link MapOptions}. */
  readonly seed?: number | bigint;
}

const POOL_KEYS = ['workers', 'backend', 'seed', 'bitGenerator', 'trace', ...WORKER_KEYS];
const CALL_KEYS = ['signal', 'onReport', 'onSpan', ...LIMIT_KEYS];
const MAP_KEYS: readonly string[] = [
  ...CALL_KEYS,
  'transfer',
  'chunkSize',
  'cost',
  'onChunking',
  'seed',
  'onResults',
  'onProgress',
];
const IMAP_KEYS: readonly string[] = [...CALL_KEYS, 'chunkSize', 'window', 'settle', 'seed', 'onChunking'];
export const APPLY_KEYS: readonly string[] = [...CALL_KEYS, 'transfer'];

/** Throws `ERR_INVALID_ARGUMENT` for an option that does not exist, and for a signal or callback that is none. */
export function checkKeys(options: object, known: readonly string[]): void {
  checkOptions(options, known);
  const { transfer, cost } = options as MapOptions;
  checkTransfer(transfer);
  if (cost !== undefined && typeof cost !== 'function') throw invalidArgument('cost', 'a function', cost);
}

/** Throws `ERR_INVALID_ARGUMENT`; `except` are options of a map that the verb does not have. */
export function checkMapOptions(options: MapOptions<never>, except: readonly string[] = []): void {
  checkKeys(
    options,
    MAP_KEYS.filter((key) => !except.includes(key)),
  );
  limitsOf(options);
  if (options.seed !== undefined) checkSeed('seed', options.seed);
}

/** The options of one call, undefined when none of them is set: such a call travels with others. Throws `ERR_INVALID_ARGUMENT`. */
export function ownOptions(options: ApplyOptions | undefined): ApplyOptions | undefined {
  if (options === undefined) return undefined;
  checkKeys(options, APPLY_KEYS);
  limitsOf(options);
  return Object.values(options).some((value) => value !== undefined) ? options : undefined;
}

/** Throws `ERR_INVALID_ARGUMENT`. */
export function checkImapOptions(options: ImapOptions): void {
  checkKeys(options, IMAP_KEYS);
  limitsOf(options);
  const { chunkSize = 'auto', settle } = options as { chunkSize?: number | 'auto'; settle?: unknown };
  if (chunkSize !== 'auto') checkInteger('chunkSize', chunkSize, 1);
  if (settle !== undefined && settle !== true) throw invalidArgument('settle', 'true or left out', settle);
  if (options.window !== undefined) checkInteger('window', options.window, 1);
  if (options.seed !== undefined) checkSeed('seed', options.seed);
}

export interface CheckedPoolOptions extends TaskStreams {
  readonly workers: number | 'auto';
  readonly backend: BackendName | Backend;
  readonly trace: boolean;
  readonly life: WorkerPoolOptions;
}

export function checkPoolOptions(given: number | PoolOptions): CheckedPoolOptions {
  if (typeof given !== 'number' && (typeof given !== 'object' || given === null))
    throw invalidArgument('options', 'a number of workers, or an object of options', given);
  const options = typeof given === 'number' ? { workers: given } : given;
  checkKeys(options, POOL_KEYS);
  const { workers = 'auto', backend = 'threads', seed = randomSeed(), trace = false } = options;
  const bitGenerator = checkBitGenerator(options.bitGenerator ?? 'sfc64');
  if (typeof trace !== 'boolean') throw invalidArgument('trace', 'true or false', trace);
  return {
    workers: checkWorkers(workers),
    backend: checkBackend(backend),
    seed: checkSeed('seed', seed),
    ...(bitGenerator !== 'sfc64' && { bitGenerator }),
    trace,
    life: checkWorkerOptions(options, backend),
  };
}

function checkWorkers(workers: unknown): number | 'auto' {
  if (workers === 'auto') return workers;
  if (typeof workers === 'number' && Number.isSafeInteger(workers) && workers >= 1) return workers;
  throw invalidArgument('workers', "a whole number of at least 1, or 'auto'", workers);
}

function checkBackend(backend: unknown): BackendName | Backend {
  if (typeof backend !== 'object' || backend === null) return checkOneOf('backend', backend, BACKEND_NAMES);
  if (typeof (backend as Backend).start === 'function') return backend as Backend;
  throw invalidArgument('backend', `one of ${BACKEND_NAMES.join(', ')}, or an object with start()`, backend);
}
