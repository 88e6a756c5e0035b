import type { CrossoverJob } from '../../bench/index.js';
import { type BitGeneratorName, NfoldError, type Seed } from '../../core/index.js';
import type { UsedWorkers } from '../../parts/index.js';
import { Pool } from '../../pool/index.js';
import { type DrawTable, type SimulateOptions, type Simulation, simulate } from '../../simulate/index.js';

/** What `simulate` is asked to compute. */
export interface SimulateRequest {
  /** Equations. */
  readonly model: string;
  readonly draws: DrawTable;
  readonly n: number;
  readonly seed: Seed;
  readonly bitGenerator: BitGeneratorName;
}

type Extras = Pick<SimulateOptions<DrawTable, never>, 'onProgress' | 'onBlock' | 'keep'>;

export interface RunOptions extends Extras {
  /** Whether what is not worth the workers may be done in this thread. */
  readonly automatic: boolean;
}

/** The job of a request, of any size; its pools live until it is closed. */
export class SimulateJob implements CrossoverJob<Simulation> {
  readonly #request: SimulateRequest;
  readonly #workers: number;
  readonly #signal: AbortSignal;
  #warm: Pool | undefined;
  #cold: Pool | undefined;

  constructor(request: SimulateRequest, workers: number, signal: AbortSignal) {
    this.#request = request;
    this.#workers = workers;
    this.#signal = signal;
  }

  /** The whole job, by workers that start for it, or without them; when the signal aborts, the draws that were done by then. */
  async run({
    automatic,
    ...extras
  }: RunOptions): Promise<{ readonly result: Simulation; readonly used: UsedWorkers }> {
    this.#warm = new Pool({ workers: this.#workers });
    let done = 0;
    let used: UsedWorkers = { workers: this.#workers, sentence: 'as asked for' };
    const result = await simulate({
      ...this.#request,
      ...extras,
      pool: untilAborted(this.#warm, this.#signal),
      // One worker beside this thread is no faster, but lets this thread hear Ctrl-C.
      ...(automatic && this.#workers > 1 && { workers: 'auto', onWorkers: (found) => (used = found) }),
      onProgress(sofar, total) {
        done = sofar;
        extras.onProgress?.(sofar, total);
      },
    });
    if (done === 0) throw new NfoldError('ERR_CANCELLED', 'the simulation was cancelled');
    return { result: done === result.n ? result : { ...result, n: done }, used };
  }

  serial(n: number): Promise<Simulation> {
    return this.#part(n, undefined);
  }

  warm(n: number): Promise<Simulation> {
    this.#warm ??= new Pool({ workers: this.#workers });
    return this.#part(n, this.#warm);
  }

  cold(n: number): Promise<Simulation> {
    this.#cold = new Pool({ workers: this.#workers });
    return this.#part(n, this.#cold);
  }

  async cool(): Promise<void> {
    await this.#cold?.terminate();
  }

  equal(expected: Simulation, actual: Simulation): string | undefined {
    return firstDifference(expected, actual);
  }

  async close(): Promise<void> {
    await Promise.all([this.#warm?.terminate(), this.#cold?.terminate()]);
  }

  #part(n: number, pool: Pool | undefined): Promise<Simulation> {
    return simulate({ ...this.#request, n, pool, signal: this.#signal });
  }
}

/** A pool that is handed no further part once the signal aborts: what has begun ends, and the rest is never asked for. */
function untilAborted(pool: Pool, signal: AbortSignal): StartedPool {
  function* heeding<T>(items: Iterable<T>): Generator<T> {
    for (const item of items) {
      if (signal.aborted) return;
      yield item;
    }
  }
  const imap = (task: never, items: Iterable<never>, options: never): unknown =>
    pool.imap(task, heeding(items), options);
  return {
    workers: pool.workers,
    started: pool.started,
    ready: () => pool.ready(),
    mapTyped: pool.mapTyped.bind(pool),
    imap: imap as Pool['imap'],
  };
}

type StartedPool = Pick<Pool, 'workers' | 'started' | 'ready' | 'mapTyped' | 'imap'>;

const FIGURES = ['n', 'mean', 'sd', 'skewness', 'kurtosis', 'min', 'max'] as const;
const RANKS = [0.01, 0.5, 0.99];

/** The first figure in which two simulations differ in any bit. */
export function firstDifference(expected: Simulation, actual: Simulation): string | undefined {
  for (const name of expected.names) {
    const [one, other] = [expected.outputs[name], actual.outputs[name]];
    for (const figure of FIGURES) {
      if (!Object.is(one[figure], other[figure]))
        return `${figure} of ${name} is ${other[figure]} instead of ${one[figure]}`;
    }
    const rank = RANKS.find((q) => !Object.is(one.quantile(q).value, other.quantile(q).value));
    if (rank !== undefined) return `the quantile ${rank} of ${name} differs`;
    const partner = expected.names.find(
      (second) => !Object.is(expected.covariance[name][second], actual.covariance[name][second]),
    );
    if (partner !== undefined) return `the covariance of ${name} and ${partner} differs`;
  }
  return undefined;
}
