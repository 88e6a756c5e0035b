import { now } from '../core/clock.js';
import type { BitGeneratorName } from '../core/index.js';
import type { Part, RunDetails, RunMessage, RuntimeHost, Values } from '../executor/index.js';
import { buffersAmong } from '../executor/transfer.js';
import { pack } from '../executor/values.js';
import type { CompiledFunction } from '../task/index.js';
import { type CallLoop, type CallState, LOOP, callLoop } from './call-loop.js';
import type { ContextSource, TaskContext } from './context.js';

/** Results wait at most about this long in the worker, in seconds, so that little has to run again if it is lost. */
const FLUSH_AFTER = 0.02;
/** Reading the clock costs as much as a short task: it is read about this often, in seconds. */
const CHECK_AFTER = 0.0005;
const RARELY = 4096;
/** From about this size on, in bytes, handing memory over is cheaper than copying it. */
const TRANSFER_FROM = 10_000;

/** What is needed once something has failed; undefined before {@link loadFailures}. */
export let failures: typeof import('./failures.js') | undefined;

/** Loads what a failure needs, when the first one comes: most workers never see any, and all start the sooner. */
export async function loadFailures(): Promise<typeof import('./failures.js')> {
  return (failures ??= await import('./failures.js'));
}

const NO_DETAILS: RunDetails = {};

/** One piece of a chunk while it runs: makes the calls in order and gathers what becomes of them. */
export class PieceRun implements ContextSource {
  readonly piece: number;
  readonly task: number;
  readonly first: number;
  readonly count: number;
  readonly seed: number | bigint;
  readonly args: Values;
  readonly details: RunDetails;
  /** What the initializer returned. */
  readonly state: unknown;
  cancelled = false;
  readonly #host: RuntimeHost;
  #controller: AbortController | undefined;
  #fn: CompiledFunction | undefined;
  #loop: CallLoop | undefined;
  /** The next call, and the values of those from `#segment` on, which have not been put in a part. */
  readonly #state: CallState;
  #segment = 0;
  #parts: Part[] = [];
  #start = 0;
  #checked = 0;
  #every = 1;
  #countdown = 1;

  constructor(message: RunMessage, host: RuntimeHost, cells: Int32Array, state: unknown) {
    const [piece, task, first, count, seed, args, details = NO_DETAILS] = message;
    this.piece = piece;
    this.task = task;
    this.first = first;
    this.count = count;
    this.seed = seed;
    this.args = args;
    this.details = details;
    this.state = state;
    this.#host = host;
    this.#state = { args, cells, piece, context: undefined, call: 0, values: [], outcome: undefined };
  }

  get bitGenerator(): BitGeneratorName | undefined {
    return this.details.bitGenerator;
  }

  /** Number of arguments of each call. */
  get arity(): number {
    return this.args.length / this.count;
  }

  /** The call that comes next or runs. */
  get call(): number {
    return this.#state.call;
  }

  /** `context` is needed where the function takes one more parameter than it is given arguments. */
  begin(
    fn: CompiledFunction,
    args: ArrayLike<unknown>,
    context: ((index: number, source: ContextSource) => TaskContext) | undefined,
  ): void {
    this.#fn = fn;
    this.#loop = callLoop(fn, this.arity, this.count);
    this.#state.args = args;
    if (context !== undefined) this.#state.context = (call) => context(this.#indexOf(call), this);
    this.#start = this.#checked = now();
  }

