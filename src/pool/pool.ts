import { NfoldError } from '../core/index.js';
import type { Portable } from '../task/index.js';
import type { TaskContext } from '../worker/index.js';
import { checkArguments, functionsAmong, whenReady } from './arguments.js';
import { type AsyncResult, follow, internals } from './async-result.js';
import { broadcast, startWorkers } from './broadcast.js';
import { watchCall } from './call-watch.js';
import { Engine, closedError } from './engine.js';
import type { FunctionEntry } from './functions.js';
import { ImapRun } from './imap-run.js';
import { type Items, checkSource, flatten, gather, gatherNow } from './items.js';
import { MapRun, type MapWork } from './map-run.js';
import {
  APPLY_KEYS,
  type ApplyOptions,
  type CallOptions,
  type ImapOptions,
  type MapOptions,
  type PoolOptions,
  checkImapOptions,
  checkKeys,
  checkMapOptions,
  checkPoolOptions,
  ownOptions,
} from './options.js';
import { OpenBatches } from './open-batches.js';
import { ReduceRun, type ReduceOptions, checkReduce } from './reduce-run.js';
import type { MapSyncOptions } from './sync-map.js';
import type { NumericArray } from '../worker/index.js';
import { startTypedMap } from './typed-map.js';
import type { MapTypedOptions, SameKind } from './typed-options.js';
import type { ImapValue } from './settled.js';
import type { Trace } from './trace.js';

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
  /** The same as {@link Pool.reduce}. */
  declare readonly reduceAsync: Pool['reduce'];
  /** The same as {@link Pool.broadcast}. */
  declare readonly broadcastAsync: Pool['broadcast'];
  readonly #engine: Engine;
  readonly #batches: OpenBatches;
  #calls = 0;
  #closed = false;
  #ended: Promise<void> | undefined;

  static {
    for (const verb of ['apply', 'map', 'starmap', 'reduce', 'broadcast'] as const) {
      Object.defineProperty(this.prototype, `${verb}Async`, { value: this.prototype[verb] });
    }
  }

  /** Takes a number of workers, or options. Throws `ERR_INVALID_ARGUMENT`. */
  constructor(options: number | PoolOptions = {}) {
    this.#engine = new Engine(checkPoolOptions(options), this);
    this.seed = this.#engine.seed;
    this.#batches = new OpenBatches(this.#engine);
  }

  /** How many calls can run at the same time. For `auto` it is exact from the first result on. */
  get workers(): number {
    return this.#engine.workers;
  }

  /** How many workers have started and not ended, where the backend tells. */
  get started(): number {
    return this.#engine.activity.up;
  }

  /** Whether memory of a SharedArrayBuffer stays shared with the workers; where it does not, it cannot be sent. */
  get sharesMemory(): boolean {
    return this.#engine.sharesMemory;
  }

  /** Runs `fn(...args)` on a worker. */
  apply<A extends unknown[], R>(
    fn: Portable<(...args: A) => R>,
    args: readonly [...A],
    options?: ApplyOptions,
  ): AsyncResult<Awaited<R>>;
  /** Runs `fn(...args, context)` on a worker. */
  apply<A extends unknown[], R>(
    fn: Portable<(...args: [...A, TaskContext]) => R>,
    args: readonly [...A],
    options?: ApplyOptions,
  ): AsyncResult<Awaited<R>>;
  apply(fn: unknown, args: readonly unknown[], options?: ApplyOptions): AsyncResult<unknown> {
    this.#checkOpen();
    checkArguments(args);
    const own = ownOptions(options);
    const index = this.#calls++;
    const result = internals.create<unknown>(undefined);
    try {
      const waiting = whenReady(functionsAmong(args, this.#engine.functions));
      const entry = this.#engine.functions.lookup(fn);
      if (waiting === undefined) this.#batches.add(entry, args, index, result, own);
      else
        this.#engine.track(
          this.#settling(result, waiting, () => this.#batches.add(entry, args, index, result, own)),
        );
    } catch (error) {
      internals.fail(result, error);
    }
    if (own?.signal !== undefined) follow(result, own.signal);
    return result;
  }

  /**
   * Calls `fn` for every item, and gives the results in the order of the items. An asynchronous source is read to its
   * end first; use {@link Pool.imap} for one without an end.
   */
  map<T, R>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Items<T>,
    options: MapOptions<T, Awaited<R>> = {},
  ): AsyncResult<Awaited<R>[]> {
    return this.#map<Awaited<R>>(fn, items, options as MapOptions, (list) => ({ args: list, arity: 1 }));
  }

  /**
   * As {@link Pool.map}, but blocks this thread until the values are there, for programs that cannot await. Node.js only;
   * the workers are not those of the other verbs. What tasks print appears afterwards. Throws what `map` fails with, and
   * `ERR_UNSUPPORTED` where a thread cannot be blocked.
   */
  mapSync<T, R>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Iterable<T>,
    options: MapSyncOptions = {},
  ): Awaited<R>[] {
    this.#checkOpen();
    const list = gatherNow(items);
    return this.#engine.synchronous.map(fn, list, this.#engine.functions, options) as Awaited<R>[];
  }

  /** Calls `fn(...item)` for every item, and gives the results in the order of the items. */
  starmap<A extends unknown[], R>(
    fn: Portable<(...args: A) => R>,
    items: Items<readonly [...A]>,
    options?: MapOptions<readonly [...A], Awaited<R>>,
  ): AsyncResult<Awaited<R>[]>;
  /** Calls `fn(...item, context)` for every item. */
  starmap<A extends unknown[], R>(
    fn: Portable<(...args: [...A, TaskContext]) => R>,
    items: Items<readonly [...A]>,
    options?: MapOptions<readonly [...A], Awaited<R>>,
  ): AsyncResult<Awaited<R>[]>;
  starmap(
    fn: unknown,
    items: Items<readonly unknown[]>,
    options: MapOptions<never> = {},
  ): AsyncResult<unknown[]> {
    return this.#map(fn, items, options as MapOptions, flatten);
  }

  /**
   * Calls `fn` for every item and yields the results in order as they come. The source, which may be endless or
   * asynchronous, is read no further ahead of the reader than `window` says; leaving the loop stops the rest. With
   * `settle: true` errors are yielded at their places instead of being thrown.
   */
  imap<T, R, O extends ImapOptions = ImapOptions>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Iterable<T> | AsyncIterable<T>,
    options?: O,
  ): AsyncGenerator<ImapValue<R, O>, void, undefined> {
    return this.#imap(fn, items, options, true);
  }

  /**
   * As {@link Pool.imap}, but yields each result as soon as it is there, in any order: the reader never waits for a
   * slow call while others are ready. The first failure to arrive is thrown after what arrived before it.
   */
  imapUnordered<T, R, O extends ImapOptions = ImapOptions>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Iterable<T> | AsyncIterable<T>,
    options?: O,
  ): AsyncGenerator<ImapValue<R, O>, void, undefined> {
    return this.#imap(fn, items, options, false);
  }

  /**
   * Calls `fn` for every item and folds the values with `reducer`, on the workers chunk by chunk and here from chunk to
   * chunk, in the order of the items. `reducer` must be associative, `f(f(a, b), c) = f(a, f(b, c))`, but need not be
   * commutative; with rounding it is associative only nearly, and yet the result is the same to the last bit for any
   * number of workers and any backend: which values meet depends on the items and on the options `chunkSize` and `cost`
   * alone. Fails with the error of the lowest index.
   *
   * @example
   * const sum = await pool.reduce((x) => x * x, [1, 2, 3], (a, b) => a + b);
   */
  reduce<T, R>(
    fn: Portable<(item: T, context: TaskContext) => R>,
    items: Items<T>,
    reducer: Portable<(a: Awaited<R>, b: Awaited<R>) => Awaited<R> | PromiseLike<Awaited<R>>>,
    options: ReduceOptions<T, Awaited<R>> = {},
  ): AsyncResult<Awaited<R>> {
    this.#checkOpen();
    checkReduce(reducer, options);
    const result = internals.create<Awaited<R>>(undefined);
    const watch = watchCall(result, options);
    const run = new ReduceRun(result, options as ReduceOptions, this.#engine, watch);
    this.#withItems(result, items, (list) => {
      this.#engine.track(this.#settling(result, run.start(fn, reducer, list), () => {}));
    });
    if (options.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /**
   * Runs `fn(...args)` once on every worker, starting those that have not started, and gives the results in the order of
   * the workers. The context's `index` is the worker's number. A worker that replaces a lost one later has not run it.
   */
  broadcast<A extends unknown[], R>(
    fn: Portable<(...args: A) => R>,
    args: readonly [...A],
    options?: CallOptions,
  ): AsyncResult<Awaited<R>[]>;
  /** Runs `fn(...args, context)` once on every worker. */
  broadcast<A extends unknown[], R>(
    fn: Portable<(...args: [...A, TaskContext]) => R>,
    args: readonly [...A],
    options?: CallOptions,
  ): AsyncResult<Awaited<R>[]>;
  broadcast(fn: unknown, args: readonly unknown[], options: CallOptions = {}): AsyncResult<unknown[]> {
    this.#checkOpen();
    checkKeys(options, APPLY_KEYS);
    const result = internals.create<unknown[]>(undefined);
    this.#engine.track(
      this.#settling(result, broadcast(this.#engine, result, fn, checkArguments(args), options), () => {}),
    );
    if (options.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /** Starts all workers now instead of with the first calls, and resolves when they are ready. */
  async ready(): Promise<void> {
    this.#checkOpen();
    await startWorkers(this.#engine);
  }

  /**
   * What the workers did so far, in Chrome's trace format: write it as JSON, and open it in `chrome://tracing` or
   * https://ui.perfetto.dev. Throws `ERR_NOT_READY` unless the pool was made with `trace: true`.
   */
  trace(): Trace {
    const { recorder } = this.#engine;
    if (recorder !== undefined) return recorder.trace;
    throw new NfoldError('ERR_NOT_READY', 'the pool keeps no trace; make it with new Pool({ trace: true })');
  }

  /**
   * Calls a kernel for every number of a typed array and gives a typed array of the same kind. Workers read and write
   * shared memory and claim their share themselves, so that no message is sent for an item or a chunk. The kernel must be
   * a synchronous function of its arguments: after a worker was lost, it may run again for the same items. Fails with
   * what the kernel threw for the lowest index; `taskInfo` tells it.
   *
   * @example
   * const roots = await pool.mapTyped((x) => Math.sqrt(x), Float64Array.of(1, 4, 9));
   */
  mapTyped<A extends NumericArray>(
    kernel: Portable<(x: number, index: number) => number>,
    input: A,
    options?: MapTypedOptions<SameKind<A>> & { readonly block?: false },
  ): AsyncResult<SameKind<A>>;
  /** Calls a block kernel, which fills `output` for the items `offset` … `offset + input.length - 1`. */
  mapTyped<A extends NumericArray>(
    kernel: Portable<(input: SameKind<A>, output: SameKind<A>, offset: number) => void>,
    input: A,
    options: MapTypedOptions<SameKind<A>> & { readonly block: true },
  ): AsyncResult<SameKind<A>>;
  mapTyped(
    kernel: unknown,
    input: NumericArray,
    options: MapTypedOptions<NumericArray> = {},
  ): AsyncResult<NumericArray> {
    this.#checkOpen();
    const result = startTypedMap(this.#engine, kernel, input, options);
    if (options.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /** Lets all submitted work finish, then ends the workers. No calls are taken from now on. */
  close(): Promise<void> {
    this.#closed = true;
    this.#batches.flush();
    return (this.#ended ??= this.#engine.close());
  }

  /** Ends the workers now: results that are not there fail with `ERR_POOL_CLOSED`. Resolves in bounded time. */
  terminate(): Promise<void> {
    this.#closed = true;
    return (this.#ended = this.#engine.terminate());
  }

  /** Waits for the end of a pool that was closed or terminated. */
  async join(): Promise<void> {
    if (this.#ended !== undefined) return this.#ended;
    const message = 'join() waits for the end of a closed pool; call close() or terminate() first';
    throw new NfoldError('ERR_NOT_READY', message);
  }

  /** `await using pool = new Pool()` closes the pool at the end of the block. */
  async [DISPOSE](): Promise<void> {
    await this.close();
  }

  #imap<T, R>(
    fn: unknown,
    items: Iterable<T> | AsyncIterable<T>,
    options: ImapOptions = {},
    ordered = true,
  ): AsyncGenerator<R, void, undefined> {
    this.#checkOpen();
    checkImapOptions(options);
    const entry = this.#engine.functions.lookup(fn);
    return new ImapRun<T, R>(entry, checkSource(items), options, this.#engine, ordered).results();
  }

  #map<R, T = unknown>(
    fn: unknown,
    items: Items<T>,
    options: MapOptions,
    work: (list: ArrayLike<T>) => Pick<MapWork, 'args' | 'arity'>,
  ): AsyncResult<R[]> {
    this.#checkOpen();
    checkMapOptions(options);
    const entry = this.#engine.functions.lookup(fn);
    const result = internals.create<R[]>(undefined);
    const watch = watchCall(result, options);
    const begin = (list: ArrayLike<T>): void => {
      const run = new MapRun<R>(result, list.length, options, watch);
      const parts = work(list);
      const start = (): void =>
        run.start({ task: entry.task!, count: list.length, ...parts }, list, this.#engine);
      this.#whenReady(result, [entry, ...functionsAmong(parts.args, this.#engine.functions)], start);
    };
    this.#withItems(result, items, begin);
    if (options.signal !== undefined) follow(result, options.signal);
    return result;
  }

  /** Goes on with the items: at once, or when an asynchronous source has been read. */
  #withItems<T>(result: AsyncResult<unknown>, items: Items<T>, go: (list: ArrayLike<T>) => void): void {
    const list = gather(items, () => result.ready());
    if (!(list instanceof Promise)) return go(list);
    this.#engine.track(this.#settling(result, list, go));
  }

  /** Goes on when the functions can be sent: now, or when they have been read. */
  #whenReady(result: AsyncResult<unknown>, entries: readonly FunctionEntry[], go: () => void): void {
    try {
      const waiting = whenReady(entries);
      if (waiting === undefined) go();
      else this.#engine.track(this.#settling(result, waiting, go));
    } catch (error) {
      internals.fail(result, error);
    }
  }

  /** Goes on with what is waited for; if that fails, so does the result. */
  async #settling<T>(
    result: AsyncResult<unknown>,
    waiting: Promise<T>,
    go: (value: T) => void,
  ): Promise<void> {
    try {
      go(await waiting);
    } catch (error) {
      internals.fail(result, error);
    }
  }

  #checkOpen(): void {
    if (this.#closed) throw closedError();
  }
}
