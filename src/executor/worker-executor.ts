import { checkInteger, now } from '../core/index.js';
import { isClonable, notClonable } from './clonable.js';
import { CELLS, type FromWorker, type ToWorker } from './protocol.js';
import { type LossCause, REJECTIONS } from './rejections.js';
import { freeClaim, indexOf, runMessage, wireValues } from './run-message.js';
import { step } from './scheduler.js';
import {
  type Command,
  type Piece,
  type Running,
  type SchedulerEvent,
  type SchedulerState,
  createState,
} from './scheduler-state.js';
import type { Chunk, ChunkObserver, Executor, Job, TaskFunction, WorkerActivity } from './types.js';
import { buffersOf } from './transfer.js';
import { sliceValues } from './values.js';
import { decodeError } from './wire-error.js';

/** What a transport tells about one worker. */
export interface WorkerEvents {
  /** It has started and takes messages. */
  readonly ready: () => void;
  readonly message: (message: FromWorker) => void;
  /** It has ended; no message follows. */
  readonly lost: (cause: LossCause) => void;
}

/** One worker, as a transport provides it. */
export interface WorkerHandle {
  /** Throws when something in the message cannot be cloned. `transfer` may be handed over instead of copied. */
  post(message: ToWorker, transfer?: readonly ArrayBuffer[]): void;
  /** Memory shared with the worker's runtime, if the transport has any; see {@link CELLS}. */
  readonly cells?: Int32Array;
  /** Whether the worker has work: only then may it keep the process alive. */
  hold(busy: boolean): void;
  /** Lets it end by itself; {@link WorkerEvents.lost} follows, after {@link kill} if need be. */
  stop(): void;
  /** Ends it at once; {@link WorkerEvents.lost} follows in bounded time. */
  kill(): void;
}

/** Starts the worker with this number, from 0. Events may come only after it has returned. */
export type SpawnWorker = (worker: number, events: WorkerEvents) => WorkerHandle;

interface Entry {
  readonly chunk: Chunk;
  readonly observer: ChunkObserver;
  /** Nobody wants to hear of it any more. */
  cancelled: boolean;
}

interface Slot {
  readonly handle: WorkerHandle;
  /** Functions that it has been sent. */
  readonly known: Set<number>;
}

/** A worker forgets its functions when it has been sent this many, so that endless new ones do not fill its memory. */
const KNOWN_FUNCTIONS = 1000;

/** An executor over any kind of worker: the scheduler decides, this class acts, the transport carries. */
export class WorkerExecutor implements Executor {
  readonly workers: number;
  readonly #spawn: SpawnWorker;
  readonly #state: SchedulerState;
  readonly #entries = new Map<number, Entry>();
  readonly #slots: (Slot | undefined)[] = [];
  readonly #events: SchedulerEvent[] = [];
  #handling = false;
  #nextChunk = 1;
  #lastLoss: LossCause = {};
  #closed: Promise<void> | undefined;
  #onClosed: () => void = () => {};
  #listener: ((event: WorkerActivity) => void) | undefined;

  /** `sharesMemory`: every worker has {@link WorkerHandle.cells}. */
  constructor(workers: number, spawn: SpawnWorker, { sharesMemory = false } = {}) {
    this.workers = workers;
    this.#spawn = spawn;
    this.#state = createState(workers, sharesMemory);
  }

  submit(chunk: Chunk, observer: ChunkObserver): Job {
    return this.#submit(chunk, observer);
  }

  submitTo(worker: number, chunk: Chunk, observer: ChunkObserver): Job {
    return this.#submit(chunk, observer, checkInteger('worker', worker, 0, this.workers - 1));
  }

  observe(listener: (event: WorkerActivity) => void): void {
    this.#listener = listener;
  }

  #submit(chunk: Chunk, observer: ChunkObserver, worker?: number): Job {
    const id = this.#nextChunk++;
    this.#entries.set(id, { chunk, observer, cancelled: false });
    this.#handle({ type: 'submitted', chunk: id, count: chunk.count, worker });
    return { cancel: () => this.#cancel(id) };
  }

  close(): Promise<void> {
    return this.#end({ type: 'close' });
  }

  terminate(): Promise<void> {
    return this.#end({ type: 'terminate' });
  }