  /**
   * Makes calls until it is time to look at the clock, at most `most`; returns what the last one returned when that has
   * to be awaited.
   */
  advance(most: number): PromiseLike<unknown> | undefined {
    const state = this.#state;
    const before = state.call;
    const to = Math.min(before + Math.min(this.#countdown, most), this.count);
    const end = this.#loop!(this.#fn!.call, state, to);
    this.#count(state.call - before);
    if (end === LOOP.pending) return state.outcome as PromiseLike<unknown>;
    if (end !== LOOP.threw) return undefined;
    if (failures === undefined) return Promise.reject(state.outcome);
    this.fail(state.outcome);
    return undefined;
  }

  succeed(value: unknown): void {
    this.#state.values.push(value);
    this.#state.call++;
    this.#count(1);
  }

  /** Failures must have been loaded. */
  fail(error: unknown): void {
    this.#closeSegment();
    this.#parts.push({
      at: this.#state.call,
      count: 1,
      error: failures!.encodeError(error, this.#host.sendable),
    });
    this.#segment = ++this.#state.call;
    this.#count(1);
  }

  /** No call can be made at all. Failures must have been loaded. */
  failAll(error: unknown): void {
    this.#start = now();
    this.#parts.push({ at: 0, count: this.count, error: failures!.encodeError(error, this.#host.sendable) });
    this.#segment = this.#state.call = this.count;
    void this.flush(true);
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
    const { indices } = this.details;
    const at = indices === undefined ? index - this.first : indices.indexOf(index);
    this.#host.send({ type: 'report', piece: this.piece, at, fraction, message });
  }

  /**
   * Sends what has been gathered. When something in it cannot be sent and failures have not been loaded, what is not
   * `done` is kept for the next time, and what is `done` makes for a promise.
   */
  flush(done: boolean): Promise<void> | undefined {
    this.#closeSegment();
    const parts = this.#parts;
    if (parts.length === 0 && !done) return undefined;
    const end = now();
    try {
      this.#sendParts(parts, end, done);
    } catch {
      if (failures === undefined) return done ? loadFailures().then(() => this.flush(true)) : undefined;
      this.#sendParts(
        parts.flatMap((part) => this.#sendable(part)),
        end,
        done,
      );
    }
    this.#parts = [];
    this.#start = end;
    return undefined;
  }

  #sendParts(parts: Part[], end: number, done: boolean): void {
    const { piece } = this;
    const { memoryLimit } = this.details;
    const memory = done && memoryLimit !== undefined ? this.#host.memory?.(memoryLimit) : undefined;
    const [first] = parts;
    const usual = done && memory === undefined && parts.length === 1 && first.at === 0 && 'values' in first;
    this.#host.send(
      usual
        ? [piece, this.#start, end, first.values]
        : {
            type: 'parts',
            piece,
            parts,
            done,
            start: this.#start,
            end,
            ...(memory !== undefined && { memory }),
          },
      largeBuffers(parts, this.#movesResults(done)),
    );
  }

  /**
   * Whether results are handed over instead of copied. Without being told so, only where nobody can miss them: when the
   * function holds nothing between calls, and no call to come finds them among its arguments.
   */
  #movesResults(done: boolean): boolean {
    const { movesResults, functions } = this.details;
    if (movesResults === true) return true;
    return this.#fn?.stateless === true && functions === undefined && (done || ArrayBuffer.isView(this.args));
  }

  #indexOf(call: number): number {
    const { indices } = this.details;
    return indices === undefined ? this.first + call : indices[call];
  }

  #closeSegment(): void {
    const { values } = this.#state;
    if (values.length === 0) return;
    this.#parts.push({ at: this.#segment, values: pack(values) });
    this.#segment += values.length;
    this.#state.values = [];
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
    if (time - this.#start > FLUSH_AFTER && this.call < this.count) void this.flush(false);
  }

  /** A part of which something cannot be cloned, with errors in place of the values at fault. */
  #sendable(part: Part): Part[] {
    const { encodeError, isClonable, notClonable } = failures!;
    const { sendable = isClonable } = this.#host;
    if (!('values' in part) || sendable(part.values)) return [part];
    const parts: Part[] = [];
    let from = 0;
    const closeAt = (end: number): void => {
      if (end > from) parts.push({ at: part.at + from, values: part.values.slice(from, end) });
      from = end + 1;
    };
    for (const [i, value] of part.values.entries()) {
      if (sendable(value)) continue;
      closeAt(i);
      const error = notClonable(`the result of call ${this.#indexOf(part.at + i)}`, value, sendable);
      parts.push({ at: part.at + i, count: 1, error: encodeError(error, sendable) });
    }
    closeAt(part.values.length);
    return parts;
  }
}

/** Memory to be handed over: packed numbers, which belong to nobody else, and large results if they may be. */
function largeBuffers(parts: readonly Part[], results: boolean): ArrayBuffer[] | undefined {
  const buffers = new Set<ArrayBuffer>();
  for (const part of parts) {
    if (!('values' in part)) continue;
    const values = part.values instanceof Float64Array ? [part.values] : results ? part.values : [];
    for (const buffer of buffersAmong(values, TRANSFER_FROM)) buffers.add(buffer);
  }
  return buffers.size === 0 ? undefined : [...buffers];
}
