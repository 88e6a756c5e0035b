import { Pool } from '../pool/index.js';
import type { Backend, BackendName } from '../pool/index.js';
import type { CaseContext, GroupedCase } from './case.js';
import { within } from './watchdog.js';

/** What the cases of a group share: a pool, for as long as they pass. */
export class Fixture {
  readonly #backend: Backend | BackendName;
  readonly #workers: number;
  readonly #limitMs: number;
  #pool: Pool | undefined;

  constructor(backend: Backend | BackendName, workers: number, limitMs: number) {
    this.#backend = backend;
    this.#workers = workers;
    this.#limitMs = limitMs;
  }

  /** Fails with what the case fails with, or with `ERR_TIMEOUT` when it does not end. */
  async run(test: GroupedCase): Promise<void> {
    const made: Pool[] = [];
    const context: CaseContext = {
      backend: this.#backend,
      workers: this.#workers,
      pool: (this.#pool ??= this.#make()),
      make: () => {
        const pool = this.#make();
        made.push(pool);
        return pool;
      },
    };
    try {
      await within(this.#limitMs, 'the case', test.run(context));
      await this.#end(made);
    } catch (error) {
      // What a failed case leaves behind is not for the next one to stumble over.
      this.#pool = undefined;
      await this.#end([...made, context.pool]).catch(() => {});
      throw error;
    }
  }

  /** Closes the shared pool: the last case of each group. */
  async close(): Promise<void> {
    const pool = this.#pool;
    this.#pool = undefined;
    if (pool !== undefined) await within(this.#limitMs, 'close()', pool.close());
  }

  #make(): Pool {
    return new Pool({ workers: this.#workers, backend: this.#backend, seed: 7 });
  }

  async #end(pools: readonly Pool[]): Promise<void> {
    await within(this.#limitMs, 'terminate()', Promise.all(pools.map((pool) => pool.terminate())));
  }
}
