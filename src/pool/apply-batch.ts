import type { Span } from '../core/index.js';
import {
  type Chunk,
  ChunkCutter,
  type ChunkObserver,
  type Job,
  type Values,
  type WorkRate,
  guidedPlan,
  nextChunk,
} from '../executor/index.js';
import { packArguments } from './arguments.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import type { FunctionEntry, FunctionTable } from './functions.js';
import { CallSite, withCallSite } from './call-site.js';
import { limitsOf } from './limits.js';
import { type ApplyOptions, notify } from './options.js';
import { type TaskStreams, streamsOf } from './task-streams.js';
import { transferOf } from './transfer-option.js';

/** A batch this large is sent before the turn ends: a message costs little beside so many calls, and workers begin early. */
export const FULL_BATCH = 1024;
/** Fewer calls than this travel one by one, however quick others were: two slow ones must never share a worker. */
const FEW = 64;
/** Into how many parts for each worker a full batch is cut of which nothing is known. */
const UNMEASURED_PARTS = 4;

/** How a batch reaches the executor. */
export interface BatchHost extends TaskStreams {
  readonly functions: FunctionTable;
  readonly workers: number;
  submit(chunk: Chunk, observer: ChunkObserver): Job;
  /** Tells of work that is accepted but not submitted yet. */
  track(promise: Promise<void>): void;
}

/** Calls of one function with the same number of arguments, made in one turn of the event loop: they travel together. */
export class ApplyBatch implements ResultOwner {
  readonly arity: number;
  readonly #entry: FunctionEntry;
  readonly #options: ApplyOptions | undefined;
  readonly #args: unknown[] = [];
  readonly #results: AsyncResult<unknown>[] = [];
  readonly #site: CallSite;
  #first = 0;
  /** Set when other calls came between these: then they do not count up by one. */
  #indices: number[] | undefined;
  #dropped = false;

  constructor(entry: FunctionEntry, arity: number, options: ApplyOptions | undefined, site = new CallSite()) {
    this.#site = site;
    this.#entry = entry;
    this.arity = arity;
    this.#options = options;
  }

  get count(): number {
    return this.#results.length;
  }

  add(args: readonly unknown[], index: number, result: AsyncResult<unknown>): void {
    for (let i = 0; i < this.arity; i++) this.#args.push(args[i]);
    const count = this.#results.push(result) - 1;
    if (count === 0) this.#first = index;
    else if (this.#indices === undefined && index !== this.#first + count)
      this.#indices = this.#listIndices(count);
    this.#indices?.push(index);
  }

  cancelled(): void {
    this.#dropped = true;
  }

  /** Sends the calls, in chunks by the time that earlier ones took. */
  send(host: BatchHost): void {
    const { pending, error, task } = this.#entry;
    if (pending !== undefined) {
      host.track(pending.then(() => this.send(host)));
      return;
    }
    if (task === undefined) {
      for (const result of this.#results) internals.fail(result, error);
      return;
    }
    if (this.#dropped) return this.#withoutDropped().send(host);
    const plan = planCalls(this.count, this.#entry.rate, host.workers);
    for (let i = 0; i + 1 < plan.length; i++) this.#sendRange(plan[i], plan[i + 1], host);
  }

  #listIndices(count: number): number[] {
    return Array.from({ length: count }, (_, i) => this.#first + i);
  }

  #withoutDropped(): ApplyBatch {
    const kept = new ApplyBatch(this.#entry, this.arity, this.#options, this.#site);
    for (const [i, result] of this.#results.entries()) {
      if (result.ready()) continue;
      kept.add(this.#args.slice(i * this.arity, (i + 1) * this.arity), this.#indexOf(i), result);
    }
    return kept;
  }

  #indexOf(call: number): number {
    return this.#indices === undefined ? this.#first + call : this.#indices[call];
  }

  #sendRange(from: number, to: number, host: BatchHost): void {
    const { arity } = this;
    const packed = packArguments(this.#args, from * arity, to * arity, host.functions);
    const chunk: Chunk = {
      task: this.#entry.task!,
      first: this.#indexOf(from),
      count: to - from,
      arity,
      ...streamsOf(host),
      ...packed,
      ...transferOf(this.#options?.transfer, packed.args, to - from),
      ...limitsOf(this.#options),
      ...(this.#indices !== undefined && { indices: this.#indices.slice(from, to) }),
    };
    const whole = from === 0 && to === this.count;
    const calls = new SentCalls(
      whole ? this.#results : this.#results.slice(from, to),
      this.#options,
      this.#entry.rate,
      this.#site,
      this.count > 1,
    );
    calls.job = host.submit(chunk, calls);
  }
}

/**
 * Where chunks of so many calls begin, and the end. A full batch is most likely one of many: it goes out whole unless it
 * takes long, and spreads by their number. Before anything is measured it might take long: it goes out in some parts.
 */
function planCalls(count: number, rate: WorkRate, workers: number): number[] {
  const full = count >= FULL_BATCH;
  if (count < FEW) return guidedPlan(count);
  if (rate.measured === 0) return full ? evenPlan(count, UNMEASURED_PARTS * workers) : guidedPlan(count);
  const { measured, secondsPerUnit } = rate;
  const { size } = nextChunk({ total: Infinity, remaining: Infinity, measured, secondsPerUnit, workers });
  const cutter = full
    ? new ChunkCutter({ length: count }, { chunkSize: Math.max(1, Math.floor(size)) })
    : new ChunkCutter({ length: count }, {}, rate);
  const plan: number[] = [];
  for (let chunk = cutter.next(workers); chunk !== undefined; chunk = cutter.next(workers))
    plan.push(chunk.first);
  return [...plan, count];
}

function evenPlan(count: number, parts: number): number[] {
  const size = Math.max(FEW, Math.ceil(count / parts));
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, i) => i * size);
  return [...starts, count];
}

/** Calls that have been sent in one chunk: hands each its own result. */
class SentCalls implements ChunkObserver, ResultOwner {
  job: Job | undefined;
  readonly #results: readonly AsyncResult<unknown>[];
  readonly #options: ApplyOptions | undefined;
  readonly #site: CallSite;
  readonly #shared: boolean;
  readonly #rate: WorkRate;

  constructor(
    results: readonly AsyncResult<unknown>[],
    options: ApplyOptions | undefined,
    rate: WorkRate,
    site: CallSite,
    shared: boolean,
  ) {
    this.#site = site;
    this.#shared = shared;
    this.#rate = rate;
    this.#results = results;
    this.#options = options;
    for (const result of results) internals.setOwner(result, this);
  }

  values(_chunk: Chunk, at: number, values: Values, span: Span): void {
    const results = this.#results;
    const { succeed } = internals;
    for (let i = 0; i < values.length; i++) succeed(results[at + i], values[i]);
    this.#rate.add(values.length, span.end - span.start);
    if (this.#options !== undefined) notify(this.#options.onSpan, span);
  }

  reported(chunk: Chunk, _at: number, fraction: number, message: string): void {
    // Only a call with options of its own can ask for reports, and it travels alone.
    notify(this.#options?.onReport, { index: chunk.first, fraction, message });
  }

  failed(_chunk: Chunk, at: number, count: number, error: unknown): void {
    const told = withCallSite(error, this.#site, this.#shared);
    for (let i = at; i < at + count; i++) internals.fail(this.#results[i], told);
  }

  /** The chunk stops when none of its calls is wanted; a single unwanted one among others runs for nothing. */
  cancelled(): void {
    if (this.#results.every((result) => result.ready())) this.job?.cancel();
  }
}