  #end(event: SchedulerEvent): Promise<void> {
    this.#closed ??= new Promise((resolve) => (this.#onClosed = resolve));
    this.#handle(event);
    return this.#closed;
  }

  #cancel(id: number): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    entry.cancelled = true;
    this.#handle({ type: 'cancelled', chunk: id });
  }

  /** Acts on one event at a time: what an action brings about (a cancelled sibling, say) waits for its turn. */
  #handle(event: SchedulerEvent): void {
    this.#events.push(event);
    if (this.#handling) return;
    this.#handling = true;
    try {
      for (let next = this.#events.shift(); next !== undefined; next = this.#events.shift()) {
        for (const command of step(this.#state, next)) this.#act(command);
      }
    } finally {
      this.#handling = false;
    }
  }

  #act(command: Command): void {
    switch (command.type) {
      case 'spawn':
        return this.#start(command.worker);
      case 'send':
        return this.#send(command.worker, command.piece, command.ahead);
      case 'recall':
        return this.#recall(command.worker, command.piece);
      case 'interrupt':
        return this.#interrupt(command.worker, command.piece);
      case 'idle':
        return this.#slots[command.worker]?.handle.hold(false);
      case 'reject':
        return this.#reject(command);
      case 'settled':
        this.#entries.delete(command.chunk);
        return;
      case 'stop':
        return this.#slots[command.worker]?.handle.stop();
      case 'kill':
        return this.#slots[command.worker]?.handle.kill();
      case 'closed':
        return this.#onClosed();
    }
  }

  #start(worker: number): void {
    let slot: Slot | undefined;
    // A worker that was replaced has nothing more to say.
    const current = (): boolean => slot !== undefined && this.#slots[worker] === slot;
    const events: WorkerEvents = {
      ready: () => {
        if (!current()) return;
        this.#listener?.({ type: 'ready', worker, time: now() });
        this.#handle({ type: 'ready', worker });
      },
      message: (message) => current() && this.#receive(worker, message),
      lost: (cause) => current() && this.#lost(worker, cause),
    };
    this.#listener?.({ type: 'spawn', worker, time: now() });
    try {
      slot = { handle: this.#spawn(worker, events), known: new Set() };
      this.#slots[worker] = slot;
      slot.handle.hold(true);
    } catch (error) {
      this.#lost(worker, { error });
    }
  }

  #lost(worker: number, cause: LossCause): void {
    const running = this.#runningOf(this.#slots[worker]?.handle.cells);
    this.#slots[worker] = undefined;
    this.#lastLoss = cause;
    this.#listener?.({ type: 'lost', worker, time: now() });
    this.#handle({ type: 'lost', worker, running });
  }

  #send(worker: number, piece: Piece, ahead: boolean): void {
    const entry = this.#entries.get(piece.chunk.id);
    const slot = this.#slots[worker];
    if (entry === undefined || slot === undefined) return;
    const { chunk } = entry;
    const claim = ahead ? freeClaim(slot.handle.cells, piece.id) : undefined;
    const message = runMessage(piece, chunk, this.#newFunctions(slot, chunk), claim);
    // Before the message is made into bytes, which takes this thread's time.
    this.#listener?.({ type: 'send', worker, time: now(), chunk, count: piece.to - piece.from });
    try {
      slot.handle.hold(true);
      slot.handle.post(message, buffersOf(message, chunk));
    } catch (error) {
      for (const { id } of message.define ?? []) slot.known.delete(id);
      if (claim !== undefined && slot.handle.cells !== undefined) Atomics.store(slot.handle.cells, claim, 0);
      this.#listener?.({ type: 'return', worker, time: now(), chunk });
      this.#refused(worker, piece, entry, error);
    }
  }

  /** The functions of a chunk that the worker has not been sent; they count as sent from now on. */
  #newFunctions(slot: Slot, chunk: Chunk): TaskFunction[] | undefined {
    const { known } = slot;
    let fresh: TaskFunction[] | undefined;
    const need = (task: TaskFunction): void => {
      if (known.has(task.id)) return;
      known.add(task.id);
      (fresh ??= []).push(task);
    };
    if (known.size >= KNOWN_FUNCTIONS) {
      known.clear();
      slot.handle.post({ type: 'forget' });
    }
    need(chunk.task);
    for (const [, task] of chunk.functions ?? []) need(task);
    return fresh;
  }

  /** Something in the message cannot be cloned: fails the calls it belongs to, and lets the others run. */
  #refused(worker: number, piece: Piece, { chunk, observer, cancelled }: Entry, cause: unknown): void {
    const definitions = [chunk.task, ...(chunk.functions ?? []).map(([, task]) => task)];
    const bad = definitions.find(({ wire }) => !isClonable(wire));
    const calls: number[] = [];
    for (let call = piece.from; call < piece.to; call++) {
      const args = sliceValues(chunk.args, call * chunk.arity, (call + 1) * chunk.arity);
      if (bad === undefined && isClonable(args)) continue;
      calls.push(call);
      if (cancelled) continue;
      const error =
        bad === undefined
          ? notClonable(`the arguments of call ${indexOf(chunk, call)}`, args)
          : notClonable('the scope or bound arguments of the function', wireValues(bad));
      observer.failed(chunk, call, 1, error);
    }
    if (calls.length === 0) throw cause;
    this.#handle({ type: 'failed', worker, piece: piece.id, calls });
  }

  /** Takes a piece back that was sent ahead, if the worker has not claimed it. */
  #recall(worker: number, piece: number): void {
    const cells = this.#slots[worker]?.handle.cells;
    const won = CELLS.claims.some(
      (cell) => cells !== undefined && Atomics.compareExchange(cells, cell, piece, 0) === piece,
    );
    if (won) this.#returned(worker, piece);
    this.#handle({ type: 'recalled', worker, piece, won });
  }

  #returned(worker: number, id: number): void {
    const piece = this.#state.pieces.get(id);
    const chunk = piece && this.#entries.get(piece.chunk.id)?.chunk;
    if (chunk !== undefined) this.#listener?.({ type: 'return', worker, time: now(), chunk });
  }

  #interrupt(worker: number, piece: number): void {
    const handle = this.#slots[worker]?.handle;
    if (handle === undefined) return;
    if (handle.cells !== undefined) Atomics.store(handle.cells, CELLS.stop, piece);
    handle.post({ type: 'cancel', piece });
  }

  #receive(worker: number, message: FromWorker): void {
    const piece = this.#state.pieces.get(message.piece);
    if (piece === undefined) return;
    const known = this.#entries.get(piece.chunk.id);
    const entry = known?.cancelled === true ? undefined : known;
    if (message.type === 'report') {
      const { at, fraction, message: text } = message;
      entry?.observer.reported?.(entry.chunk, piece.from + at, fraction, text);
      return;
    }
    if (known !== undefined) this.#replied(worker, known.chunk, piece, message);
    let upTo = piece.settled;
    for (const part of message.parts) {
      const at = piece.from + part.at;
      if ('values' in part) {
        const { start, end } = message;
        upTo = at + part.values.length;
        if (entry === undefined) continue;
        const first = indexOf(entry.chunk, at);
        entry.observer.values(entry.chunk, at, part.values, {
          worker,
          first,
          count: part.values.length,
          start,
          end,
        });
      } else {
        upTo = at + part.count;
        if (entry === undefined) continue;
        entry.observer.failed(
          entry.chunk,
          at,
          part.count,
          decodeError(part.error, { index: indexOf(entry.chunk, at), worker }),
        );
      }
    }
    this.#handle({ type: 'done', worker, piece: message.piece, upTo, finished: message.done });
  }

  #replied(worker: number, chunk: Chunk, piece: Piece, message: FromWorker & { type: 'parts' }): void {
    const { parts, start, end, done } = message;
    let count = 0;
    for (const part of parts) count += 'values' in part ? part.values.length : part.count;
    const first = indexOf(chunk, piece.settled);
    this.#listener?.({ type: 'reply', worker, time: now(), chunk, first, count, start, end, done });
  }

  #runningOf(cells: Int32Array | undefined): Running {
    if (cells === undefined) return 'unknown';
    const id = Atomics.load(cells, CELLS.piece);
    const piece = this.#state.pieces.get(id);
    return piece === undefined
      ? 'nothing'
      : { piece: id, call: piece.from + Atomics.load(cells, CELLS.call) };
  }

  #reject({ chunk: id, at, count, reason, worker }: Command & { type: 'reject' }): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.cancelled) return;
    const { chunk, observer } = entry;
    const index = indexOf(chunk, at);
    observer.failed(chunk, at, count, REJECTIONS[reason](worker, index, this.#lastLoss));
  }
}
