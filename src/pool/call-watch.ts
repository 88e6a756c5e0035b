import { now } from '../core/index.js';
import type { Chunk, WorkerActivity } from '../executor/index.js';
import type { ActivityHub } from './activity.js';
import { type AsyncResult, internals } from './async-result.js';
import { type Progress, ProgressMeter } from './progress.js';
import { type CallStatistics, type LongTask, type WorkerStatistics, statisticsOf } from './statistics.js';

/** What one worker has done of a call; times in seconds. */
interface Ledger {
  startUp: number;
  held: number;
  working: number;
  tasks: number;
  /** Pieces of the call that it holds now, and since when it has held any. */
  pieces: number;
  since: number;
}

const LONGEST = 5;

/** What a call needs of its pool to be followed. */
export interface WatchHost {
  readonly activity: ActivityHub;
  readonly workers: number;
}

/** Follows the call of a result from now on. */
export function watchCall(
  result: AsyncResult<unknown>,
  { onProgress }: { onProgress?: (progress: Progress) => void },
): CallWatch {
  const watch = new CallWatch(onProgress);
  internals.setWatch(result, watch);
  return watch;
}

/** Follows one call from its start to its result: progress, and where the workers' time went. */
export class CallWatch {
  readonly meter: ProgressMeter;
  /** Set when the call has succeeded, if its backend tells what the workers do. */
  statistics: CallStatistics | undefined;
  readonly #ledgers = new Map<number, Ledger>();
  readonly #longest: LongTask[] = [];
  #tasksOf: (chunk: Chunk, count: number) => number = (_chunk, count) => count;
  #owns: (chunk: Chunk) => boolean = () => false;
  #starting: Map<number, number> = new Map();
  readonly #begun = now();
  #total = 0;
  #messages = 0;
  #workers: () => number = () => 0;
  #stop: () => void = () => {};

  constructor(onProgress?: (progress: Progress) => void) {
    this.meter = new ProgressMeter(onProgress);
  }

  /**
   * The call is about to be sent. `owns` tells its chunks from others; `tasksOf` is how many tasks some calls of a chunk
   * stand for, themselves by default.
   */
  begin(
    total: number,
    host: WatchHost,
    owns: (chunk: Chunk) => boolean,
    tasksOf?: (chunk: Chunk, count: number) => number,
  ): void {
    this.#total = total;
    this.#owns = owns;
    if (tasksOf !== undefined) this.#tasksOf = tasksOf;
    this.#starting = new Map(host.activity.starting);
    this.#workers = () => host.workers;
    this.meter.begin(total);
    this.#stop = host.activity.listen((activity) => this.#take(activity));
  }

  /** The result is there. */
  settled(succeeded: boolean): void {
    this.#stop();
    if (succeeded && this.#messages > 0) this.statistics = this.#sum(this.#workers(), now());
    this.meter.end();
  }

  #take(activity: WorkerActivity): void {
    const { type, worker, time } = activity;
    switch (type) {
      case 'spawn':
        return void this.#starting.set(worker, time);
      case 'ready':
        return this.#started(worker, time);
      case 'lost':
        this.#started(worker, time);
        return this.#release(this.#of(worker), time, Infinity);
      case 'return':
        if (this.#owns(activity.chunk)) this.#release(this.#of(worker), time, 1);
        return;
      case 'send':
        if (!this.#owns(activity.chunk)) return;
        this.#messages++;
        return this.#hold(this.#of(worker), time);
      case 'reply':
        if (this.#owns(activity.chunk)) this.#reply(activity);
    }
  }

  #of(worker: number): Ledger {
    let ledger = this.#ledgers.get(worker);
    if (ledger === undefined) {
      ledger = { startUp: 0, held: 0, working: 0, tasks: 0, pieces: 0, since: 0 };
      this.#ledgers.set(worker, ledger);
    }
    return ledger;
  }

  #started(worker: number, time: number): void {
    const since = this.#starting.get(worker);
    if (since === undefined) return;
    this.#starting.delete(worker);
    this.#of(worker).startUp += Math.max(0, time - Math.max(since, this.#begun));
  }

  #hold(ledger: Ledger, time: number): void {
    if (ledger.pieces++ === 0) ledger.since = time;
  }

  #release(ledger: Ledger, time: number, pieces: number): void {
    if (ledger.pieces === 0) return;
    ledger.pieces = Math.max(0, ledger.pieces - pieces);
    if (ledger.pieces === 0) ledger.held += time - ledger.since;
  }

  #reply({ worker, time, chunk, first, count, start, end, done }: WorkerActivity & { type: 'reply' }): void {
    const ledger = this.#of(worker);
    const seconds = Math.max(0, end - start);
    const tasks = this.#tasksOf(chunk, count);
    ledger.working += seconds;
    ledger.tasks += tasks;
    if (tasks > 0) this.#note({ index: first, tasks, seconds, worker });
    if (done) this.#release(ledger, time, 1);
  }

  #note(task: LongTask): void {
    const list = this.#longest;
    if (list.length === LONGEST && task.seconds <= list[LONGEST - 1].seconds) return;
    const at = list.findIndex(({ seconds }) => seconds < task.seconds);
    list.splice(at < 0 ? list.length : at, 0, task);
    if (list.length > LONGEST) list.pop();
  }

  #sum(count: number, end: number): CallStatistics {
    const seconds = Math.max(end - this.#begun, Number.MIN_VALUE);
    for (const worker of this.#starting.keys()) this.#started(worker, end);
    const workers: WorkerStatistics[] = [];
    for (let worker = 0; worker < count; worker++) {
      const ledger = this.#of(worker);
      this.#release(ledger, end, Infinity);
      workers.push({ worker, tasks: ledger.tasks, ...sharesOf(ledger, seconds) });
    }
    return statisticsOf({
      seconds,
      tasks: this.#total,
      messages: this.#messages,
      workers,
      longest: this.#longest,
    });
  }
}

/** The clocks of two threads may differ by a little: what a worker worked is never more than it held work. */
function sharesOf(
  { startUp, held, working }: Ledger,
  seconds: number,
): Omit<WorkerStatistics, 'worker' | 'tasks'> {
  const starting = Math.min(startUp / seconds, 1);
  const holding = Math.min(held / seconds, 1 - starting);
  const busy = Math.min(working / seconds, holding);
  return { startUp: starting, waiting: 1 - starting - holding, transport: holding - busy, working: busy };
}
