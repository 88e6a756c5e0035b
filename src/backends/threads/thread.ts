import { MessageChannel, type MessagePort, Worker, receiveMessageOnPort } from 'node:worker_threads';
import { type Timers, realTimers } from '../../core/index.js';
import {
  type BackendOptions,
  CELLS,
  type FromWorker,
  type ToWorker,
  type WorkerEvents,
  type WorkerHandle,
  mergeEnvironment,
} from '../../executor/index.js';

/** What a thread is given when it starts. */
export interface ThreadData {
  /** The pool's own channel: what the user's code does with `parentPort` does not touch it. */
  readonly port: MessagePort;
  readonly runtime: string;
  readonly worker: number;
  readonly workers: number;
  readonly cells: Int32Array;
  /** Whether its memory matters. */
  readonly measured: boolean;
}

/** Sent once by a thread, before any message of the protocol. */
export const READY = 'ready';

/** How long a thread may take to end by itself once it was asked to, in milliseconds. */
const STOP_GRACE = 1000;
/** How long ending a thread by force may take: inside a long native call it cannot be ended. In milliseconds. */
const KILL_GRACE = 5000;

export function spawnThread(
  worker: number,
  options: BackendOptions,
  events: WorkerEvents,
  timers = realTimers,
): WorkerHandle {
  return new Thread(worker, options, events, timers);
}

class Thread implements WorkerHandle {
  readonly cells = new Int32Array(new SharedArrayBuffer(4 * CELLS.length));
  readonly #number: number;
  readonly #events: WorkerEvents;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  #error: unknown;
  #ready = false;
  #ended = false;
  readonly #timers: Timers;
  /** Takes back the end of the time that the thread is given. */
  #cancelGrace = (): void => {};

  constructor(
    worker: number,
    { workers, runtime, env, resourceLimits, life }: BackendOptions,
    events: WorkerEvents,
    timers: Timers,
  ) {
    this.#number = worker;
    this.#timers = timers;
    this.#events = events;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const measured = life?.maxMemoryPerWorkerMb !== undefined;
    const workerData: ThreadData = { port: port2, runtime, worker, workers, cells: this.cells, measured };
    // Flags are inherited, but this one is about the text after --eval and would refuse a file.
    this.#worker = new Worker(new URL('./entry.js', import.meta.url), {
      workerData,
      transferList: [port2],
      name: `nfold ${worker}`,
      ...(env !== undefined && { env: mergeEnvironment(process.env, env) }),
      ...(resourceLimits !== undefined && { resourceLimits }),
      ...(process.execArgv.some((arg) => arg.startsWith('--input-type')) && { execArgv: [] }),
    });
    this.#worker.unref();
    this.#worker.on('error', (error) => (this.#error = error));
    this.#worker.on('exit', (code) => this.#exited(code));
    port1.on('message', (message: FromWorker | typeof READY) => this.#take(message));
    // The thread itself, not its port, holds the process while there is work: its end must be heard, too.
    port1.unref();
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  hold(busy: boolean): void {
    if (busy) this.#worker.ref();
    else this.#worker.unref();
  }

  stop(): void {
    this.#worker.ref();
    this.#cancelGrace = this.#timers.after(STOP_GRACE, () => this.kill(), true);
    this.#port.close();
  }

  kill(): void {
    this.#cancelGrace();
    this.#worker.ref();
    this.#cancelGrace = this.#timers.after(KILL_GRACE, () => this.#abandon(), true);
    void this.#worker.terminate();
  }

  #take(message: FromWorker | typeof READY): void {
    if (message === READY) {
      this.#ready = true;
      this.#events.ready();
    } else this.#events.message(message);
  }

  #exited(exitCode: number): void {
    if (this.#ended) return;
    // What it sent with its last breath has arrived, but its turn in the event loop has not.
    for (
      let last = receiveMessageOnPort(this.#port);
      last !== undefined;
      last = receiveMessageOnPort(this.#port)
    ) {
      this.#take(last.message as FromWorker | typeof READY);
    }
    if (this.#ready && this.#error !== undefined && this.cells[CELLS.piece] === 0) this.#warn();
    this.#end({ exitCode, error: this.#error });
  }

  #end(cause: { exitCode?: number; error?: unknown }): void {
    this.#ended = true;
    this.#cancelGrace();
    this.#port.close();
    this.#events.lost(cause);
  }

  /** An error outside any call would vanish with its thread. */
  #warn(): void {
    const text =
      this.#error instanceof Error ? (this.#error.stack ?? String(this.#error)) : String(this.#error);
    process.emitWarning(
      `worker ${this.#number} ended between two calls because of an uncaught error: ${text}`,
      'NfoldWarning',
    );
  }

  #abandon(): void {
    process.emitWarning(
      `worker ${this.#number} is inside native code that cannot be interrupted; it is left behind and ends when that returns`,
      'NfoldWarning',
    );
    this.#worker.unref();
    this.#end({});
  }
}
