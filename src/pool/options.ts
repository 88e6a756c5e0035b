import { type BackendName, BACKEND_NAMES } from '../backends/index.js';
import type { Span } from '../core/index.js';
import { checkInteger, checkOneOf, didYouMean, invalidArgument } from '../core/index.js';
import type { Backend, PlanOptions } from '../executor/index.js';
import { type TransferOption, checkTransfer } from './transfer-option.js';
import type { Progress } from './progress.js';
import { LIMIT_KEYS, type LimitOptions, limitsOf } from './limits.js';
import { WORKER_KEYS, type WorkerPoolOptions, checkWorkerOptions } from './worker-options.js';

export interface PoolOptions extends WorkerPoolOptions {
  /** How many calls can run at the same time: a whole number of at least 1, or `auto` (default): the processors usable here. */
  readonly workers?: number | 'auto';
  /** `threads` (default), `processes` (isolated from each other and from this one), `serial` (no workers: everything runs in this thread), or a backend of your own. */
  readonly backend?: BackendName | Backend;
  /** Seed of the tasks' random streams; a random one by default, which `pool.seed` tells. */
  readonly seed?: number | bigint;
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

export interface MapOptions<T = unknown, R = unknown> extends CallOptions, TransferOptions, PlanOptions<T> {
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

export interface ImapOptions extends CallOptions {
  /** Items in a chunk; 1 by default. */
  readonly chunkSize?: number;
  /**
   * How many chunks may be on their way or wait to be read, besides the one that is being read: the source is read no
   * further than that. Twice the number of workers by default.
   */
  readonly window?: number;
  /** As in {@link MapOptions}. */
  readonly seed?: number | bigint;
}

const POOL_KEYS = ['workers', 'backend', 'seed', 'trace', ...WORKER_KEYS];
const CALL_KEYS = ['signal', 'onReport', 'onSpan', ...LIMIT_KEYS];
const MAP_KEYS: readonly string[] = [
  ...CALL_KEYS,
  'transfer',
  'chunkSize',
  'cost',
  'seed',
  'onResults',
  'onProgress',
];
const CALLBACK_KEYS = ['onReport', 'onSpan', 'onResults', 'onProgress', 'cost'] as const;
const IMAP_KEYS: readonly string[] = [...CALL_KEYS, 'chunkSize', 'window', 'seed'];
export const APPLY_KEYS: readonly string[] = [...CALL_KEYS, 'transfer'];

/** Throws `ERR_INVALID_ARGUMENT` for an option that does not exist, and for a signal or callback that is none. */
export function checkKeys(options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) throw invalidArgument('options', 'an object', options);
  checkTransfer((options as TransferOptions).transfer);
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw invalidArgument('options', `made of ${known.join(', ')}`, key, didYouMean(key, known));
    }
  }
  const { signal, ...callbacks } = options as CallOptions & MapOptions;
  if (signal !== undefined && typeof signal?.addEventListener !== 'function')
    throw invalidArgument('signal', 'an AbortSignal', signal, 'pass the signal of an AbortController');
  for (const key of CALLBACK_KEYS) {
    const callback: unknown = callbacks[key];
    if (callback !== undefined && typeof callback !== 'function')
      throw invalidArgument(key, 'a function', callback);
  }
}

/** Throws `ERR_INVALID_ARGUMENT`; `except` are options of a map that the verb does not have. */
export function checkMapOptions(options: MapOptions<never>, except: readonly string[] = []): void {
  checkKeys(
    options,
    MAP_KEYS.filter((key) => !except.includes(key)),
  );
  limitsOf(options);
  if (options.seed !== undefined) checkSeed(options.seed);
}

/** Throws `ERR_INVALID_ARGUMENT`. */
export function checkImapOptions(options: ImapOptions): void {
  checkKeys(options, IMAP_KEYS);
  limitsOf(options);
  if (options.chunkSize !== undefined) checkInteger('chunkSize', options.chunkSize, 1);
  if (options.window !== undefined) checkInteger('window', options.window, 1);
  if (options.seed !== undefined) checkSeed(options.seed);
}

export interface CheckedPoolOptions {
  readonly workers: number | 'auto';
  readonly backend: BackendName | Backend;
  readonly seed: number | bigint;
  readonly trace: boolean;
  readonly life: WorkerPoolOptions;
}

export function checkPoolOptions(given: number | PoolOptions): CheckedPoolOptions {
  const options = typeof given === 'number' ? { workers: given } : given;
  checkKeys(options, POOL_KEYS);
  const { workers = 'auto', backend = 'threads', seed = randomSeed(), trace = false } = options;
  if (typeof trace !== 'boolean') throw invalidArgument('trace', 'true or false', trace);
  return {
    workers: checkWorkers(workers),
    backend: checkBackend(backend),
    seed: checkSeed(seed),
    trace,
    life: checkWorkerOptions(options),
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

/** A seed as the random streams take it. */
export function checkSeed(seed: unknown): number | bigint {
  if (typeof seed === 'bigint' && seed >= 0n) return seed;
  if (typeof seed === 'bigint') throw invalidArgument('seed', 'a whole number of at least 0', seed);
  return checkInteger('seed', seed);
}

/** 53 bits from the system's generator: they survive JSON. */
function randomSeed(): number {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2));
  return (high >>> 11) * 2 ** 32 + low;
}
