import { loadBackend, sharesMemory } from '../backends/index.js';
import { type BitGeneratorName, NfoldError, type Seed, isNfoldError } from '../core/index.js';
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
import { RUNTIME } from '../worker/index.js';
import { ActivityHub } from './activity.js';
import { whenReady } from './arguments.js';
import { publishActivity } from './diagnostics.js';
import { FunctionTable } from './functions.js';
import { shareOf, warnWhenNested } from './nesting.js';
import type { CheckedPoolOptions } from './options.js';
import { Scratch } from './scratch.js';
import { SyncMapper } from './sync-map.js';
import { TraceRecorder } from './trace.js';

/** A chunk that waits for the executor to start. */
interface Held {
  readonly chunk: Chunk;
  readonly observer: ChunkObserver;
  job: Job | undefined;
  cancelled: boolean;
}

/** What stands behind a pool: starts its executor with the first chunk, and ends it. */
export class Engine {
  /** A worker starts while the parser is loaded for the first function: either takes longer than all the rest. */
  readonly functions = new FunctionTable(() => void this.#expect());
  readonly scratch = new Scratch();
  readonly activity = new ActivityHub();
  readonly recorder: TraceRecorder | undefined;
  readonly seed: Seed;
  readonly bitGenerator?: BitGeneratorName;
  readonly #options: CheckedPoolOptions;
  readonly #pool: object;
  readonly #preparing = new Set<Promise<void>>();
  readonly #held: Held[] = [];
  #executor: Executor | undefined;
  #starting: Promise<Executor | undefined> | undefined;
  #synchronous: SyncMapper | undefined;
  #startError: NfoldError | undefined;
  /** Not even what was accepted before closing is sent any more. */
  #sealed = false;

  constructor(options: CheckedPoolOptions, pool: object) {
    this.#options = options;
    this.#pool = pool;
    this.recorder = options.trace ? new TraceRecorder(this.activity) : undefined;
    this.seed = options.seed;
    this.bitGenerator = options.bitGenerator;
  }

  /** What `mapSync` needs; it has a thread and workers of its own, made on first use. */
  get synchronous(): SyncMapper {
    return (this.#synchronous ??= new SyncMapper({ ...this.#options, trace: false }));
  }

  get workers(): number {
    if (this.#executor !== undefined) return this.#executor.workers;
    const { workers, backend } = this.#options;
    if (backend === 'serial') return 1;
    return workers === 'auto' ? shareOf(processorsNow()?.available ?? 1) : workers;
  }

  /** Whether a SharedArrayBuffer stays shared on its way to the workers. */
  get sharesMemory(): boolean {
    return sharesMemory(this.#options.backend);
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

  /** Has the chunk run by one particular worker; the executor must have started, see {@link Engine.started}. */
  submitTo(worker: number, chunk: Chunk, observer: ChunkObserver): Job {
    const executor = this.#executor;
    if (!this.#sealed && executor?.submitTo !== undefined) return executor.submitTo(worker, chunk, observer);
    const error = this.#sealed
      ? closedError()
      : new NfoldError(
          'ERR_UNSUPPORTED',
          `the backend ${this.#backendName()} cannot run a call on a particular worker; use threads, or a backend with submitTo()`,
        );
    observer.failed(chunk, 0, chunk.count, error);
    return { cancel: () => {} };
  }

  /** Starts the executor, though not yet its workers. */
  async started(): Promise<Executor> {
    const executor = await (this.#starting ??= this.#start());
    if (this.#sealed) throw closedError();
    if (executor === undefined) throw this.#startError;
    return executor;
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
    await this.#synchronous?.end();
    await (await this.#starting)?.close();
    this.scratch.clear();
  }

  /** Ends the workers now. */
  async terminate(): Promise<void> {
    this.#sealed = true;
    this.#refuseHeld(closedError());
    await this.#synchronous?.end();
    await (await this.#starting)?.terminate();
    this.scratch.clear();
  }

  async #start(): Promise<Executor | undefined> {
    const { backend, workers } = this.#options;
    try {
      const implementation = await (typeof backend === 'string' ? loadBackend(backend) : backend);
      const count = workers === 'auto' ? shareOf((await processors()).available) : workers;
      const life = await this.#life();
      if (backend !== 'serial') warnWhenNested();
      const executor = await implementation.start({ workers: count, runtime: RUNTIME, ...life });
      if (executor.observe !== undefined) await publishActivity(this.activity, this.#pool);
      this.#executor = executor;
      executor.observe?.((activity) => this.activity.emit(activity));
      for (const held of this.#held.splice(0)) {
        if (!held.cancelled) held.job = executor.submit(held.chunk, held.observer);
      }
      return executor;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `the pool's backend could not be started: ${reason}`;
      this.#starting = undefined;
      const own = isNfoldError(cause, 'ERR_TASK_NOT_PORTABLE');
      this.#startError = own ? cause : new NfoldError('ERR_WORKER_START', message, {}, { cause });
      this.#refuseHeld(this.#startError);
      return undefined;
    }
  }

  async #expect(): Promise<void> {
    if (this.#sealed) return;
    const executor = await (this.#starting ??= this.#start());
    if (!this.#sealed) executor?.expect?.();
  }

  #backendName(): string {
    const { backend } = this.#options;
    return typeof backend === 'string' ? backend : backend.name;
  }

  /** What the backend is to know about the life of workers. */
  async #life(): Promise<Omit<BackendOptions, 'workers' | 'runtime'>> {
    const { maxTasksPerWorker, idleTimeoutMs, maxMemoryPerWorkerMb, env, resourceLimits } =
      this.#options.life;
    const initializer = await this.#initializer();
    return {
      life: defined({ initializer, maxTasksPerWorker, idleTimeoutMs, maxMemoryPerWorkerMb }),
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
