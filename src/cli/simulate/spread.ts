/** The draws of a simulation by several numbers of workers, for its report. */
import { type Sweep, sweep } from '../../bench/index.js';
import { type Span, now } from '../../core/index.js';
import { Pool } from '../../pool/index.js';
import { type Simulation, simulate } from '../../simulate/index.js';
import type { Context } from '../context.js';
import type { WatchedRun } from '../time-pictures.js';
import { sweepCounts } from '../converge/counts.js';
import { type SimulateJob, type SimulateRequest, firstDifference } from './job.js';
import { costOfDraw } from './times.js';

/** One run: what was drawn, and which worker did what when. */
interface SpreadRun extends WatchedRun {
  readonly result: Simulation;
}

export interface Spread {
  readonly sweep: Sweep;
  /** The last runs serially and by the workers of the command. */
  readonly serial: SpreadRun;
  readonly parallel: SpreadRun;
}

/** Seconds of a serial run: of more draws than fit into that, only the first are timed. */
const LONGEST = 0.5;
const REPEATS = 5;
/** An independent copy makes this share of the draws: the capacity is a ratio of such copies' times. */
const COPY_SHARE = 0.5;

/** Times the first draws serially and by 1, 2, … workers; undefined when interrupted before both kinds of run were done. */
export async function spreadOf(
  job: SimulateJob,
  request: SimulateRequest,
  { workers, repeats = REPEATS }: { readonly workers: number; readonly repeats?: number },
  { processors, progress, signal }: Context,
): Promise<Spread | undefined> {
  const perDraw = await costOfDraw(job, request.n);
  const draws = Math.max(1, Math.min(request.n, Math.floor(LONGEST / perDraw)));
  const last = new Map<number, SpreadRun>();
  const timed = new SpreadJob({ ...request, n: draws }, signal);
  try {
    const found = await sweep<SpreadRun>(timed, {
      workers: [0, ...sweepCounts(processors.available, workers)],
      repeats,
      processors: processors.available,
      signal,
      onRun({ kind, workers: count, result, done, total }) {
        if (done === 1) progress.begin('timing worker counts', total);
        progress.update(done);
        if (kind === 'run' && result !== undefined) last.set(count, result);
      },
    });
    const [serial, parallel] = [last.get(0), last.get(workers)];
    return serial && parallel && { sweep: found, serial, parallel };
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  } finally {
    progress.end();
    await timed.close();
  }
}

/** The job for every worker count; its pools stay warm until it is closed. */
class SpreadJob {
  readonly name: string;
  readonly #request: SimulateRequest;
  readonly #signal: AbortSignal;
  readonly #pools = new Map<number, Pool>();
  /** Pools of one worker each, for independent copies. */
  readonly #single: Pool[] = [];

  constructor(request: SimulateRequest, signal: AbortSignal) {
    this.#request = request;
    this.#signal = signal;
    this.name = `${request.n.toLocaleString('en-US')} draws`;
  }

  async run(workers: number): Promise<SpreadRun> {
    const spans: Span[] = [];
    const submitted = now();
    // In this thread a share begins where the one before has been told.
    let start = submitted;
    const onProgress = (done: number): void => {
      const end = now();
      if (done > 0) spans.push({ worker: 0, first: spans.length, count: 1, start, end });
      start = end;
    };
    const result = await (workers === 0
      ? this.#simulate({ onProgress })
      : this.#simulate({ pool: noted(this.#pool(workers), (span) => spans.push(span)) }));
    return { result, spans, submitted };
  }

  equal(expected: SpreadRun, actual: SpreadRun): string | undefined {
    return firstDifference(expected.result, actual.result);
  }

  async copies(n: number): Promise<void> {
    while (this.#single.length < n) this.#single.push(new Pool({ workers: 1 }));
    const draws = Math.ceil(COPY_SHARE * this.#request.n);
    await Promise.all(this.#single.slice(0, n).map((pool) => this.#simulate({ n: draws, pool })));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#pools.values(), ...this.#single].map((pool) => pool.terminate()));
  }

  #simulate(more: Partial<Parameters<typeof simulate>[0]>): Promise<Simulation> {
    return simulate({ ...this.#request, ...more, signal: this.#signal } as SimulateRequest);
  }

  #pool(workers: number): Pool {
    const pool = this.#pools.get(workers) ?? new Pool({ workers });
    this.#pools.set(workers, pool);
    return pool;
  }
}

/** A pool that tells what its workers did in each call. */
function noted(pool: Pool, onSpan: (span: Span) => void): Pick<Pool, 'mapTyped' | 'imap'> {
  const imap = (task: never, items: Iterable<never>, options: object): unknown =>
    pool.imap(task, items, { ...options, onSpan });
  return { mapTyped: pool.mapTyped.bind(pool), imap: imap as Pool['imap'] };
}
