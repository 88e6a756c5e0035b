import { loadBackend } from '../backends/index.js';
import { NfoldError, isNfoldError } from '../core/index.js';
import {
  type Chunk,
  type ChunkObserver,
  type BackendOptions,
  type Executor,
  type Job,
  type TaskFunction,
  processors,
  processorsNow,
} from '../executor/index.js';
import { partial } from '../task/index.js';
import { whenReady } from './arguments.js';
import { FunctionTable } from './functions.js';
import { shareOf, warnWhenNested } from './nesting.js';
import type { CheckedPoolOptions } from './options.js';

const RUNTIME = new URL('./worker-runtime.js', import.meta.url).href;

/** A chunk that waits for the executor to start. */
interface Held {
  readonly chunk: Chunk;
  readonly observer: ChunkObserver;
  job: Job | undefined;
  cancelled: boolean;
}

/** What stands behind a pool: starts its executor with the first chunk, and ends it. */
export class Engine {
  readonly functions = new FunctionTable();
  readonly seed: number | bigint;
  readonly #options: CheckedPoolOptions;
  readonly #preparing = new Set<Promise<void>>();
  readonly #held: Held[] = [];
  #executor: Executor | undefined;
  #starting: Promise<Executor | undefined> | undefined;
  /** Not even what was accepted before closing is sent any more. */
  #sealed = false;

  constructor(options: CheckedPoolOptions) {
    this.#options = options;
    this.seed = options.seed;
  }

  get workers(): number {
    if (this.#executor !== undefined) return this.#executor.workers;
    const { workers, backend } = this.#options;
    if (backend === 'serial') return 1;
    return workers === 'auto' ? shareOf(processorsNow()?.available ?? 1) : workers;
  }

  submit(chunk: Chunk, observer: ChunkObserver): Job {
    if (this.#sealed) {
      observer.failed(chunk, 0, chunk.count, closedError());
      return { cancel: () => {} };
    }
    if (this.#executor !== undefined) return this.#executor.submit(chunk, observer);
    const held: Held = { chunk, observer, job: undefined, cancelled: false };
    this.#held.push(held);
    this.#starting ??= this.#start();
    return {
      cancel: () => {
        held.cancelled = true;
        held.job?.cancel();
      },
    };
  }

  /** Work that has been accepted but cannot be submitted yet: closing waits for it. */
  track(promise: Promise<void>): void {
    this.#preparing.add(promise);
    const forget = (): void => void this.#preparing.delete(promise);
    promise.then(forget, forget);
  }

  /** Ends the workers when all accepted work has finished. */
  async close(): Promise<void> {
    while (this.#preparing.size > 0) await Promise.allSettled(this.#preparing);
    this.#sealed = true;
    await (await this.#starting)?.close();
  }

  /** Ends the workers now. */
  async terminate(): Promise<void> {
    this.#sealed = true;
    this.#refuseHeld(closedError());
    await (await this.#starting)?.terminate();
  }

  async #start(): Promise<Executor | undefined> {
    const { backend, workers } = this.#options;
    try {
      const implementation = await (typeof backend === 'string' ? loadBackend(backend) : backend);
      const count = workers === 'auto' ? shareOf((await processors()).available) : workers;
      const life = await this.#life();
      if (backend !== 'serial') warnWhenNested();
      const executor = await implementation.start({ workers: count, runtime: RUNTIME, ...life });
      this.#executor = executor;
      for (const held of this.#held.splice(0)) {
        if (!held.cancelled) held.job = executor.submit(held.chunk, held.observer);
      }
      return executor;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `the pool's backend could not be started: ${reason}`;
      this.#starting = undefined;
      const own = isNfoldError(cause, 'ERR_TASK_NOT_PORTABLE');
      this.#refuseHeld(own ? cause : new NfoldError('ERR_WORKER_START', message, {}, { cause }));
      return undefined;
    }
  }

  /** What the backend is to know about the life of workers. */
  async #life(): Promise<Omit<BackendOptions, 'workers' | 'runtime'>> {
    const { maxTasksPerWorker, idleTimeoutMs, env, resourceLimits } = this.#options.life;
    const initializer = await this.#initializer();
    return {
      life: defined({ initializer, maxTasksPerWorker, idleTimeoutMs }),
      ...defined({ env, resourceLimits }),
    };
  }

  async #initializer(): Promise<TaskFunction | undefined> {
    const { initializer, initArgs = [] } = this.#options.life;
    if (initializer === undefined) return undefined;
    const entry = this.functions.lookup(partial(initializer, ...(initArgs as never[])));
    await whenReady([entry]);
    return entry.task;
  }

  #refuseHeld(error: NfoldError): void {
    for (const { chunk, observer, cancelled } of this.#held.splice(0)) {
      if (!cancelled) observer.failed(chunk, 0, chunk.count, error);
    }
  }
}

export function closedError(): NfoldError {
  return new NfoldError('ERR_POOL_CLOSED', 'the pool is closed; make a new Pool');
}

/** The properties that are set. */
function defined<T extends object>(properties: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const set = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as { [K in keyof T]?: NonNullable<T[K]> };
}
