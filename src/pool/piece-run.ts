import { type BitGeneratorName, now } from '../core/index.js';
import {
  type Part,
  type RunMessage,
  type RuntimeHost,
  buffersAmong,
  encodeError,
  isClonable,
  notClonable,
  pack,
} from '../executor/index.js';
import type { CompiledFunction } from '../task/index.js';
import { type CallLoop, type CallState, LOOP, callLoop } from './call-loop.js';
import { CallContext, type ContextSource } from './task-context.js';

/** Results wait at most about this long in the worker, in seconds, so that little has to run again if it is lost. */
const FLUSH_AFTER = 0.02;
/** Reading the clock costs as much as a short task: it is read about this often, in seconds. */
const CHECK_AFTER = 0.0005;
const RARELY = 4096;
/** From about this size on, in bytes, handing memory over is cheaper than copying it. */
const TRANSFER_FROM = 10_000;

const NO_CELLS = new Int32Array(0);

/** One piece of a chunk while it runs: makes the calls in order and gathers what becomes of them. */
export class PieceRun implements ContextSource {
  readonly message: RunMessage;
  readonly state: unknown;
  cancelled = false;
  readonly #send: RuntimeHost['send'];
  readonly #sendableValue: (value: unknown) => boolean;
  #controller: AbortController | undefined;
  #fn: CompiledFunction | undefined;
  #loop: CallLoop = () => LOOP.done;
  /** The next call, and the values of those from `#segment` on, which have not been put in a part. */
  #state: CallState;
  #segment = 0;
  #parts: Part[] = [];
  #start = 0;
  #checked = 0;
  #every = 1;
  #countdown = 1;

  constructor(message: RunMessage, { send, sendable = isClonable }: RuntimeHost, state: unknown) {
    this.message = message;
    this.state = state;
    this.#send = send;
    this.#state = this.#freshState(message.args, NO_CELLS, 0);
    this.#sendableValue = sendable;
  }

  get seed(): number | bigint {
    return this.message.seed;
  }

  get bitGenerator(): BitGeneratorName | undefined {
    return this.message.bitGenerator;
  }

  /** The call that comes next or runs. */
  get call(): number {
    return this.#state.call;
  }

  begin(fn: CompiledFunction, args: ArrayLike<unknown>, cells: Int32Array): void {
    const { arity, count } = this.message;
    this.#fn = fn;
    this.#loop = callLoop(fn, arity, count);
    this.#state = this.#freshState(args, cells, 0);
    this.#start = this.#checked = now();
  }

  /**
   * Makes calls until it is time to look at the clock, at most `most`; returns what the last one returned when that has
   * to be awaited.
   */
  advance(most: number): PromiseLike<unknown> | undefined {
    const state = this.#state;
    const before = state.call;
    const to = Math.min(before + Math.min(this.#countdown, most), this.message.count);
    const end = this.#loop(this.#fn!.call, state, to);
    this.#count(state.call - before);
    if (end === LOOP.threw) this.fail(state.outcome);
    if (end === LOOP.pending) return state.outcome as PromiseLike<unknown>;
    return undefined;
  }

  succeed(value: unknown): void {
    this.#state.values.push(value);
    this.#state.call++;
    this.#count(1);
  }

  fail(error: unknown): void {
    this.#closeSegment();
    this.#parts.push({ at: this.#state.call, count: 1, error: encodeError(error) });
    this.#segment = ++this.#state.call;
    this.#count(1);
  }

  /** No call can be made at all. */
  failAll(error: unknown): void {
    this.#start = now();
    this.#parts.push({ at: 0, count: this.message.count, error: encodeError(error) });
    this.#segment = this.#state.call = this.message.count;
    this.flush(true);
  }

  cancel(): void {
    this.cancelled = true;
    this.#controller?.abort();
  }

  signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.cancelled) this.#controller.abort();
    return this.#controller.signal;
  }

  report(index: number, fraction: number, message: string): void {
    const { indices, first, piece } = this.message;
    const at = indices === undefined ? index - first : indices.indexOf(index);
    this.#send({ type: 'report', piece, at, fraction, message });
  }

  /** Sends what has been gathered. */
  flush(done: boolean): void {
    this.#closeSegment();
    const parts = this.#parts;
    if (parts.length === 0 && !done) return;
    const end = now();
    const message = { type: 'parts', piece: this.message.piece, done, start: this.#start, end } as const;
    this.#parts = [];
    this.#start = end;
    try {
      this.#send({ ...message, parts }, largeBuffers(parts, this.#movesResults(done)));
    } catch {
      this.#send({ ...message, parts: parts.flatMap((part) => this.#sendable(part)) });
    }
  }

  /**
   * Whether results are handed over instead of copied. Without being told so, only where nobody can miss them: when the
   * function holds nothing between calls, and no call to come finds them among its arguments.
   */
  #movesResults(done: boolean): boolean {
    const { movesResults, functions, args } = this.message;
    if (movesResults === true) return true;
    return this.#fn?.stateless === true && functions === undefined && (done || ArrayBuffer.isView(args));
  }

  #indexOf(call: number): number {
    const { indices, first } = this.message;
    return indices === undefined ? first + call : indices[call];
  }

  #freshState(args: ArrayLike<unknown>, cells: Int32Array, call: number): CallState {
    const context = (at: number): CallContext => new CallContext(this.#indexOf(at), this);
    const { piece } = this.message;
    return { args, cells, piece, context, call, values: [], outcome: undefined };
  }

  #closeSegment(): void {
    const { values, args, cells, call } = this.#state;
    if (values.length === 0) return;
    this.#parts.push({ at: this.#segment, values: pack(values) });
    this.#segment += values.length;
    this.#state = this.#freshState(args, cells, call);
  }

  /** Counts calls that have ended, and looks at the clock when there have been enough. */
  #count(calls: number): void {
    this.#countdown -= calls;
    if (this.#countdown > 0 || calls === 0) return;
    const time = now();
    const passed = time - this.#checked;
    this.#checked = time;
    if (passed < CHECK_AFTER) this.#every = Math.min(2 * this.#every, RARELY);
    else if (passed > FLUSH_AFTER / 4) this.#every = 1;
    this.#countdown = this.#every;
    if (time - this.#start > FLUSH_AFTER && this.call < this.message.count) this.flush(false);
  }

  /** A part of which something cannot be cloned, with errors in place of the values at fault. */
  #sendable(part: Part): Part[] {
    if (!('values' in part) || this.#sendableValue(part.values)) return [part];
    const parts: Part[] = [];
    let from = 0;
    const closeAt = (end: number): void => {
      if (end > from) parts.push({ at: part.at + from, values: part.values.slice(from, end) });
      from = end + 1;
    };
    for (const [i, value] of part.values.entries()) {
      if (this.#sendableValue(value)) continue;
      closeAt(i);
      const error = notClonable(
        `the result of call ${this.#indexOf(part.at + i)}`,
        value,
        this.#sendableValue,
      );
      parts.push({ at: part.at + i, count: 1, error: encodeError(error) });
    }
    closeAt(part.values.length);
    return parts;
  }
}

/** Memory to be handed over: packed numbers, which belong to nobody else, and large results if they may be. */
function largeBuffers(parts: readonly Part[], results: boolean): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  for (const part of parts) {
    if (!('values' in part)) continue;
    const values = part.values instanceof Float64Array ? [part.values] : results ? part.values : [];
    for (const buffer of buffersAmong(values, TRANSFER_FROM)) buffers.add(buffer);
  }
  return [...buffers];
}
