import type { Span } from '../core/index.js';
import {
  type Chunk,
  ChunkCutter,
  type ChunkObserver,
  type Job,
  type TaskFunction,
  type Values,
  WorkRate,
  packNumbers,
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
  /** How long a call of the function took in earlier maps, where that is known. */
  readonly rate?: WorkRate;
}

/** Chunks on their way for each worker: the one that it runs, and one to be sent ahead. */
const IN_FLIGHT = 2;

/** What is known about one chunk of a map. */
interface Progress {
  readonly first: number;
  job: Job | undefined;
  /** Calls that have settled without a gap from the first on. */
  inOrder: number;
  settled: number;
}

/** What the chunks of a map are cut from. */
interface Source extends MapWork {
  readonly host: BatchHost & WatchHost;
  readonly cutter: ChunkCutter;
  readonly common: Pick<Chunk, 'task' | 'arity' | 'seed' | 'bitGenerator' | 'limits'>;
  /** Nothing is left to be submitted. */
  readonly allSent: () => void;
}

/**
 * One map: cuts and submits its chunks as the workers take them, puts their values in order. When calls fail, the map
 * fails with the error of the lowest index, whatever the order in which errors arrive: chunks behind a failure are
 * cancelled, those before it awaited.
 */
export class MapRun<R> implements ChunkObserver, ResultOwner {
  readonly #result: AsyncResult<R[]>;
  readonly #options: MapOptions<unknown, R>;
  readonly #count: number;
  /** Made with the first values, whose kind decides how the array stores its elements. */
  #values: R[] | undefined;
  readonly #watch: CallWatch;
  readonly #site = new CallSite();
  #source: Source | undefined;
  /** Chunks that have been submitted and have not settled, in the order of their items. */
  readonly #chunks = new Map<Chunk, Progress>();
  readonly #own = new WeakSet<Chunk>();
  #filling = false;
  #failure: { readonly index: number; readonly error: unknown } | undefined;

  constructor(result: AsyncResult<R[]>, count: number, options: MapOptions<unknown, R>, watch: CallWatch) {
    this.#result = result;
    this.#watch = watch;
    this.#options = options;
    this.#count = count;
    internals.setOwner(result, this);
  }

  /** `items` is what the option `cost` sees. */
  start(work: MapWork, items: ArrayLike<unknown>, host: BatchHost & WatchHost): void {
    if (this.#result.ready()) return;
    const { task, arity, count, rate } = work;
    const cutter = new ChunkCutter(items, this.#options, new WorkRate(), rate);
    if (count === 0) return internals.succeed(this.#result, []);
    const common = { task, arity, ...streamsOf(host, this.#options.seed), ...limitsOf(this.#options) };
    let allSent = (): void => {};
    this.#watch.begin(count, host, (chunk) => this.#own.has(chunk));
    const sent = new Promise<void>((resolve) => (allSent = resolve));
    this.#source = { ...work, args: ownCopy(work.args), host, cutter, common, allSent };
    this.#fill();
    // A pool that closes waits until all that it has accepted is with its workers.
    if (!cutter.done) host.track(sent);
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
    this.#source!.cutter.took(first, values.length, span.end - span.start);
    this.#source!.rate?.add(values.length, span.end - span.start);
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
    this.#stopCutting();
    for (const { job } of this.#chunks.values()) job?.cancel();
    this.#chunks.clear();
  }

  /** Submits chunks until there are enough on their way. */
  #fill(): void {
    // An executor may settle a chunk while it is submitted, which would begin this anew for each.
    if (this.#filling || this.#source === undefined) return;
    const { host, cutter, allSent } = this.#source;
    this.#filling = true;
    try {
      while (this.#chunks.size < IN_FLIGHT * host.workers && !cutter.done) this.#submitNext(this.#source);
    } finally {
      this.#filling = false;
    }
    if (cutter.done) allSent();
  }

  #submitNext({ host, cutter, args, arity, count: calls, common }: Source): void {
    const choice = cutter.next(host.workers)!;
    const { first, count } = choice;
    const packed = packArguments(args, first * arity, (first + count) * arity, host.functions);
    const transfer = transferOf(this.#options.transfer, packed.args, calls);
    const chunk: Chunk = { ...common, first, count, ...packed, ...transfer };
    const progress: Progress = { first, job: undefined, inOrder: 0, settled: 0 };
    this.#chunks.set(chunk, progress);
    this.#own.add(chunk);
    notify(this.#options.onChunking, choice);
    progress.job = host.submit(chunk, this);
  }

  #stopCutting(): void {
    this.#source?.cutter.stop();
    this.#source?.allSent();
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
      this.#fill();
    }
    if (this.#chunks.size > 0 || !this.#source!.cutter.done) return;
    if (failure === undefined) internals.succeed(this.#result, this.#values!);
    else internals.fail(this.#result, withCallSite(failure.error, this.#site));
  }

  /** Chunks that begin behind a failure cannot hold the lowest one. */
  #dropBehind(index: number): void {
    this.#stopCutting();
    for (const [chunk, { first, job }] of this.#chunks) {
      if (first <= index) continue;
      job?.cancel();
      this.#chunks.delete(chunk);
    }
  }
}

/** The arguments as they are now, whatever the caller does to its list until the last chunk is cut. */
function ownCopy(args: ArrayLike<unknown>): ArrayLike<unknown> {
  if (ArrayBuffer.isView(args)) return (args as unknown as Float64Array).slice();
  return packNumbers(args) ?? Array.prototype.slice.call(args);
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
