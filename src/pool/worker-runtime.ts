// The worker's side of the pool: receives pieces of chunks, runs their calls one after the other, replies.
import {
  CELLS,
  type RunMessage,
  type Runtime,
  type RuntimeHost,
  type TaskFunction,
  type ToWorker,
  encodeError,
} from '../executor/index.js';
import { type CompiledFunction, compileFunction } from '../task/index.js';
import { PieceRun } from './piece-run.js';
import { loadStreams } from './task-context.js';

type Compiled = { readonly fn: CompiledFunction } | { readonly error: unknown };

interface Waiting {
  readonly run: PieceRun;
  readonly task: Compiled | Promise<Compiled>;
  readonly functions: readonly (readonly [at: number, task: Compiled | Promise<Compiled>])[];
}

export function createRuntime(host: RuntimeHost): Runtime {
  return new WorkerRuntime(host);
}

class WorkerRuntime implements Runtime {
  readonly #host: RuntimeHost;
  readonly #cells: Int32Array;
  readonly #functions = new Map<number, Compiled | Promise<Compiled>>();
  readonly #waiting: Waiting[] = [];
  #current: PieceRun | undefined;
  /** What the initializer returned. */
  #state: unknown;

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.#cells = host.cells ?? new Int32Array(CELLS.length);
  }

  receive(message: ToWorker): void {
    switch (message.type) {
      case 'run':
        this.#waiting.push(this.#prepare(message));
        return this.#pump();
      case 'initialize':
        return void this.#initialize(message.task);
      case 'cancel':
        return this.#cancel(message.piece);
      case 'forget':
        return this.#functions.clear();
    }
  }

  async #initialize(task: TaskFunction): Promise<void> {
    try {
      const compiled = await compile(task);
      if ('error' in compiled) throw compiled.error;
      this.#state = await compiled.fn.call();
      this.#host.send({ type: 'initialized' });
    } catch (error) {
      this.#host.send({ type: 'initialized', error: encodeError(error) });
    }
  }

  flush(): void {
    this.#current?.flush(false);
  }

  #cancel(piece: number): void {
    if (this.#current?.message.piece === piece) this.#current.cancel();
    this.#waiting.find(({ run }) => run.message.piece === piece)?.run.cancel();
  }

  #prepare(message: RunMessage): Waiting {
    for (const definition of message.define ?? []) this.#functions.set(definition.id, compile(definition));
    const run = new PieceRun(message, this.#host, this.#state);
    const find = (id: number): Compiled | Promise<Compiled> => this.#functions.get(id)!;
    return {
      run,
      task: find(message.task),
      functions: (message.functions ?? []).map(([at, id]) => [at, find(id)] as const),
    };
  }

  #pump(): void {
    while (this.#current === undefined) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      if (!this.#claim(next.run.message)) continue;
      this.#current = next.run;
      const asynchronous = this.#start(next);
      if (asynchronous === undefined) this.#current = undefined;
      else
        void asynchronous.then(() => {
          this.#current = undefined;
          this.#pump();
        });
    }
  }

  /** Takes a piece that was sent ahead; false when the executor has taken it back. */
  #claim({ claim, piece }: RunMessage): boolean {
    return claim === undefined || Atomics.compareExchange(this.#cells, claim, piece, 0) === piece;
  }

  #start({ run, task, functions }: Waiting): Promise<void> | undefined {
    const parts = [task, ...functions.map(([, fn]) => fn)];
    if (parts.some((part) => part instanceof Promise)) {
      return Promise.all(parts.map((part) => Promise.resolve(part))).then((ready) =>
        this.#launch(run, ready, functions),
      );
    }
    return this.#launch(run, parts as Compiled[], functions);
  }

  #launch(
    run: PieceRun,
    ready: readonly Compiled[],
    places: Waiting['functions'],
  ): Promise<void> | undefined {
    const broken = ready.find((part) => 'error' in part);
    if (broken !== undefined && 'error' in broken) {
      run.failAll(broken.error);
      return undefined;
    }
    const fns = ready.map((part) => (part as { fn: CompiledFunction }).fn);
    const loading = fns[0].parameters > run.message.arity ? loadStreams() : undefined;
    if (loading === undefined) return this.#begin(run, fns, places);
    return loading.then(() => this.#begin(run, fns, places));
  }

  #begin(
    run: PieceRun,
    fns: readonly CompiledFunction[],
    places: Waiting['functions'],
  ): Promise<void> | undefined {
    const { args } = run.message;
    const filled = places.length === 0 ? args : Array.from<unknown>(args);
    for (const [i, [at]] of places.entries()) (filled as unknown[])[at] = fns[i + 1].call;
    this.#cells[CELLS.call] = 0;
    this.#cells[CELLS.piece] = run.message.piece;
    run.begin(fns[0], filled, this.#cells);
    const pending = this.#calls(run);
    return pending === undefined ? this.#finish(run) : this.#awaitCalls(run, pending);
  }

  /** Makes calls until one returns a promise, or none is left. */
  #calls(run: PieceRun): PromiseLike<unknown> | undefined {
    const cells = this.#cells;
    const { note } = this.#host;
    const { count, piece } = run.message;
    while (run.call < count) {
      if (run.cancelled || cells[CELLS.stop] === piece) return undefined;
      note?.(piece, run.call);
      const pending = run.advance(note === undefined ? Infinity : 1);
      if (pending !== undefined) return pending;
    }
    return undefined;
  }

  async #awaitCalls(run: PieceRun, first: PromiseLike<unknown>): Promise<void> {
    for (
      let pending: PromiseLike<unknown> | undefined = first;
      pending !== undefined;
      pending = this.#calls(run)
    ) {
      try {
        run.succeed(await pending);
      } catch (error) {
        run.fail(error);
      }
    }
    this.#finish(run);
  }

  #finish(run: PieceRun): undefined {
    // The last results leave before the piece counts as over: a worker that ends in between loses neither.
    run.flush(true);
    this.#cells[CELLS.piece] = 0;
    this.#host.note?.(0, 0);
  }
}

function compile({ wire }: TaskFunction): Compiled | Promise<Compiled> {
  try {
    const compiled = compileFunction(wire);
    if (!(compiled instanceof Promise)) return { fn: compiled };
    return compiled.then(
      (fn) => ({ fn }),
      (error: unknown) => ({ error }),
    );
  } catch (error) {
    return { error };
  }
}
