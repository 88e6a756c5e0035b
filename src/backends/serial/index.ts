import { NfoldError } from '../../core/index.js';
import {
  type Backend,
  CELLS,
  type FromWorker,
  type RuntimeModule,
  type ToWorker,
  WorkerExecutor,
  type WorkerEvents,
  type WorkerHandle,
} from '../../executor/index.js';

/**
 * No workers at all: calls run in this thread, one after the other, through the same runtime and with the same copying
 * of arguments and results as elsewhere. For debugging, for comparison, and where there are no threads.
 */
export const serial: Backend = {
  name: 'serial',
  sharesMemory: true,
  async start({ runtime, life = {} }) {
    const module = (await import(runtime)) as RuntimeModule;
    return new WorkerExecutor(1, (worker, events) => new Local(worker, module, events), { life });
  },
};

/** A "worker" in this very thread; each message is handled in a turn of the event loop of its own. */
class Local implements WorkerHandle {
  /** Not shared with anyone, but a time limit looks here. */
  readonly cells = new Int32Array(CELLS.length);
  readonly #events: WorkerEvents;
  readonly #receive: (message: ToWorker) => void;
  #ended = false;

  constructor(worker: number, module: RuntimeModule, events: WorkerEvents) {
    this.#events = events;
    const runtime = module.createRuntime({
      worker,
      cells: this.cells,
      send: (message, transfer) => this.#send(message, transfer),
    });
    this.#receive = (message) => {
      if (!this.#ended) runtime.receive(message);
    };
    queueMicrotask(() => events.ready());
  }

  post(message: ToWorker, transfer: readonly ArrayBuffer[] = []): void {
    const copy = structuredClone(message, { transfer: [...transfer] });
    // A cancelled piece must not wait behind the pieces that it is to overtake.
    if ('type' in copy && copy.type === 'cancel') this.#receive(copy);
    else soon(() => this.#receive(copy));
  }

  hold(): void {
    // The thread itself keeps the process alive while it computes.
  }

  stop(): void {
    this.kill();
  }

  kill(): void {
    if (this.#ended) return;
    this.#ended = true;
    queueMicrotask(() =>
      this.#events.lost({ error: new NfoldError('ERR_POOL_CLOSED', 'the pool was closed') }),
    );
  }

  #send(message: FromWorker, transfer: ArrayBuffer[] = []): void {
    const copy = structuredClone(message, { transfer });
    // As from a real worker: never while the task is still on the stack.
    queueMicrotask(() => {
      if (!this.#ended) this.#events.message(copy);
    });
  }
}

/** Runs a callback in the next turn of the event loop, so that timers and signals are heard between two chunks. */
function soon(callback: () => void): void {
  const { setImmediate: immediate } = globalThis as { setImmediate?: (callback: () => void) => unknown };
  if (immediate === undefined) setTimeout(callback, 0);
  else immediate(callback);
}
