import { loadBackend, sharesMemory } from '../backends/index.js';
import type { Span } from '../core/index.js';
import type {
  Backend,
  BackendName,
  BackendOptions,
  Chunk,
  ChunkObserver,
  Executor,
  Job,
} from '../pool/index.js';

/** What an executor told about one chunk. */
export interface Record {
  readonly chunk: Chunk;
  /** How often each call was told. */
  readonly told: number[];
  readonly spans: Span[];
  readonly errors: unknown[];
  cancelled: boolean;
  /** Calls that were told after the chunk was cancelled. */
  late: number;
}

/** A backend that passes everything on to another and keeps a record of what that tells. */
export class Recorder implements Backend {
  readonly name: string;
  readonly sharesMemory: boolean;
  readonly records: Record[] = [];
  readonly #backend: Backend | BackendName;

  constructor(backend: Backend | BackendName) {
    this.#backend = backend;
    this.name = typeof backend === 'string' ? backend : backend.name;
    this.sharesMemory = sharesMemory(backend);
  }

  async start(options: BackendOptions): Promise<Executor> {
    const backend = typeof this.#backend === 'string' ? await loadBackend(this.#backend) : this.#backend;
    const executor = await backend.start(options);
    return {
      workers: executor.workers,
      submit: (chunk, observer) =>
        this.#record(chunk, observer, (listener) => executor.submit(chunk, listener)),
      close: () => executor.close(),
      terminate: () => executor.terminate(),
    };
  }

  #record(chunk: Chunk, observer: ChunkObserver, submit: (listener: ChunkObserver) => Job): Job {
    const told = Array.from<number>({ length: chunk.count }).fill(0);
    const record: Record = { chunk, told, spans: [], errors: [], cancelled: false, late: 0 };
    this.records.push(record);
    const job = submit({
      values: (_, at, values, span) => {
        note(record, at, values.length);
        record.spans.push(span);
        observer.values(chunk, at, values, span);
      },
      failed: (_, at, count, error) => {
        note(record, at, count);
        record.errors.push(error);
        observer.failed(chunk, at, count, error);
      },
      reported: (_, at, fraction, message) => observer.reported?.(chunk, at, fraction, message),
    });
    return {
      cancel: () => {
        record.cancelled = true;
        job.cancel();
      },
    };
  }
}

function note(record: Record, at: number, count: number): void {
  for (let call = at; call < at + count; call++) record.told[call] = (record.told[call] ?? 0) + 1;
  if (record.cancelled) record.late += count;
}
