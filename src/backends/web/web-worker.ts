import {
  type BackendOptions,
  CELLS,
  type FromWorker,
  type LossCause,
  type ToWorker,
  type WireError,
  type WorkerEvents,
  type WorkerHandle,
  reviveError,
} from '../../executor/index.js';

/** The first message to a worker. */
export interface Start {
  /** The pool's own channel: what the user's code does with `postMessage` does not touch it. */
  readonly port: MessagePort;
  /** URL of the runtime's module. */
  readonly runtime: string;
  readonly worker: number;
  readonly workers: number;
  /** Left out where a page cannot share memory. */
  readonly cells?: Int32Array;
}

export type Noted = readonly [piece: number, call: number];

export type FromWebWorker =
  | FromWorker
  /** Sent once, before any message of the protocol. */
  | 'ready'
  /** Which call of which piece comes next, where that matters and there are no cells to write it in. */
  | { readonly type: 'note'; readonly piece: number; readonly call: number }
  /** The last message: the worker has closed itself, or an error outside of any promise ends it. */
  | { readonly type: 'end'; readonly running: Noted; readonly error?: WireError };

export function spawnWebWorker(worker: number, options: BackendOptions, events: WorkerEvents): WorkerHandle {
  return new WebWorker(worker, options, events);
}

class WebWorker implements WorkerHandle {
  readonly cells?: Int32Array;
  readonly #number: number;
  readonly #events: WorkerEvents;
  readonly #worker: Worker;
  readonly #port: MessagePort;
  #noted: Noted = [0, 0];
  #ready = false;
  #ended = false;

  constructor(worker: number, { workers, runtime }: BackendOptions, events: WorkerEvents) {
    this.#number = worker;
    this.#events = events;
    if (typeof SharedArrayBuffer !== 'undefined') {
      this.cells = new Int32Array(new SharedArrayBuffer(4 * CELLS.length));
    }
    this.#worker = openWorker(`nfold ${worker}`);
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.addEventListener('message', ({ data }: MessageEvent<FromWebWorker>) => this.#take(data));
    port1.start();
    // What the worker itself could not tell: its module, or one that it needs, cannot be loaded.
    this.#worker.addEventListener('error', (event: Partial<ErrorEvent> & Event) => {
      event.preventDefault();
      this.#end({ error: new Error(event.message || 'its module cannot be loaded') });
    });
    const start: Start = { port: port2, runtime, worker, workers, ...(this.cells && { cells: this.cells }) };
    this.#worker.postMessage(start, [port2]);
  }

  post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  running(): Noted | undefined {
    return this.#noted;
  }

  /** No worker keeps a page open. */
  hold(): void {}

  stop(): void {
    this.kill();
  }

  kill(): void {
    this.#worker.terminate();
    // Afterwards: whoever ends it does not expect to hear of that in between.
    setTimeout(() => this.#end({}));
  }

  #take(message: FromWebWorker): void {
    if (this.#ended) return;
    if (message === 'ready') {
      this.#ready = true;
      this.#events.ready();
    } else if (!('type' in message)) this.#events.message(message);
    else if (message.type === 'note') this.#noted = [message.piece, message.call];
    else if (message.type === 'end') {
      this.#noted = message.running;
      this.#end(message.error === undefined ? { exitCode: 0 } : { error: reviveError(message.error) });
    } else this.#events.message(message);
  }

  #end(cause: LossCause): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#ready && cause.error !== undefined && this.#isIdle()) this.#warn(cause.error);
    this.#worker.terminate();
    this.#port.close();
    this.#events.lost(cause);
  }

  #isIdle(): boolean {
    return (this.cells === undefined ? this.#noted[0] : Atomics.load(this.cells, CELLS.piece)) === 0;
  }

  /** An error outside any call would vanish with its worker. */
  #warn(error: unknown): void {
    console.warn(`worker ${this.#number} ended between two calls because of an uncaught error:`, error);
  }
}

/**
 * A worker that runs the module beside this one. Pages may start workers from their own origin alone; where nfold comes
 * from another one (a CDN), a module of the page's that imports the other is started in its place.
 */
function openWorker(name: string): Worker {
  const { origin } = globalThis.location;
  if (new URL(import.meta.url).origin === origin) {
    // In this form, and in no other, bundlers recognise a worker.
    return new Worker(new URL('./entry.js', import.meta.url), { type: 'module', name });
  }
  const text = `import ${JSON.stringify(new URL('./entry.js', import.meta.url).href)};`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module', name });
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
