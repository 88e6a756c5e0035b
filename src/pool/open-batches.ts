import { ApplyBatch, type BatchHost, FULL_BATCH } from './apply-batch.js';
import { type AsyncResult, internals } from './async-result.js';
import type { FunctionEntry } from './functions.js';
import type { CallOptions } from './options.js';

/** Gathers the calls of one turn of the event loop, so that those of one function travel together. */
export class OpenBatches {
  readonly #host: BatchHost;
  /** Functions with calls that have not been sent. */
  readonly #open: FunctionEntry[] = [];

  constructor(host: BatchHost) {
    this.#host = host;
  }

  /** Puts a call in the batch of its function; one with options of its own travels alone. */
  add(
    entry: FunctionEntry,
    args: readonly unknown[],
    index: number,
    result: AsyncResult<unknown>,
    options: CallOptions | undefined,
  ): void {
    if (result.ready()) return;
    let { batch } = entry;
    if (batch === undefined || batch.arity !== args.length || options !== undefined) {
      if (batch !== undefined) this.#send(entry);
      batch = entry.batch = new ApplyBatch(entry, args.length, options);
      if (this.#open.push(entry) === 1) queueMicrotask(() => this.flush());
    }
    internals.setOwner(result, batch);
    batch.add(args, index, result);
    if (batch.count >= FULL_BATCH || options !== undefined) this.#send(entry);
  }

  /** Sends all that has been gathered. */
  flush(): void {
    for (const entry of this.#open.splice(0)) this.#send(entry);
  }

  #send(entry: FunctionEntry): void {
    const { batch } = entry;
    entry.batch = undefined;
    batch?.send(this.#host);
  }
}
