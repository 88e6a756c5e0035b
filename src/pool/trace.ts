import type { Chunk, WorkerActivity } from '../executor/index.js';
import type { ActivityHub } from './activity.js';

/** An event of Chrome's trace format; times in microseconds. */
export interface TraceEvent {
  readonly name: string;
  readonly cat?: string;
  /** `X`: something that lasts; `i`: a moment; `M`: the name of a process or a thread. */
  readonly ph: 'X' | 'i' | 'M';
  readonly pid: number;
  /** The worker, from 1. */
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

/** Chrome's trace format ("JSON Object Format"): write it as JSON and open it in chrome://tracing or ui.perfetto.dev. */
export interface Trace {
  readonly traceEvents: readonly TraceEvent[];
  readonly displayTimeUnit: 'ms';
  readonly otherData: { readonly dropped: number };
}

/** An endless program must not fill its memory with its own history: about 200 bytes an event. */
const MOST_EVENTS = 1_000_000;
const PROCESS = 1;
const MICROSECONDS = 1e6;

/** Writes down what the workers of a pool do. Times count from the first event. */
export class TraceRecorder {
  readonly #events: TraceEvent[] = [];
  readonly #spawned = new Map<number, number>();
  readonly #workers = new Set<number>();
  #origin: number | undefined;
  #dropped = 0;

  constructor(hub: ActivityHub) {
    hub.listen((activity) => this.#take(activity));
  }

  /** What has happened so far. */
  get trace(): Trace {
    const names = [...this.#workers].map((worker) =>
      nameEvent('thread_name', worker + 1, `worker ${worker}`),
    );
    const traceEvents = [nameEvent('process_name', 0, 'nfold pool'), ...names, ...this.#events];
    return { traceEvents, displayTimeUnit: 'ms', otherData: { dropped: this.#dropped } };
  }

  #take(activity: WorkerActivity): void {
    const { type, worker, time } = activity;
    this.#origin ??= time;
    this.#workers.add(worker);
    switch (type) {
      case 'spawn':
        return void this.#spawned.set(worker, time);
      case 'ready':
        return this.#lasting('start-up', 'worker', worker, this.#spawned.get(worker) ?? time, time);
      case 'lost':
        return this.#moment('ended', worker, time);
      case 'send':
        return this.#moment('send', worker, time, { task: taskName(activity.chunk), count: activity.count });
      case 'return':
        return this.#moment('return', worker, time, { task: taskName(activity.chunk) });
      case 'reply': {
        const { chunk, first, count, start, end } = activity;
        if (count > 0) this.#lasting(taskName(chunk), 'task', worker, start, end, { first, count });
      }
    }
  }

  #lasting(
    name: string,
    cat: string,
    worker: number,
    start: number,
    end: number,
    args?: TraceEvent['args'],
  ): void {
    const dur = Math.max(0, (end - start) * MICROSECONDS);
    this.#add({ name, cat, ph: 'X', pid: PROCESS, tid: worker + 1, ts: this.#timeOf(start), dur, args });
  }

  #moment(name: string, worker: number, time: number, args?: TraceEvent['args']): void {
    this.#add({
      name,
      cat: 'pool',
      ph: 'i',
      pid: PROCESS,
      tid: worker + 1,
      ts: this.#timeOf(time),
      s: 't',
      args,
    });
  }

  #timeOf(seconds: number): number {
    return Math.max(0, (seconds - this.#origin!) * MICROSECONDS);
  }

  #add(event: TraceEvent): void {
    if (this.#events.length < MOST_EVENTS) this.#events.push(event);
    else this.#dropped++;
  }
}

function nameEvent(name: string, tid: number, value: string): TraceEvent {
  return { name, ph: 'M', pid: PROCESS, tid, ts: 0, args: { name: value } };
}

/** The function's name, as far as it has one. */
export function taskName({ task }: Chunk): string {
  return task.wire.name === '' ? 'anonymous' : task.wire.name;
}
