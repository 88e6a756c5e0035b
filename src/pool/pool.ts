import { NfoldError, checkInteger, invalidArgument } from '../core/index.js';
import type { Portable } from '../task/index.js';
import { ApplyBatch, FULL_BATCH } from './apply-batch.js';
import { functionsAmong, whenReady } from './arguments.js';
import { type AsyncResult, internals } from './async-result.js';
import { Engine, closedError } from './engine.js';
import type { FunctionEntry } from './functions.js';
import { ImapRun } from './imap-run.js';
import { limitsOf } from './limits.js';
import { MapRun, type MapWork } from './map-run.js';
import {
  APPLY_KEYS,
  type CallOptions,
  IMAP_KEYS,
  type ImapOptions,
  MAP_KEYS,
  type MapOptions,
  type PoolOptions,
  checkKeys,
  checkPoolOptions,
  checkSeed,
} from './options.js';
import type { TaskContext } from './task-context.js';

const DISPOSE: typeof Symbol.asyncDispose =
  (Symbol as { asyncDispose?: typeof Symbol.asyncDispose }).asyncDispose ??
  (Symbol.for('Symbol.asyncDispose') as typeof Symbol.asyncDispose);

/**
 * Workers that run functions, with the verbs of Python's `multiprocessing.Pool`. Nothing starts before the first call,
 * and a pool without work never keeps the process alive.
 *
 * A function is given as itself (it travels as source text and may use nothing from outside), by {@link inline} with
 * the variables it uses, or by {@link tasks} as the export of a module. When it declares one parameter more than it is
 * given arguments, it receives its {@link TaskContext} there.
 *
 * @example
 * await using pool = new Pool(4);
 * const squares = await pool.map((x) => x * x, [1, 2, 3]);
 */
export class Pool {
  /** Seed of the tasks' random streams; give it to another pool to repeat what this one drew. */
  readonly seed: number | bigint;
  /** The same as {@link Pool.apply}, by Python's name. */
  declare readonly applyAsync: Pool['apply'];
  /** The same as {@link Pool.map}, by Python's name. */
  declare readonly mapAsync: Pool['map'];
  /** The same as {@link Pool.starmap}, by Python's name. */
  declare readonly starmapAsync: Pool['starmap'];
  readonly #engine: Engine;
  /** Functions with calls of this turn of the event loop that have not been sent. */
  readonly #open: FunctionEntry[] = [];
  #calls = 0;
  #closed = false;
  #ended: Promise<void> | undefined;

  static {
    for (const verb of ['apply', 'map', 'starmap'] as const) {
      Object.defineProperty(this.prototype, `${verb}Async`, { value: this.prototype[verb] });
    }
  }

  /** Takes a number of workers, or options. Throws `ERR_INVALID_ARGUMENT`. */
  constructor(options: number | PoolOptions = {}) {
    this.#engine = new Engine(checkPoolOptions(options));
    this.seed = this.#engine.seed;
  }

  /** How many calls can run at the same time. For `auto` it is exact from the first result on. */
  get workers(): number {
    return this.#engine.workers;
  }

