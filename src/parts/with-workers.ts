import { invalidArgument } from '../core/index.js';
import { type WorkerChoice, workersText } from './choose-workers.js';
import { Crew } from './crew.js';

/** Who did the work: how many workers, 0 for this thread, and why, for people. */
export type UsedWorkers = Pick<WorkerChoice, 'workers' | 'sentence'>;

/** How many workers do the work of a call, where that is not left to a pool alone. The results have the same bits in any case. */
export interface WorkersOptions {
  /**
   * `auto`: the work begins in this thread, and what is left goes to workers once they promise to be done sooner: those of
   * `pool` if there is one, else one for each usable processor, which start meanwhile and end with the call. A number: so
   * many, which start for this call. Default: the workers of `pool`, and this thread without one.
   */
  readonly workers?: number | 'auto';
  /** Hears who did the work and why, at the end of a call with `workers`. */
  readonly onWorkers?: (used: UsedWorkers) => void;
}

/**
 * Does the work with the options in which `workers` has become a pool.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT`, and what the work throws
 */
export async function withWorkers<O extends WorkersOptions & { readonly pool?: unknown }, R>(
  options: O,
  work: (options: O) => Promise<R>,
): Promise<R> {
  const { workers, onWorkers, pool: given } = options;
  const rest = { ...options, workers: undefined, onWorkers: undefined };
  if (workers === undefined) return work(rest);
  if (workers === 'auto') {
    const crew = new Crew(given as object | undefined);
    try {
      const result = await work({ ...rest, pool: crew });
      const { workers: count, sentence } = crew.choice;
      onWorkers?.({ workers: count, sentence });
      return result;
    } finally {
      await crew.end();
    }
  }
  checkCount(workers, given);
  const { Pool } = await import('../pool/index.js');
  const pool = new Pool(workers);
  try {
    const result = await work({ ...rest, pool });
    onWorkers?.({ workers, sentence: `with ${workersText(workers)}, as asked for` });
    return result;
  } finally {
    await pool.terminate();
  }
}

/** For work that no worker can share, and why: tells so where workers were asked for. */
export function withoutWorkers({ workers, onWorkers }: WorkersOptions, why: string): void {
  if (workers !== undefined) onWorkers?.({ workers: 0, sentence: `serially: ${why}` });
}

function checkCount(workers: number, pool: unknown): void {
  if (typeof workers !== 'number' || !(workers >= 1) || !Number.isSafeInteger(workers))
    throw invalidArgument('workers', "a whole number of at least 1, or 'auto'", workers);
  if (pool !== undefined)
    throw invalidArgument('workers', "'auto' beside a pool, which has its own number of them", workers);
}
