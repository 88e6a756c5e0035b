// The worker's side of the pool: receives pieces of chunks, runs their calls one after the other, replies.
//
// Each file costs a worker about a fifth of a millisecond before its first call. So what runs here enters other folders by
// single files, and loads what few calls need (failures, contexts) with the first call that needs it.
import type { RunMessage, Runtime, RuntimeHost, TaskFunction, ToWorker } from '../executor/index.js';
import { CELLS } from '../executor/protocol.js';
import type { CompiledFunction } from '../task/index.js';
import { compileFunction } from '../task/compile.js';
import type { ContextMaker } from './context.js';
import { PieceRun, loadFailures } from './piece-run.js';

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
  #contexts: ContextMaker | undefined;

  constructor(host: RuntimeHost) {
    this.#host = host;
    this.#cells = host.cells ?? new Int32Array(CELLS.length);
  }

  receive(message: ToWorker): void {
    if (!('type' in message)) {
      this.#waiting.push(this.#prepare(message));
      return this.#pump();
    }
    switch (message.type) {
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
      const { encodeError } = await loadFailures();
      this.#host.send({ type: 'initialized', error: encodeError(error, this.#host.sendable) });
    }
  }

  flush(): void {
    void this.#current?.flush(false);
  }

  #cancel(piece: number): void {
    if (this.#current?.piece === piece) this.#current.cancel();
    this.#waiting.find(({ run }) => run.piece === piece)?.run.cancel();
  }

  #prepare(message: RunMessage): Waiting {
    const run = new PieceRun(message, this.#host, this.#cells, this.#state);
    const { define = [], functions = [] } = run.details;
    for (const definition of define) this.#functions.set(definition.id, compile(definition));
    const find = (id: number): Compiled | Promise<Compiled> => this.#functions.get(id)!;
    return {
      run,
      task: find(run.task),
      functions: functions.map(([at, id]) => [at, find(id)] as const),
    };
  }

  #pump(): void {
    while (this.#current === undefined) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      if (!this.#claim(next.run)) continue;
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
  #claim({ piece, details: { claim } }: PieceRun): boolean {
    return claim === undefined || Atomics.compareExchange(this.#cells, claim, piece, 0) === piece;
  }

  #start({ run, task, functions }: Waiting): Promise<void> | undefined {
    if (functions.length === 0 && !(task instanceof Promise)) return this.#launch(run, [task], functions);
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
      const { error } = broken;
      return loadFailures().then(() => run.failAll(error));
    }
    const fns = ready.map((part) => (part as { fn: CompiledFunction }).fn);
    if (fns[0].parameters <= run.arity) return this.#begin(run, fns, places, undefined);
    if (this.#contexts !== undefined) return this.#begin(run, fns, places, this.#contexts);
    return this.#loadContexts().then((contexts) => this.#begin(run, fns, places, contexts));
  }

  /** Loads contexts, and with them the random streams, when the first function comes that is given one. */
  async #loadContexts(): Promise<ContextMaker> {
    const { contextMaker } = await import('./context.js');
    return (this.#contexts ??= await contextMaker());
  }

  #begin(
    run: PieceRun,
    fns: readonly CompiledFunction[],
    places: Waiting['functions'],
    contexts: ContextMaker | undefined,
  ): Promise<void> | undefined {
    const { args } = run;
    const filled = places.length === 0 ? args : Array.from<unknown>(args);
    for (const [i, [at]] of places.entries()) (filled as unknown[])[at] = fns[i + 1].call;
    this.#cells[CELLS.call] = 0;
    this.#cells[CELLS.piece] = run.piece;
    run.begin(fns[0], filled, contexts);
    const pending = this.#calls(run);
    return pending === undefined ? this.#finish(run) : this.#awaitCalls(run, pending);
  }

  /** Makes calls until one returns a promise, or none is left. */
  #calls(run: PieceRun): PromiseLike<unknown> | undefined {
    const cells = this.#cells;
    const { count, piece, details } = run;
    const note = this.#noteFor(details.timed === true);
    while (run.call < count) {
      if (run.cancelled || cells[CELLS.stop] === piece) return undefined;
      note?.(piece, run.call);
      const pending = run.advance(note === undefined ? Infinity : 1);
      if (pending !== undefined) return pending;
    }
    return undefined;
  }

  #noteFor(timed: boolean): RuntimeHost['note'] {
    return timed || this.#host.notesTimedOnly !== true ? this.#host.note : undefined;
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
        await loadFailures();
        run.fail(error);
      }
    }
    await this.#finish(run);
  }

  #finish(run: PieceRun): Promise<void> | undefined {
    // The last results leave before the piece counts as over: a worker that ends in between loses neither.
    const timed = run.details.timed === true;
    const sending = run.flush(true);
    if (sending !== undefined) return sending.then(() => this.#over(timed));
    this.#over(timed);
    return undefined;
  }

  #over(timed: boolean): void {
    this.#cells[CELLS.piece] = 0;
    this.#noteFor(timed)?.(0, 0);
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
