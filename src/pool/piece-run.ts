import { now } from '../core/index.js';
import {
  type Part,
  type RunMessage,
  type RuntimeHost,
  encodeError,
  isClonable,
  notClonable,
  pack,
} from '../executor/index.js';
import type { CompiledFunction } from '../task/index.js';
import { CallContext, type ContextSource } from './task-context.js';

/** Results wait at most about this long in the worker, in seconds, so that little has to run again if it is lost. */
const FLUSH_AFTER = 0.02;
/** Reading the clock costs as much as a short task: it is read about this often, in seconds. */
const CHECK_AFTER = 0.0005;
const RARELY = 4096;
/** From about this size on, in bytes, handing memory over is cheaper than copying it. */
const TRANSFER_FROM = 10_000;

/** One piece of a chunk while it runs: makes the calls in order and gathers what becomes of them. */
export class PieceRun implements ContextSource {
  readonly message: RunMessage;
  readonly state: unknown;
  cancelled = false;
  readonly #send: RuntimeHost['send'];
  readonly #sendableValue: (value: unknown) => boolean;
  #controller: AbortController | undefined;
  #invoke: (call: number) => unknown = () => undefined;
  /** The next call. */
  #next = 0;
  /** Values of the calls from `#segment` on, which have not been put in a part. */
  #values: unknown[] = [];
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
    this.#sendableValue = sendable;
  }

  get seed(): number | bigint {
    return this.message.seed;
  }

  /** The call that comes next or runs. */
  get call(): number {
    return this.#next;
  }

  begin(fn: CompiledFunction, args: ArrayLike<unknown>): void {
    this.#invoke = invoker(
      fn,
      args,
      this.message.arity,
      (call) => new CallContext(this.#indexOf(call), this),
    );
    this.#start = this.#checked = now();
  }

  /** Makes the next call; returns what it returned when that has to be awaited. */
  advance(): PromiseLike<unknown> | undefined {
    let value: unknown;
    try {
      value = this.#invoke(this.#next);
    } catch (error) {
      this.fail(error);
      return undefined;
    }
    if (isThenable(value)) return value;
    this.succeed(value);
    return undefined;
  }

  succeed(value: unknown): void {
    this.#values.push(value);
    this.#next++;
    if (--this.#countdown === 0) this.#check();
  }

  fail(error: unknown): void {
    this.#closeSegment();
    this.#parts.push({ at: this.#next, count: 1, error: encodeError(error) });
    this.#segment = ++this.#next;
    if (--this.#countdown === 0) this.#check();
  }

  /** No call can be made at all. */
  failAll(error: unknown): void {
    this.#start = now();
    this.#parts.push({ at: 0, count: this.message.count, error: encodeError(error) });
    this.#segment = this.#next = this.message.count;
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
      this.#send({ ...message, parts }, largeBuffers(parts));
    } catch {
      this.#send({ ...message, parts: parts.flatMap((part) => this.#sendable(part)) });
    }
  }

  #indexOf(call: number): number {
    const { indices, first } = this.message;
    return indices === undefined ? first + call : indices[call];
  }

  #closeSegment(): void {
    if (this.#values.length === 0) return;
    this.#parts.push({ at: this.#segment, values: pack(this.#values) });
    this.#segment += this.#values.length;
    this.#values = [];
  }

  #check(): void {
    const time = now();
    const passed = time - this.#checked;
    this.#checked = time;
    if (passed < CHECK_AFTER) this.#every = Math.min(2 * this.#every, RARELY);
    else if (passed > FLUSH_AFTER / 4) this.#every = 1;
    this.#countdown = this.#every;
    if (time - this.#start > FLUSH_AFTER && this.#next < this.message.count) this.flush(false);
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

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}

/** Memory of packed numbers, which belongs to nobody else. */
function largeBuffers(parts: readonly Part[]): ArrayBuffer[] {
  const buffers: ArrayBuffer[] = [];
  for (const part of parts) {
    if ('values' in part && part.values instanceof Float64Array && part.values.byteLength >= TRANSFER_FROM) {
      buffers.push(part.values.buffer as ArrayBuffer);
    }
  }
  return buffers;
}

/** How to make call number `call`; the context is given to functions that declare a parameter for it. */
function invoker(
  { call: fn, parameters }: CompiledFunction,
  args: ArrayLike<unknown>,
  arity: number,
  context: (call: number) => CallContext,
): (call: number) => unknown {
  if (parameters > arity) {
    if (arity === 1) return (call) => fn(args[call], context(call));
    return (call) => fn(...argumentsOf(args, arity, call), context(call));
  }
  if (arity === 0) return () => fn();
  if (arity === 1) return (call) => fn(args[call]);
  if (arity === 2) return (call) => fn(args[2 * call], args[2 * call + 1]);
  return (call) => fn(...argumentsOf(args, arity, call));
}

function argumentsOf(args: ArrayLike<unknown>, arity: number, call: number): unknown[] {
  return Array.from({ length: arity }, (_, i) => args[call * arity + i]);
}
