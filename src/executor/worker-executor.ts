import { checkInteger, now } from '../core/index.js';
import { notClonable } from './clonable.js';
import { Deadlines } from './deadlines.js';
import { IdleTimers } from './idle-timers.js';
import { MemoryLimit } from './memory-limit.js';
import { CELLS, type FromWorker, type PartsMessage } from './protocol.js';
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
import { previewArguments } from './preview-arguments.js';
import { settledBy, tell, unfold } from './replies.js';
import type { Chunk, ChunkObserver, Executor, Job, TaskFunction, WorkerActivity } from './types.js';
import { buffersOf } from './transfer.js';
import { sliceValues } from './values.js';
import {
  type SpawnWorker,
  type WorkerEvents,
  type WorkerHandle,
  type WorkerOptions,
  notedBy,
  sendableBy,
} from './worker-handle.js';
import { reviveError } from './wire-error.js';
import { warnOnce } from './warnings.js';

interface Entry {
  readonly chunk: Chunk;
  readonly observer: ChunkObserver;
  /** Nobody wants to hear of it any more. */
  cancelled: boolean;
}

interface Slot {
  readonly handle: WorkerHandle;
  /** Why it could not be made ready. */
  startError?: unknown;
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
  readonly #initializer: TaskFunction | undefined;
  readonly #idle: IdleTimers | undefined;
  readonly #deadlines: Deadlines;
  readonly #memory: MemoryLimit;
  #handling = false;
  #nextChunk = 1;
  #lastLoss: LossCause = {};
  #closed: Promise<void> | undefined;
  #onClosed: () => void = () => {};
  #listener: ((event: WorkerActivity) => void) | undefined;

