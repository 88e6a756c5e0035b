import type { MessagePort, Worker } from 'node:worker_threads';
import { NfoldError, checkInteger, checkPositive, checkSeed } from '../core/index.js';
import { decodeError, isClonable, notClonable, packNumbers } from '../executor/index.js';
import { loadCaptureFinderNow } from '../task/index.js';
import type { FunctionTable } from './functions.js';
import { type CheckedPoolOptions, checkKeys } from './options.js';
import { SYNC_CELLS, type SyncData, type SyncReply, type SyncRequest } from './sync-protocol.js';

export interface MapSyncOptions {
  /** As in {@link MapOptions}. */
  readonly chunkSize?: number | 'auto';
  /** As in {@link MapOptions}. */
  readonly seed?: number | bigint;
  /** Gives up with `ERR_TIMEOUT` after this many milliseconds and ends the workers; no limit by default. */
  readonly timeoutMs?: number;
}

type Threads = typeof import('node:worker_threads');

/** How long to sleep at a time, in milliseconds, so that a dead thread or a deadline is noticed. */
const SLICE = 250;
/** So many slices without a sign of life mean that the thread is gone: about a minute. */
const SILENT_SLICES = 240;

/** The blocked side of `mapSync`: a thread of its own runs the pool, so that it can be slept on until it replies. */
export class SyncMapper {
  readonly #options: CheckedPoolOptions;
  #cells: Int32Array = new Int32Array(0);
  #worker: Worker | undefined;
  #port: MessagePort | undefined;

  constructor(options: CheckedPoolOptions) {
    if (typeof options.backend !== 'string') {
      throw unsupported('with a backend of your own, which cannot be sent to another thread');
    }
    if (options.life.initializer !== undefined) {
      throw unsupported('with an initializer, which would have to run on its own workers a second time');
    }
    this.#options = options;
  }

  /** The values in order; throws what a map fails with. */
  map(fn: unknown, items: ArrayLike<unknown>, functions: FunctionTable, options: MapSyncOptions): unknown[] {
    const threads = nodeModule<Threads>('node:worker_threads');
    const { chunkSize = 'auto', seed = this.#options.seed, timeoutMs = Infinity } = check(options);
    loadCaptureFinderNow((name) => requireHere(name));
    const task = functions.lookupNow(fn);
    const packed = packNumbers(items) ?? Array.from(items);
    if (packed.length === 0) return [];
    this.#start(threads);
    const replies = Atomics.load(this.#cells, SYNC_CELLS.replies);
    const request: SyncRequest = { task, items: packed, chunkSize, seed };
    this.#post(request);
    this.#sleep(replies, timeoutMs);
    const { message } = threads.receiveMessageOnPort(this.#port!) as { message: SyncReply };
    if ('error' in message) throw decodeError(message.error, message.info);
    return Array.from(message.values);
  }

  /** Ends the thread, and with it its workers. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#port?.close();
    await worker?.terminate();
  }

  #start({ Worker: Thread, MessageChannel: Channel }: Threads): void {
    if (this.#worker !== undefined) return;
    const { port1, port2 } = new Channel();
    this.#cells = new Int32Array(new SharedArrayBuffer(4 * SYNC_CELLS.length));
    this.#port = port1;
    const workerData: SyncData = { port: port2, cells: this.#cells, options: this.#options };
    this.#worker = new Thread(new URL('./sync-host.js', import.meta.url), {
      workerData,
      transferList: [port2],
      name: 'nfold mapSync',
      // Flags are inherited, and those of V8 may not even be named; but this one would refuse a file.
      ...(process.execArgv.some((arg) => arg.startsWith('--input-type')) && { execArgv: [] }),
    });
    port1.unref();
    this.#worker.unref();
    const started = this.#worker;
    // Heard only when this thread is not blocked: the next call then starts another.
    started.on('error', () => {});
    started.on('exit', () => {
      if (this.#worker === started) this.#worker = undefined;
    });
  }

  #post(request: SyncRequest): void {
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port, not a window
      this.#port!.postMessage(request);
    } catch (cause) {
      if (!isClonable(request.items)) throw notClonable('an item of mapSync', request.items);
      throw cause;
    }
  }

  /** Sleeps in slices until there is a reply; throws when none can come any more. */
  #sleep(replies: number, timeoutMs: number): void {
    const cells = this.#cells;
    const deadline = performance.now() + timeoutMs;
    // On the serial backend the host makes the calls itself, and a long one is no sign of death.
    const listens = this.#options.backend !== 'serial';
    let silent = 0;
    for (;;) {
      const bell = Atomics.load(cells, SYNC_CELLS.bell);
      if (Atomics.load(cells, SYNC_CELLS.replies) !== replies) return;
      if (Atomics.load(cells, SYNC_CELLS.ended) !== 0 || (listens && silent > SILENT_SLICES))
        throw this.#giveUp('lost');
      const left = deadline - performance.now();
      if (left <= 0) throw this.#giveUp('timeout', timeoutMs);
      // Slices are counted, not seconds: a process that was suspended has not been silent.
      silent =
        Atomics.wait(cells, SYNC_CELLS.bell, bell, Math.min(SLICE, left)) === 'timed-out' ? silent + 1 : 0;
    }
  }

  #giveUp(reason: 'lost' | 'timeout', timeoutMs = 0): NfoldError {
    void this.end();
    if (reason === 'timeout') {
      const text = `mapSync was not done after ${timeoutMs} ms; its workers were ended`;
      return new NfoldError('ERR_TIMEOUT', text, { timeoutMs });
    }
    const text =
      'the thread that ran mapSync has ended; a task may have ended it, for instance with process.exit()';
    return new NfoldError('ERR_WORKER_LOST', text);
  }
}

function check(options: MapSyncOptions): MapSyncOptions {
  checkKeys(options, ['chunkSize', 'seed', 'timeoutMs']);
  const { chunkSize = 'auto', seed, timeoutMs } = options;
  if (chunkSize !== 'auto') checkInteger('chunkSize', chunkSize, 1);
  if (seed !== undefined) checkSeed('seed', seed);
  if (timeoutMs !== undefined) checkPositive('timeoutMs', timeoutMs);
  return options;
}

function unsupported(where: string): NfoldError {
  return new NfoldError('ERR_UNSUPPORTED', `mapSync does not work ${where}; use map`);
}

/** A module of Node.js without waiting; throws `ERR_UNSUPPORTED` where the runtime cannot give it. */
function nodeModule<M>(name: string): M {
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } };
  const module = process?.getBuiltinModule?.(name);
  if (module !== undefined) return module as M;
  throw unsupported('here: it needs Node.js 20.16 or later');
}

function requireHere(name: string): unknown {
  return nodeModule<typeof import('node:module')>('node:module').createRequire(import.meta.url)(name);
}