  /** Runs `fn(...args)` on a worker. */
  apply<A extends unknown[], R>(
    fn: Portable<(...args: A) => R>,
    args: readonly [...A],
    options?: CallOptions,
  ): AsyncResult<Awaited<R>>;
  /** Runs `fn(...args, context)` on a worker. */
  apply<A extends unknown[], R>(
    fn: Portable<(...args: [...A, TaskContext]) => R>,
    args: readonly [...A],
    options?: CallOptions,
  ): AsyncResult<Awaited<R>>;
  apply(fn: unknown, args: readonly unknown[], options?: CallOptions): AsyncResult<unknown> {
    this.#checkOpen();
    if (!Array.isArray(args))
      throw invalidArgument('args', 'an array of arguments', args, 'write [x] for one argument');
    if (options !== undefined) {
      checkKeys(options, APPLY_KEYS);
      limitsOf(options);
    }
    const index = this.#calls++;
    const result = internals.create<unknown>(undefined);
    try {
      const waiting = whenReady(functionsAmong(args, this.#engine.functions));
      const entry = this.#engine.functions.lookup(fn);
      if (waiting === undefined) this.#enqueue(entry, args, index, result, options);
      else
        this.#engine.track(
          this.#settling(result, waiting, () => this.#enqueue(entry, args, index, result, options)),
        );
    } catch (error) {
      internals.fail(result, error);
    }
    if (options?.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /** Calls `fn` for every item, and gives the results in the order of the items. */
  map<T, R>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Iterable<T>,
    options: MapOptions<T, Awaited<R>> = {},
  ): AsyncResult<Awaited<R>[]> {
    const list = listOf(items);
    return this.#map<Awaited<R>>(fn, list, options as MapOptions, () => ({ args: list, arity: 1 }));
  }

  /** Calls `fn(...item)` for every item, and gives the results in the order of the items. */
  starmap<A extends unknown[], R>(
    fn: Portable<(...args: A) => R>,
    items: Iterable<readonly [...A]>,
    options?: MapOptions<readonly [...A], Awaited<R>>,
  ): AsyncResult<Awaited<R>[]>;
  /** Calls `fn(...item, context)` for every item. */
  starmap<A extends unknown[], R>(
    fn: Portable<(...args: [...A, TaskContext]) => R>,
    items: Iterable<readonly [...A]>,
    options?: MapOptions<readonly [...A], Awaited<R>>,
  ): AsyncResult<Awaited<R>[]>;
  starmap(
    fn: unknown,
    items: Iterable<readonly unknown[]>,
    options: MapOptions<never> = {},
  ): AsyncResult<unknown[]> {
    const list = listOf(items);
    return this.#map(fn, list, options as MapOptions, () => flatten(list));
  }

  /**
   * Calls `fn` for every item and yields the results in order as they come. The source, which may be endless or
   * asynchronous, is read no further than `window` chunks ahead of the reader; leaving the loop stops the rest.
   */
  imap<T, R>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Iterable<T> | AsyncIterable<T>,
    options: ImapOptions = {},
  ): AsyncGenerator<Awaited<R>, void, undefined> {
    this.#checkOpen();
    checkKeys(options, IMAP_KEYS);
    limitsOf(options);
    if (options.chunkSize !== undefined) checkInteger('chunkSize', options.chunkSize, 1);
    if (options.window !== undefined) checkInteger('window', options.window, 1);
    if (options.seed !== undefined) checkSeed(options.seed);
    const entry = this.#engine.functions.lookup(fn);
    return new ImapRun<T, Awaited<R>>(entry, items, options, this.#engine).results();
  }

  /** Lets all submitted work finish, then ends the workers. No calls are taken from now on. */
  close(): Promise<void> {
    this.#closed = true;
    this.#flush();
    return (this.#ended ??= this.#engine.close());
  }

  /** Ends the workers now: results that are not there fail with `ERR_POOL_CLOSED`. Resolves in bounded time. */
  terminate(): Promise<void> {
    this.#closed = true;
    this.#ended = this.#engine.terminate();
    return this.#ended;
  }

  /** Waits for the end of a pool that was closed or terminated. */
  async join(): Promise<void> {
    if (this.#ended === undefined) {
      throw new NfoldError(
        'ERR_NOT_READY',
        'join() waits for the end of a closed pool; call close() or terminate() first',
      );
    }
    await this.#ended;
  }

  /** `await using pool = new Pool()` closes the pool at the end of the block. */
  async [DISPOSE](): Promise<void> {
    await this.close();
  }

  #map<R>(
    fn: unknown,
    items: ArrayLike<unknown>,
    options: MapOptions,
    work: () => Pick<MapWork, 'args' | 'arity'>,
  ): AsyncResult<R[]> {
    this.#checkOpen();
    checkKeys(options, MAP_KEYS);
    limitsOf(options);
    if (options.seed !== undefined) checkSeed(options.seed);
    const entry = this.#engine.functions.lookup(fn);
    const result = internals.create<R[]>(undefined);
    const run = new MapRun<R>(result, items.length, options);
    const parts = work();
    const start = (): void =>
      run.start({ task: entry.task!, count: items.length, ...parts }, items, this.#engine);
    try {
      const waiting = whenReady([entry, ...functionsAmong(parts.args, this.#engine.functions)]);
      if (waiting === undefined) start();
      else this.#engine.track(this.#settling(result, waiting, start));
    } catch (error) {
      internals.fail(result, error);
    }
    if (options.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /** Goes on when the functions are ready; if they cannot be sent, the result fails. */
  async #settling(result: AsyncResult<unknown>, waiting: Promise<void>, go: () => void): Promise<void> {
    try {
      await waiting;
      go();
    } catch (error) {
      internals.fail(result, error);
    }
  }

  /** Puts a call in the batch of its function. */
  #enqueue(
    entry: FunctionEntry,
    args: readonly unknown[],
    index: number,
    result: AsyncResult<unknown>,
    options: CallOptions | undefined,
  ): void {
    if (result.ready()) return;
    let { batch } = entry;
    if (batch === undefined || batch.arity !== args.length || options !== undefined) {
      if (batch !== undefined) this.#close(entry);
      batch = entry.batch = new ApplyBatch(entry, args.length, options);
      if (this.#open.push(entry) === 1) queueMicrotask(() => this.#flush());
    }
    internals.setOwner(result, batch);
    batch.add(args, index, result);
    if (batch.count >= FULL_BATCH || options !== undefined) this.#close(entry);
  }

  #close(entry: FunctionEntry): void {
    const { batch } = entry;
    entry.batch = undefined;
    batch?.send(this.#engine);
  }

  #flush(): void {
    for (const entry of this.#open.splice(0)) this.#close(entry);
  }

  #checkOpen(): void {
    if (this.#closed) throw closedError();
  }
}

function listOf<T>(items: Iterable<T>): ArrayLike<T> {
  if (Array.isArray(items)) return items as T[];
  if (ArrayBuffer.isView(items) && !(items instanceof DataView)) return items as unknown as ArrayLike<T>;
  if (typeof items === 'object' && items !== null && Symbol.iterator in items) return Array.from(items);
  throw invalidArgument('items', 'an array, a typed array or another iterable', items);
}

/** The arguments of all calls in one list. */
function flatten(items: ArrayLike<readonly unknown[]>): { args: unknown[]; arity: number } {
  const arity = items.length === 0 ? 0 : items[0].length;
  const args: unknown[] = [];
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (!Array.isArray(item) || item.length !== arity) {
      throw invalidArgument(
        `items[${i}]`,
        `an array of ${arity} arguments like the first`,
        item,
        'use undefined for one left out',
      );
    }
    for (const arg of item) args.push(arg);
  }
  return { args, arity };
}

/** Lets a signal cancel a result, and lets go of the signal when the result is there. */
function follow(result: AsyncResult<unknown>, signal: AbortSignal): void {
  if (signal.aborted) return internals.cancelFor(result, signal);
  const abort = (): void => internals.cancelFor(result, signal);
  signal.addEventListener('abort', abort);
  internals.onSettled(result, () => signal.removeEventListener('abort', abort));
}
