import type { Span } from '../core/index.js';
import {
  type Chunk,
  type ChunkObserver,
  type Job,
  type TaskFunction,
  type Values,
  planChunks,
} from '../executor/index.js';
import { packArguments } from './arguments.js';
import { type AsyncResult, type ResultOwner, internals } from './async-result.js';
import type { CallWatch, WatchHost } from './call-watch.js';
import type { BatchHost } from './apply-batch.js';
import { CallSite, withCallSite } from './call-site.js';
import { limitsOf } from './limits.js';
import { type MapOptions, notify } from './options.js';
import { transferOf } from './transfer-option.js';
import { streamsOf } from './task-streams.js';

/** The calls of one map: `count` calls of `arity` arguments each, all arguments in one flat list. */
export interface MapWork {
  readonly task: TaskFunction;
  readonly args: ArrayLike<unknown>;
  readonly arity: number;
  readonly count: number;
}

/** What is known about one chunk of a map. */
interface Progress {
  readonly first: number;
  job: Job | undefined;
  /** Calls that have settled without a gap from the first on. */
  inOrder: number;
  settled: number;
}

/**
 * One map: submits its chunks, puts their values in order. When calls fail, the map fails with the error of the lowest
 * index, whatever the order in which errors arrive: chunks behind a failure are cancelled, those before it awaited.
 */
export class MapRun<R> implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<R[]>;
  readonly #options: MapOptions<unknown, R>;
  readonly #count: number;
  /** Made with the first values, whose kind decides how the array stores its elements. */
  #values: R[] | undefined;
  readonly #watch: CallWatch;
  readonly #site = new CallSite();
  readonly #chunks = new Map<Chunk, Progress>();
  #failure: { readonly index: number; readonly error: unknown } | undefined;

  constructor(result: AsyncResult<R[]>, count: number, options: MapOptions<unknown, R>, watch: CallWatch) {
    this.#result = result;
    this.#watch = watch;
    this.#options = options;
    this.#count = count;
    internals.setOwner(result, this);
  }

  /** `items` is what the plan's cost function sees. */
  start(work: MapWork, items: ArrayLike<unknown>, host: BatchHost & WatchHost): void {
    if (this.#result.ready()) return;
    const { task, args, arity, count } = work;
    if (count === 0) return internals.succeed(this.#result, []);
    const plan = planChunks(items, this.#options);
    const streams = streamsOf(host, this.#options.seed);
    const limits = limitsOf(this.#options);
    for (let i = 0; i + 1 < plan.length; i++) {
      const [first, end] = [plan[i], plan[i + 1]];
      const packed = packArguments(args, first * arity, end * arity, host.functions);
      const chunk: Chunk = {
        task,
        first,
        count: end - first,
        arity,
        ...streams,
        ...packed,
        ...limits,
        ...transferOf(this.#options.transfer, packed.args, end - first),
      };
      this.#chunks.set(chunk, { first, job: undefined, inOrder: 0, settled: 0 });
    }
    const own = new WeakSet(this.#chunks.keys());
    this.#watch.begin(count, host, (chunk) => own.has(chunk));
    // A chunk may fail while it is submitted and take those behind it out of the map.
    for (const [chunk, progress] of this.#chunks) progress.job = host.submit(chunk, this);
  }

  values(chunk: Chunk, at: number, values: Values, span: Span): void {
    const first = chunk.first + at;
    if (values instanceof Float64Array) {
      const all = (this.#values ??= roomForNumbers(this.#count) as R[]);
      storeNumbers(all as number[], first, values);
    } else storeValues((this.#values ??= roomFor<R>(this.#count)), first, values as readonly R[]);
    notify(this.#options.onSpan, span);
    notify(this.#options.onResults, first, values as ArrayLike<R>);
    this.#watch.meter.ended(first, values.length);
    this.#settled(chunk, at, values.length);
  }

  failed(chunk: Chunk, at: number, count: number, error: unknown): void {
    const index = chunk.first + at;
    this.#watch.meter.ended(index, count);
    if (this.#failure === undefined || index < this.#failure.index) {
      this.#failure = { index, error };
      this.#dropBehind(index);
    }
    this.#settled(chunk, at, count);
  }

  reported(chunk: Chunk, at: number, fraction: number, message: string): void {
    const index = chunk.first + at;
    notify(this.#options.onReport, { index, fraction, message });
    this.#watch.meter.reported(index, fraction);
  }

  cancelled(): void {
    for (const { job } of this.#chunks.values()) job?.cancel();
    this.#chunks.clear();
  }

  #settled(chunk: Chunk, at: number, count: number): void {
    const progress = this.#chunks.get(chunk);
    if (progress === undefined) return;
    progress.settled += count;
    if (at === progress.inOrder) progress.inOrder += count;
    const failure = this.#failure;
    const covered = failure !== undefined && progress.first + progress.inOrder > failure.index;
    if (progress.settled === chunk.count || covered) {
      if (progress.settled < chunk.count) progress.job?.cancel();
      this.#chunks.delete(chunk);
    }
    if (this.#chunks.size > 0) return;
    if (failure === undefined) internals.succeed(this.#result, this.#values!);
    else internals.fail(this.#result, withCallSite(failure.error, this.#site));
  }

  /** Chunks that begin behind a failure cannot hold the lowest one. */
  #dropBehind(index: number): void {
    for (const [chunk, { first, job }] of this.#chunks) {
      if (first <= index) continue;
      job?.cancel();
      this.#chunks.delete(chunk);
    }
  }
}

function roomFor<R>(count: number): R[] {
  const room: R[] = [];
  room.length = count;
  return room;
}

/** Begins with a fraction, so that V8 stores all elements as plain doubles: half the time of an array that has to turn. */
function roomForNumbers(count: number): number[] {
  const room = [0.5];
  room.length = count;
  return room;
}

// One loop for each kind of array: a loop that has seen both is several times slower.
function storeNumbers(all: number[], first: number, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) all[first + i] = values[i];
}

function storeValues<R>(all: R[], first: number, values: readonly R[]): void {
  for (let i = 0; i < values.length; i++) all[first + i] = values[i];
}