  constructor(workers: number, spawn: SpawnWorker, { sharesMemory, life = {} }: WorkerOptions = {}) {
    const { initializer, maxTasksPerWorker, idleTimeoutMs, maxMemoryPerWorkerMb } = life;
    this.workers = workers;
    this.#spawn = spawn;
    this.#memory = new MemoryLimit(maxMemoryPerWorkerMb);
    // Nothing ahead of a verdict on its memory: the worker would begin it.
    const sendsAhead = sharesMemory === true && this.#memory.bytes === undefined;
    this.#state = createState(workers, sendsAhead, maxTasksPerWorker);
    this.#initializer = initializer;
    if (idleTimeoutMs !== undefined)
      this.#idle = new IdleTimers(idleTimeoutMs, (worker) => this.#handle({ type: 'expired', worker }));
    this.#deadlines = new Deadlines({
      isHeld: (piece) => this.#state.pieces.has(piece),
      runningCall: (piece) => this.#runningCall(piece),
      tooLong: ({ id, worker }, call) => this.#handle({ type: 'timeout', worker, piece: id, call }),
    });
  }

  submit(chunk: Chunk, observer: ChunkObserver): Job {
    return this.#submit(chunk, observer);
  }

  submitTo(worker: number, chunk: Chunk, observer: ChunkObserver): Job {
    return this.#submit(chunk, observer, checkInteger('worker', worker, 0, this.workers - 1));
  }

  expect(): void {
    this.#handle({ type: 'expected' });
  }

  observe(listener: (event: WorkerActivity) => void): void {
    this.#listener = listener;
  }

  #submit(chunk: Chunk, observer: ChunkObserver, worker?: number): Job {
    const id = this.#nextChunk++;
    this.#entries.set(id, { chunk, observer, cancelled: false });
    const retries = chunk.limits?.retries ?? 0;
    this.#handle({ type: 'submitted', chunk: id, count: chunk.count, worker, retries });
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
        this.#idle?.start(command.worker);
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
      ready: () => current() && this.#started(worker),
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

  /** A worker has started: it is ready when its initializer has ended. */
  #started(worker: number): void {
    const task = this.#initializer;
    const slot = this.#slots[worker];
    if (task === undefined || slot === undefined) return this.#ready(worker);
    try {
      slot.handle.post({ type: 'initialize', task });
    } catch {
      const what = 'the arguments of the initializer';
      this.#failStart(worker, notClonable(what, wireValues(task), sendableBy(slot.handle)));
    }
  }

  #ready(worker: number): void {
    this.#listener?.({ type: 'ready', worker, time: now() });
    this.#handle({ type: 'ready', worker });
  }

  #failStart(worker: number, error: unknown): void {
    const slot = this.#slots[worker];
    if (slot === undefined) return;
    slot.startError = error;
    slot.handle.kill();
  }

  #lost(worker: number, cause: LossCause): void {
    const slot = this.#slots[worker];
    const running = this.#runningOf(slot?.handle);
    this.#slots[worker] = undefined;
    this.#idle?.stop(worker);
    this.#lastLoss = slot?.startError === undefined ? cause : { ...cause, error: slot.startError };
    this.#listener?.({ type: 'lost', worker, time: now() });
    this.#handle({ type: 'lost', worker, running });
  }

  #send(worker: number, piece: Piece, ahead: boolean): void {
    const entry = this.#entries.get(piece.chunk.id);
    const slot = this.#slots[worker];
    if (entry === undefined || slot === undefined) return;
    const { chunk } = entry;
    const { timeoutMs } = chunk.limits ?? {};
    this.#idle?.stop(worker);
    const claim = ahead ? freeClaim(slot.handle.cells, piece.id) : undefined;
    const timed = timeoutMs !== undefined && slot.handle.cells === undefined ? true : undefined;
    const details = { claim, memoryLimit: this.#memory.bytes, timed } as const;
    const message = runMessage(piece, chunk, this.#newFunctions(slot, chunk), details);
    // Before the message is made into bytes, which takes this thread's time.
    piece.sent = now();
    this.#listener?.({ type: 'send', worker, time: piece.sent, chunk, count: piece.to - piece.from });
    try {
      slot.handle.hold(true);
      slot.handle.post(message, buffersOf(message, chunk));
      if (timeoutMs !== undefined) this.#deadlines.watch(piece, timeoutMs);
    } catch (error) {
      for (const { id } of message[6]?.define ?? []) slot.known.delete(id);
      if (claim !== undefined && slot.handle.cells !== undefined) Atomics.store(slot.handle.cells, claim, 0);
      this.#listener?.({ type: 'return', worker, time: now(), chunk });
      this.#refused(worker, piece, entry, slot.handle, error);
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
  #refused(
    worker: number,
    piece: Piece,
    { chunk, observer, cancelled }: Entry,
    handle: WorkerHandle,
    cause: unknown,
  ): void {
    const sendable = sendableBy(handle);
    const definitions = [chunk.task, ...(chunk.functions ?? []).map(([, task]) => task)];
    const bad = definitions.find(({ wire }) => !sendable(wire));
    const calls: number[] = [];
    for (let call = piece.from; call < piece.to; call++) {
      const args = sliceValues(chunk.args, call * chunk.arity, (call + 1) * chunk.arity);
      if (bad === undefined && sendable(args)) continue;
      calls.push(call);
      if (cancelled) continue;
      const error =
        bad === undefined
          ? notClonable(`the arguments of call ${indexOf(chunk, call)}`, args, sendable)
          : notClonable('the scope or bound arguments of the function', wireValues(bad), sendable);
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

  #receive(worker: number, received: FromWorker): void {
    const message = unfold(received);
    if (message.type === 'warning') return warnOnce(message.text);
    if (message.type === 'initialized') {
      if (message.error === undefined) return this.#ready(worker);
      return this.#failStart(worker, reviveError(message.error));
    }
    const piece = this.#state.pieces.get(message.piece);
    if (piece === undefined) return;
    const known = this.#entries.get(piece.chunk.id);
    const entry = known?.cancelled === true ? undefined : known;
    if (message.type === 'report') {
      const { at, fraction, message: text } = message;
      entry?.observer.reported?.(entry.chunk, piece.from + at, fraction, text);
      return;
    }
    const count = settledBy(message);
    if (known !== undefined) this.#replied(worker, known.chunk, piece, count, message);
    if (entry !== undefined) tell(worker, piece, entry.chunk, entry.observer, message);
    const upTo = piece.settled + count;
    const outgrown = this.#memory.exceededBy(this.#slots[worker]!, message.memory);
    this.#handle({ type: 'done', worker, piece: message.piece, upTo, finished: message.done, outgrown });
  }

  #replied(worker: number, chunk: Chunk, piece: Piece, count: number, message: PartsMessage): void {
    if (this.#listener === undefined) return;
    const { start, end, done } = message;
    const first = indexOf(chunk, piece.settled);
    this.#listener({ type: 'reply', worker, time: now(), chunk, first, count, start, end, done });
  }

  #runningOf(handle: WorkerHandle | undefined): Running {
    const noted = handle === undefined ? undefined : notedBy(handle);
    if (noted === undefined) return 'unknown';
    const [id, call] = noted;
    const piece = this.#state.pieces.get(id);
    return piece === undefined ? 'nothing' : { piece: id, call: piece.from + call };
  }

  /** Workers that do not note what they run are taken to run the first call without a result. */
  #runningCall(piece: Piece): number | undefined {
    const running = this.#runningOf(this.#slots[piece.worker]?.handle);
    if (running === 'nothing') return undefined;
    if (running !== 'unknown') return running.piece === piece.id ? running.call : undefined;
    return this.#state.workers[piece.worker].pieces[0] === piece ? piece.settled : undefined;
  }

  #reject({ chunk: id, at, count, reason, attempt, worker }: Command & { type: 'reject' }): void {
    const entry = this.#entries.get(id);
    if (entry === undefined || entry.cancelled) return;
    const { chunk, observer } = entry;
    const index = indexOf(chunk, at);
    const { timeoutMs } = chunk.limits ?? {};
    const call = { worker, index, attempt, timeoutMs, args: previewArguments(chunk, at) };
    observer.failed(chunk, at, count, REJECTIONS[reason](call, this.#lastLoss));
  }
}
