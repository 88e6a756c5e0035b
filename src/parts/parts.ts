/** Work in parts, by the workers of a pool or in this thread: either way the answers come in the order of the parts. */
import { NfoldError, now, yieldToEventLoop } from '../core/index.js';
import type { Pool } from '../pool/index.js';
import type { ModuleFunction } from '../task/index.js';

/** What everything that works in parts takes beside its own options. */
export interface ParallelOptions {
  /** Works on its workers; the results have the same bits without. */
  readonly pool?: Pick<Pool, 'mapTyped' | 'imap'>;
  /** Ends the work early, with `ERR_CANCELLED`. */
  readonly signal?: AbortSignal;
}

/** An exported function of a module that workers can load, and the same function here. */
export interface PartTask<B extends readonly unknown[], P, R> {
  readonly module: URL;
  readonly name: string;
  readonly run: (...args: [...B, P]) => R;
}

/** Work in this thread lets the event loop in after this many seconds. */
const SLICE = 0.005;

/**
 * The answers of a task to each part, in order. Parts are asked for as workers become free, so they may be endless.
 *
 * @param bound the first arguments of every call, sent to a worker once
 * @throws what the task and the pool throw, `ERR_CANCELLED` when the signal aborts
 */
export function answers<B extends readonly unknown[], P, R>(
  task: PartTask<B, P, R>,
  bound: B,
  parts: Iterable<P>,
  { pool, signal }: ParallelOptions,
): AsyncIterable<R> {
  if (pool === undefined) return inThisThread((part: P) => task.run(...bound, part), parts, signal);
  return pool.imap(travelling(task, bound), parts, { chunkSize: 1, signal });
}

/** The task as a pool takes it. */
function travelling<B extends readonly unknown[], P, R>(
  { module: { href }, name }: PartTask<B, P, R>,
  bound: B,
): ModuleFunction<(part: P) => R> {
  return { kind: 'module', url: href, name, bound };
}

async function* inThisThread<P, R>(
  run: (part: P) => R,
  parts: Iterable<P>,
  signal: AbortSignal | undefined,
): AsyncGenerator<R> {
  let start = now();
  for (const part of parts) {
    if (signal?.aborted === true) throw new NfoldError('ERR_CANCELLED', 'the work was cancelled');
    yield run(part);
    if (now() - start < SLICE) continue;
    await yieldToEventLoop();
    start = now();
  }
}
