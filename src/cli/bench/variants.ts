import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Timed } from '../../bench/index.js';
import { isThenable, preview } from '../../core/index.js';
import { type BackendName, Pool, tasks } from '../../pool/index.js';
import { inspectTarget } from '../map/inspect.js';
import type { Target, TargetName } from '../map/target.js';

/** A function that was asked for, loaded into this thread. */
export interface LoadedJob {
  readonly label: string;
  readonly target: Target;
  readonly call: (...args: unknown[]) => unknown;
}

/**
 * Loads the functions, in a worker first, which says what is wrong with a module.
 *
 * @throws NfoldError `ERR_INVALID_ARGUMENT` when there is no such function
 */
export async function loadJobs(targets: readonly Target[], signal: AbortSignal): Promise<LoadedJob[]> {
  const pool = new Pool(1);
  try {
    for (const target of targets) await inspectTarget(pool, target, signal);
  } finally {
    await pool.terminate();
  }
  const labels = labelsOf(targets);
  return Promise.all(
    targets.map(async (target, i) => {
      const module = (await import(target.url)) as Record<string, LoadedJob['call']>;
      return { label: labels[i], target, call: module[target.name] };
    }),
  );
}

/** The names of the exports; where they are not different, with their modules. */
function labelsOf(targets: readonly TargetName[]): string[] {
  const names = targets.map(({ module, name }) => (name === 'default' ? basename(module) : name));
  return names.map((name, i) =>
    names.filter((other) => other === name).length === 1 ? name : `${targets[i].module}#${targets[i].name}`,
  );
}

export function timedCalls(
  jobs: readonly LoadedJob[],
  args: readonly unknown[],
): Record<string, Timed<unknown>> {
  return Object.fromEntries(jobs.map(({ label, call }) => [label, () => call(...args)]));
}

/** The same function of the same module, as workers take it. */
export function remote({ target }: LoadedJob): (...args: unknown[]) => unknown {
  const module = tasks<Record<string, (...args: unknown[]) => unknown>>(target.url);
  return module[target.name];
}

/** The results of calls in this thread, one after the other. */
export async function inOrder(
  { call }: LoadedJob,
  calls: readonly (readonly unknown[])[],
): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const args of calls) {
    const result = call(...args);
    results.push(isThenable(result) ? await result : result);
  }
  return results;
}

/** Pools that stay warm from run to run, and one at a time that starts for its run. */
export class Pools {
  readonly #warm = new Map<number, Pool>();
  readonly #backend: BackendName;
  #cold: Pool | undefined;

  constructor(backend: BackendName = 'threads') {
    this.#backend = backend;
  }

  warm(workers: number): Pool {
    let pool = this.#warm.get(workers);
    if (pool === undefined) this.#warm.set(workers, (pool = this.#make(workers)));
    return pool;
  }

  cold(workers: number): Pool {
    return (this.#cold = this.#make(workers));
  }

  /** Ends the last cold pool. */
  async cool(): Promise<void> {
    await this.#cold?.terminate();
    this.#cold = undefined;
  }

  async end(): Promise<void> {
    await Promise.all([this.cool(), ...[...this.#warm.values()].map((pool) => pool.terminate())]);
  }

  #make(workers: number): Pool {
    return new Pool({ workers, backend: this.#backend });
  }
}

/** The first call of which two runs have different results, in words. */
export function firstDifference(
  expected: readonly unknown[],
  actual: readonly unknown[],
): string | undefined {
  const i = expected.findIndex((value, at) => !isDeepStrictEqual(value, actual[at]));
  return i < 0
    ? undefined
    : `the call with i = ${i} returned ${preview(actual[i])} instead of ${preview(expected[i])}`;
}
